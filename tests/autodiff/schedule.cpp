// Every plan computes what it reads before it reads it, and two vectors never share memory.
#include <evengrad/autodiff/run_plan.hpp>

#include "functions.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

using eg::bank;
using eg::item;

/// What a plan has computed so far.
template <class Plan>
struct reader {
  const Plan& p;
  std::vector<char> done = std::vector<char>(p.count.items, 0);

  bool is_view(const item& x) const {
    return x.what == eg::kind::reshape || x.what == eg::kind::slice || x.what == eg::kind::gather;
  }
  /// Whether item i can be read here: a leaf, a view of something readable, or computed; an expression by its operands.
  bool readable(int i) const {
    const item& x = p.items[i];
    if (x.what == eg::kind::number || x.where == bank::argument || x.where == bank::table) return true;
    if (is_view(x)) return readable(x.in[0]);
    return x.inlined ? operands_readable(i) : done[i] != 0;
  }
  bool operands_readable(int i) const {
    for (int in : p.items[i].in)
      if (in >= 0 && !readable(in)) return false;
    return true;
  }
};

template <class Plan>
void check_plan(const Plan& p) {
  reader<Plan> r{p};
  for (int l = 0; l < p.count.loops; ++l) {
    const eg::loop_info& k = p.loops[l];
    for (int s = k.first; s < k.first + k.count; ++s) {
      if (k.assembles >= 0) BOOST_CHECK(p.pieces[s].what < 0 || r.readable(p.pieces[s].what));
      else {
        BOOST_CHECK(r.operands_readable(p.order[s]));
        r.done[p.order[s]] = 1;
      }
    }
    if (k.assembles >= 0) r.done[k.assembles] = 1;
  }
  for (int k = 0; k < p.count.results; ++k) BOOST_CHECK(r.readable(p.results[k]));
  // Memory: what a loop or an assembly writes. Parts that are computed in place lie inside their whole.
  for (int i = 0; i < p.count.items; ++i)
    for (int j = 0; j < i; ++j) {
      const item &x = p.items[i], &y = p.items[j];
      if (!r.done[i] || !r.done[j] || x.where != y.where || x.base != y.base) continue;
      if (x.where == bank::scalar) BOOST_CHECK_NE(x.at, y.at);
      if (x.where != bank::buffer && x.where != bank::result) continue;
      const bool apart = x.at + x.size() <= y.at || y.at + y.size() <= x.at;
      const bool inside = x.at <= y.at && y.at + y.size() <= x.at + x.size();
      BOOST_CHECK(apart || inside);
    }
}

BOOST_AUTO_TEST_CASE(plans_read_what_they_have_computed) {
  for_each_function([](auto f) {
    using F = decltype(f);
    using X = std::array<eg::symbol, F::size>;
    check_plan(eg::function_plan<eg::wanted::gradient, 1, F, X>);
    check_plan(eg::function_plan<eg::wanted::product_with_hessian, 1, F, X>);
  });
}

BOOST_AUTO_TEST_CASE(equal_functions_of_scalars_share_a_register) {
  constexpr const auto& p =
      eg::function_plan<eg::wanted::gradient, 1, net<ours>, std::array<eg::symbol, 37>, std::array<eg::symbol, 2>>;
  int longest = 0;
  for (int i = 0; i < p.count.items; ++i) longest = std::max<int>(longest, p.items[i].together);
  BOOST_CHECK_GE(longest, 1);
  constexpr const auto& q = eg::function_plan<eg::wanted::gradient, 31, black_scholes<ours>, eg::symbol, eg::symbol,
                                              eg::symbol, eg::symbol, eg::symbol>;
  int pairs = 0;
  for (int i = 0; i < q.count.items; ++i) pairs += q.items[i].together == 2;
  BOOST_CHECK_GE(pairs, 1);  // the two distribution functions
}

BOOST_AUTO_TEST_CASE(one_loop_computes_a_long_sum_and_its_gradient_needs_few_more) {
  constexpr const auto& p = eg::function_plan<eg::wanted::gradient, 1, rosenbrock<ours>, std::array<eg::symbol, 100>>;
  BOOST_CHECK_LE(p.count.loops, 4);
}

BOOST_AUTO_TEST_SUITE_END()
