// The graph of what is wanted: value and adjoints, each in a place of its own, nothing else.
#include <evengrad/autodiff/derive.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

using eg::symbol;
using x8 = std::array<symbol, 8>;

struct sum_of_both {
  constexpr auto operator()(const auto& x, const auto& y) const {
    auto s = (x[0] + y[0]) * (x[0] + y[0]);
    for (int i = 1; i < 8; ++i) s = s + (x[i] + y[i]) * (x[i] + y[i]);
    return s;
  }
};
BOOST_AUTO_TEST_CASE(equal_gradients_have_a_place_each) {
  const eg::wanted_graph w = wanted_of(eg::rolled<sum_of_both, x8, x8>(), eg::wanted::gradient, 3);
  BOOST_REQUIRE_EQUAL(w.results.size(), 3);
  BOOST_CHECK_NE(w.results[1], w.results[2]);
  const eg::node& second = w.g[w.results[2]];
  BOOST_CHECK(second.what == eg::kind::map && (eg::is_op<eg::copy_op>(*second.op) || second.dims.size() == 8));
}

struct only_the_first {
  constexpr auto operator()(const auto& x, const auto&) const { return x * x; }
};
BOOST_AUTO_TEST_CASE(what_does_not_matter_has_gradient_zero) {
  const eg::wanted_graph w = wanted_of(eg::rolled<only_the_first, symbol, symbol>(), eg::wanted::gradient, 2);
  BOOST_REQUIRE_EQUAL(w.results.size(), 2);
  const eg::node& d = w.g[w.results[1]];
  BOOST_CHECK(d.what == eg::kind::number && d.value == 0);
}

struct quotients {
  constexpr auto operator()(const auto& x, const auto& y) const { return x / y + (x * x) / y; }
};
BOOST_AUTO_TEST_CASE(derivatives_divide_once) {
  const eg::wanted_graph w = wanted_of(eg::rolled<quotients, symbol, symbol>(), eg::wanted::gradient, 3);
  int divisions = 0;
  for (const eg::node& x : w.g.nodes) divisions += x.what == eg::kind::map && eg::is_op<eg::divide_op>(*x.op);
  BOOST_CHECK_EQUAL(divisions, 3);  // the function's two, and 1/y for the derivative
}

BOOST_AUTO_TEST_CASE(a_product_with_the_hessian_has_a_direction_for_each_argument) {
  const auto& r = eg::rolled<quotients, symbol, symbol>();
  const eg::wanted_graph w = wanted_of(r, eg::wanted::product_with_hessian, 3);
  BOOST_CHECK_EQUAL(w.results.size(), 3);
  BOOST_CHECK_EQUAL(w.g.parameters.size(), r.leaf_count + 2);
  static_assert(eg::wanted_nodes_of<eg::wanted::gradient, 3, quotients, symbol, symbol>().fits());
}

BOOST_AUTO_TEST_SUITE_END()
