#include <evengrad/graph/symbol.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(values_of_the_four_operations) {
  BOOST_TEST(eg::info<eg::add_op>.fold({7, 2, 0}) == 9);
  BOOST_TEST(eg::info<eg::subtract_op>.fold({7, 2, 0}) == 5);
  BOOST_TEST(eg::info<eg::multiply_op>.fold({7, 2, 0}) == 14);
  BOOST_TEST(eg::info<eg::divide_op>.fold({7, 2, 0}) == 3.5);
}

BOOST_AUTO_TEST_CASE(derivatives_of_the_four_operations) {
  constexpr double a = 7, b = 2;
  static_assert(eg::add_op::derivative(a, b, a + b).a == 1 && eg::add_op::derivative(a, b, a + b).b == 1);
  static_assert(eg::subtract_op::derivative(a, b, a - b).b == -1);
  static_assert(eg::multiply_op::derivative(a, b, a * b).a == b && eg::multiply_op::derivative(a, b, a * b).b == a);
  const auto d = eg::divide_op::derivative(a, b, a / b);
  BOOST_TEST(d.a == 1 / b);
  BOOST_TEST(d.b == -a / (b * b));
}

BOOST_AUTO_TEST_CASE(they_are_rather_computed_again_than_stored) {
  static_assert(eg::add_op::cheap && eg::subtract_op::cheap && eg::multiply_op::cheap && eg::divide_op::cheap);
}

BOOST_AUTO_TEST_SUITE_END()
