// The graph of a function as a constant: only what its result needs, in as much room as that takes.
#include <evengrad/autodiff/function_graph.hpp>
#include <evengrad/op/select.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

using eg::symbol;

struct wasteful {
  constexpr auto operator()(const auto& x, const auto& y) const {
    const auto unread = exp(x) * y;
    (void)unread;
    return x + y;
  }
};
static_assert(eg::traced<wasteful, symbol, symbol>().count == 3 &&
              eg::traced<wasteful, symbol, symbol>().arguments == 2);

struct long_one {  // more nodes than the first room has
  constexpr auto operator()(const auto& x) const {
    auto y = x;
    for (int i = 0; i < 1100; ++i) y = eg::exp(y) - double(i);
    return y;
  }
};

BOOST_AUTO_TEST_CASE(what_does_not_fit_gets_more_room) {
  static_assert(!eg::roomy_traced<long_one, symbol>.fits());
  static_assert(eg::traced<long_one, symbol>().fits());
  BOOST_CHECK_EQUAL((eg::traced<long_one, symbol>().count), 1 + 1100 + 1099 + 1099);
}

struct table {  // constants that differ from term to term
  constexpr auto operator()(const auto& x) const {
    auto s = x[0] * 0.5;
    for (int i = 1; i < 40; ++i) s = s + x[i] * (0.5 + i * i);
    return s;
  }
};
BOOST_AUTO_TEST_CASE(constants_that_differ_become_a_table) {
  constexpr const auto& r = eg::rolled<table, std::array<symbol, 40>>();
  BOOST_REQUIRE_EQUAL(r.constant_count, 40);
  BOOST_CHECK_EQUAL(r.leaf_count, 2);
  BOOST_CHECK_EQUAL(r.extents[1], 40);
  for (int i = 0; i < 40; ++i) BOOST_CHECK_EQUAL(r.constants[i], 0.5 + i * i);
}

BOOST_AUTO_TEST_SUITE_END()
