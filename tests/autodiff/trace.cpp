// A function becomes a graph by one call with symbols: equal expressions once, faults where extents do not fit.
#include <evengrad/autodiff/derive.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

using eg::symbol;
template <std::size_t N>
using symbols = std::array<symbol, N>;

template <class F, class... S>
constexpr int nodes = eg::traced<F, S...>().count;

struct twice {
  constexpr auto operator()(auto x, auto y) const { return (x * y + x) - (x * y + x) * y; }
};
static_assert(nodes<twice, symbol, symbol> == 6, "x, y, and four operations: x y + x is there once");

struct simple {
  constexpr auto operator()(const auto& x) const { return 1. * x[0] + 0. + x[0] * x[1] / 1.; }
};
static_assert(nodes<simple, symbols<3>> == 5, "one leaf, two elements, a product, a sum");

struct no_symbol {
  constexpr auto operator()(const auto&) const { return 3; }
};
static_assert(nodes<no_symbol, symbol> == 1);

/// Several results are summed with weights, which are one more leaf.
struct several {
  constexpr auto operator()(auto x) const { return std::array{x * x, x + 1.}; }
};
static_assert(eg::traced<several, symbol>().leaf_count == 2 && eg::traced<several, symbol>().extents[1] == 2);

struct out_of_range {
  constexpr auto operator()(const auto& t) const { return t[0] * t[3]; }
};
static_assert(eg::traced<out_of_range, eg::vector<symbol, 3>>().wrong.what == eg::fault::slice_is_out_of_range);
static_assert(eg::traced<out_of_range, eg::vector<symbol, 4>>().wrong.what == eg::fault::none);

BOOST_AUTO_TEST_CASE(forms_have_as_many_elements_as_they_stand_for) {
  using nested = std::array<std::array<float, 3>, 2>;
  static_assert(eg::symbolic<nested>::count == 6 && eg::elements<eg::symbolic<nested>::type>::count == 6);
  static_assert(eg::symbolic<eg::matrix<double, 3, 4>>::count == 12);
  static_assert(!eg::an_argument<const char*> && eg::an_argument<int>);
  eg::graph g;
  const symbol leaf = eg::leaf(g, 0, 6);
  const auto x = eg::form_of<symbols<6>>::take(leaf, 0);
  for (int i = 0; i < 6; ++i) BOOST_CHECK_EQUAL(g[x[i].id].offset, i);
  eg::list<symbol> back;
  eg::form_of<symbols<6>>::collect(back, x);
  BOOST_CHECK_EQUAL(back.size(), 6);
}

BOOST_AUTO_TEST_SUITE_END()
