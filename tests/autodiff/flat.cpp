// Forms of arguments and results, and the way into a flat array and back.
#include <evengrad/autodiff/flat.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

static_assert(std::is_same_v<eg::number_of_all<int, float>::type, float> &&
              std::is_same_v<eg::number_of_all<int>::type, double> &&
              std::is_same_v<eg::number_of_all<std::array<float, 2>, eg::vector<double, 2>>::type, double>);

using lines = std::array<std::array<float, 2>, 2>;
static_assert(std::is_same_v<eg::flat<lines, double>::type, std::array<std::array<double, 2>, 2>>);
static_assert(std::is_same_v<eg::derivative_form<double, int, float>::type, std::array<double, 2>>);
static_assert(std::is_same_v<eg::derivative_form<float, lines>::type, lines>);
static_assert(std::is_same_v<eg::derivative_form<double, int, lines>::type,
                             std::tuple<double, std::array<std::array<double, 2>, 2>>>);

constexpr bool comes_back() {
  const lines x{{{1, 2}, {3, 4}}};
  double numbers[4] = {};
  eg::flat<lines, double>::copy(x, numbers);
  std::array<std::array<double, 2>, 2> y{};
  eg::flat<lines, double>::copy(numbers, y);
  return numbers[2] == 3 && y[1][1] == 4;
}
static_assert(comes_back());

constexpr bool is_taken_in_order() {
  int n = 0;
  const auto y = eg::remade([&](auto a, auto b) { return 10 * ++n + int(a * b); }, lines{{{1, 2}, {3, 4}}},
                            std::array{eg::vector<int, 2>{{0, 1}}, eg::vector<int, 2>{{0, 1}}});
  return y == std::array<std::array<int, 2>, 2>{{{10, 22}, {30, 44}}};
}
static_assert(is_taken_in_order());

BOOST_AUTO_TEST_CASE(arguments_at_run_time_are_the_callers_memory) {
  const std::array<double, 3> x{1, 2, 3};
  const eg::flat_argument<std::array<double, 3>, double> same(x);
  BOOST_CHECK_EQUAL(same.p, x.data());
  const std::array<float, 3> narrow{1, 2, 3};
  const eg::flat_argument<std::array<float, 3>, double> converted(narrow);
  BOOST_CHECK_EQUAL(converted.p[2], 3);
  eg::vector<double, 2> y{};
  eg::flat_result<eg::vector<double, 2>, double> result(y);
  result.p[1] = 5, result.finish();
  BOOST_CHECK_EQUAL(y[1], 5);
}

BOOST_AUTO_TEST_SUITE_END()
