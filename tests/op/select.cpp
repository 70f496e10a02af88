// Comparisons of symbols and the choice between two of them.
#include <evengrad/op/select.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(a_choice_passes_the_derivative_to_what_it_took) {
  BOOST_TEST(op_error<eg::less_op>(-2.9, 3.1) <= 1e-12);
  for (const double c : {0., 1.}) BOOST_TEST(op_error<eg::select_op>({c, 2.5, -1.5}) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(conditions_are_numbers_that_are_0_or_1) {
  eg::graph g;
  const eg::symbol a{&g, g.input({1}, 0)}, b{&g, g.input({1}, 1)};
  auto at = [&](eg::condition c, double x, double y) { return evaluate(g, c.is.id, {x, y, 0}); };
  for (const double x : {1., 2., 3.}) {
    BOOST_TEST(at(a < b, x, 2) == (x < 2));
    BOOST_TEST(at(a > b, x, 2) == (x > 2));
    BOOST_TEST(at(a <= b, x, 2) == (x <= 2));
    BOOST_TEST(at(a >= b, x, 2) == (x >= 2));
    BOOST_TEST(at(a == b, x, 2) == (x == 2));
    BOOST_TEST(at(a != b, x, 2) == (x != 2));
    BOOST_TEST(at(a < b || a > b, x, 2) == (x != 2));
    BOOST_TEST(at(!(a < b) && !(a > b), x, 2) == (x == 2));
  }
  const eg::symbol larger = select(a < b, b, a);
  BOOST_TEST(evaluate(g, larger.id, {3, 4, 0}) == 4);
  BOOST_TEST(evaluate(g, larger.id, {5, 4, 0}) == 5);
}

BOOST_AUTO_TEST_SUITE_END()
