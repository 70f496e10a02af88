// Which arguments a call differentiates by, and where their numbers begin.
#include <evengrad/autodiff/asked.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

static_assert(eg::places<> == 0 && eg::places<0, 2> == 5);
static_assert(std::is_same_v<eg::first_of<2, int, float, double>, std::tuple<int, float>>);
static_assert(std::is_same_v<eg::taken_of<5, std::tuple<int, float, double>>::type, std::tuple<int, double>>);
static_assert(eg::arguments_before_directions<0>(6) == 3 && eg::arguments_before_directions<2>(4) == 3);

constexpr auto scale = [](const auto& s, const auto& x, const auto& t) { return s * sum(x) + t; };
using by_all = eg::asked<0, std::remove_const_t<decltype(scale)>, double, eg::vector<float, 3>, int>;
using by_tensor = eg::asked<eg::places<1>, std::remove_const_t<decltype(scale)>, float, eg::vector<float, 3>, int>;
static_assert(by_all::count == 5 && by_all::begin_of(1) == 1 && by_all::begin_of(2) == 4);
static_assert(by_tensor::count == 3 && !by_tensor::has(0) && by_tensor::begin_of(1) == 0);
static_assert(std::is_same_v<by_all::form::type, std::tuple<double, eg::vector<double, 3>, double>> &&
              std::is_same_v<by_tensor::form::type, eg::vector<float, 3>>);

BOOST_AUTO_TEST_CASE(results_follow_the_arguments_that_are_asked_for) {
  const float s = 2, t = 1, x[3] = {1, 2, 3};
  const float* const arguments[] = {&s, x, &t};
  float value, by_x[3];
  float* const results[] = {&value, by_x};
  by_tensor::run<eg::wanted::gradient>(arguments, results);
  BOOST_CHECK_EQUAL(value, 13);
  for (float d : by_x) BOOST_CHECK_EQUAL(d, 2);
}

BOOST_AUTO_TEST_SUITE_END()
