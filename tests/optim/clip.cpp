// Clipping by the norm of all gradients and by value, before a rule.
#include <evengrad/optim/clip.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(clipped_gradients_have_the_largest_norm) {
  auto norm = [](int t) {
    double sum = 0;
    for (const double g : gradient_at(t)) sum += g * g;
    return std::sqrt(sum);
  };
  for (const double largest : {0.5, 1e3})
    check_steps(eg::chain(eg::clip_by_global_norm{largest}, eg::sgd{.learning_rate = 0.05}),
                [&](double w, double g, int t, std::size_t) { return w - 0.05 * g * std::fmin(1, largest / norm(t)); });
  const numbers w = after_steps<double>(eg::chain(eg::clip_by_global_norm{0.5}, eg::sgd{.learning_rate = 1}), 1);
  double moved = 0;
  for (std::size_t i = 0; i < weight_count; ++i) moved += std::pow(w[i] - first_weights()[i], 2);
  BOOST_TEST(norm(1) > 0.5);
  BOOST_TEST(std::fabs(std::sqrt(moved) - 0.5) < 1e-14);
  check_zeros_stay(eg::chain(eg::clip_by_global_norm{}, eg::momentum{}));
}

BOOST_AUTO_TEST_CASE(values_are_clipped_one_by_one) {
  check_steps(eg::chain(eg::clip_by_value{0.2}, eg::sgd{.learning_rate = 0.05}),
              [](double w, double g, int, std::size_t) { return w - 0.05 * std::fmax(-0.2, std::fmin(0.2, g)); });
}

BOOST_AUTO_TEST_CASE(bounds_must_be_positive) {
  check_refused(eg::chain(eg::clip_by_global_norm{0}, eg::sgd{}), "clip_by_global_norm.largest", "0");
  check_refused(eg::clip_by_value{-2}, "clip_by_value.largest", "-2");
  check_refused(eg::clip_by_value{std::nan("")}, "clip_by_value.largest", "nan");
}

BOOST_AUTO_TEST_SUITE_END()
