// Graphs written again: factors −1 are carried into differences, and a quotient shares its divisor's reciprocal.
#include <evengrad/autodiff/rewrite.hpp>
#include <evengrad/op/exponential.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

using eg::symbol;

struct two_leaves {
  eg::graph g;
  symbol x = leaf(0), y = leaf(1);

  symbol leaf(int k) {
    g.parameters.push({.name = {}, .dims = {1}});
    return {&g, g.append({.what = eg::kind::parameter, .dims = {1}, .parameter = k})};
  }
  eg::wanted_graph written(symbol result, bool divide_once = false) {
    return copied(g, {result.id}, divide_once ? 0 : 1 << 30);
  }
};

template <class Op>
int count(const eg::graph& g) {
  int n = 0;
  for (const eg::node& x : g.nodes) n += x.what == eg::kind::map && eg::is_op<Op>(*x.op);
  return n;
}
int operations(const eg::wanted_graph& w) {
  int n = 0;
  for (const eg::node& x : w.g.nodes) n += x.what == eg::kind::map;
  return n;
}
/// The op of the result.
std::string_view name(const eg::wanted_graph& w) { return w.g[w.results[0]].op->name; }

BOOST_AUTO_TEST_CASE(a_sum_with_a_negative_is_a_difference) {
  two_leaves t;
  for (symbol s : {t.x + -1. * t.y, -1. * t.y + t.x, t.x - t.y}) {
    const eg::wanted_graph w = t.written(s);
    BOOST_CHECK_EQUAL(name(w), "-");
    BOOST_CHECK_EQUAL(w.g[w.results[0]].in[0], 0);
    BOOST_CHECK_EQUAL(operations(w), 1);
  }
  const eg::wanted_graph difference = t.written(t.x - -1. * (t.y * t.y));
  BOOST_CHECK_EQUAL(name(difference), "+");
  BOOST_CHECK_EQUAL(count<eg::multiply_op>(difference.g), 1);
}

BOOST_AUTO_TEST_CASE(signs_go_through_products_and_quotients_and_meet) {
  two_leaves t;
  const symbol n = -1. * t.x, m = -1. * t.y;
  BOOST_CHECK_EQUAL(operations(t.written(n * m)), 1);
  BOOST_CHECK_EQUAL(operations(t.written(n / m)), 1);
  const eg::wanted_graph both = t.written(n * t.y + m / t.x);  // −(x y + y/x): one sign, at the end
  BOOST_CHECK_EQUAL(name(both), "*");
  BOOST_CHECK_EQUAL(count<eg::multiply_op>(both.g), 2);
  BOOST_CHECK_EQUAL(count<eg::subtract_op>(both.g), 0);
}

BOOST_AUTO_TEST_CASE(functions_see_the_sign) {
  two_leaves t;
  const eg::wanted_graph w = t.written(exp(-1. * t.x));
  BOOST_CHECK_EQUAL(name(w), "exp");
  BOOST_CHECK_EQUAL(count<eg::multiply_op>(w.g), 1);
}

BOOST_AUTO_TEST_CASE(quotients_by_one_divisor_divide_once) {
  two_leaves t;
  const symbol s = exp(t.x) / t.y + (t.x * t.x) / t.y;
  BOOST_CHECK_EQUAL(count<eg::divide_op>(t.written(s).g), 2);
  BOOST_CHECK_EQUAL(count<eg::divide_op>(t.written(s, true).g), 1);
}

BOOST_AUTO_TEST_CASE(what_no_result_reads_is_left_out) {
  two_leaves t;
  const symbol kept = t.x * t.y;
  exp(kept);
  const eg::wanted_graph w = t.written(kept);
  BOOST_CHECK_EQUAL(w.g.nodes.size(), 3);
  BOOST_CHECK_EQUAL(w.g.parameters[1].node, 1);
}

BOOST_AUTO_TEST_SUITE_END()
