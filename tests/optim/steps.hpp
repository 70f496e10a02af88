// Some steps of an optimizer beside the same steps written out by hand.
#pragma once
#include <evengrad/optim/optimizer.hpp>

#include <array>
#include <cmath>
#include <string>

#include <boost/test/unit_test.hpp>

namespace evengrad_test {

namespace eg = evengrad;

inline constexpr int weight_count = 32;
using numbers = std::array<double, weight_count>;

/// The gradient at a step, from 1: of all sizes and signs.
inline numbers gradient_at(int step) {
  numbers g{};
  for (int i = 0; i < weight_count; ++i) g[std::size_t(i)] = std::sin(0.7 * i + 1.3 * step) * std::pow(10., i % 5 - 3);
  return g;
}
inline numbers first_weights() {
  numbers w{};
  for (int i = 0; i < weight_count; ++i) w[std::size_t(i)] = 0.1 * (i - 10);
  return w;
}
/// The weights after some steps of a transform, in numbers of type T.
template <class T, class X>
numbers after_steps(const X& transform, int steps) {
  numbers w = first_weights();
  eg::optimizer<T, X> rule(transform);
  std::array<T, weight_count> weights{}, g{};
  for (std::size_t i = 0; i < weight_count; ++i) weights[i] = T(w[i]);
  for (int t = 1; t <= steps; ++t) {
    const numbers d = gradient_at(t);
    for (std::size_t i = 0; i < weight_count; ++i) g[i] = T(d[i]);
    rule.update(weights.data(), g.data(), weight_count);
  }
  BOOST_TEST(rule.steps() == steps);
  for (std::size_t i = 0; i < weight_count; ++i) w[i] = double(weights[i]);
  return w;
}
/// The same in double by a function (weight, gradient, step, number of the weight) → weight.
template <class F>
numbers by_hand(int steps, F f) {
  numbers w = first_weights();
  for (int t = 1; t <= steps; ++t) {
    const numbers g = gradient_at(t);
    for (std::size_t i = 0; i < weight_count; ++i) w[i] = f(w[i], g[i], t, i);
  }
  return w;
}
inline double difference(const numbers& a, const numbers& b) {
  double worst = 0;
  for (std::size_t i = 0; i < weight_count; ++i) worst = std::fmax(worst, std::fabs(a[i] - b[i]));
  return worst;
}
/// Checks five steps in double to 1e-14 and in float to 1e-6.
template <class X, class F>
void check_steps(const X& transform, F f) {
  const numbers exact = by_hand(5, f);
  BOOST_TEST(difference(after_steps<double>(transform, 5), exact) <= 1e-14);
  BOOST_TEST(difference(after_steps<float>(transform, 5), exact) <= 1e-6);
}

/// Zero gradients do not move weights of zero: they are padded with them.
template <class X>
void check_zeros_stay(const X& transform) {
  eg::optimizer<float, X> rule(transform);
  std::array<float, weight_count> w{}, g{};
  for (int t = 0; t < 3; ++t) rule.update(w.data(), g.data(), weight_count);
  for (const float x : w) BOOST_TEST(x == 0);
}

/// Checks that an optimizer with these hyper-parameters is refused, and that the message names place and value.
template <class X>
void check_refused(const X& transform, const std::string& place, const std::string& value) {
  try {
    const eg::optimizer<float, X> rule(transform);
    BOOST_ERROR(place << " was not refused");
  } catch (const eg::error& e) {
    const std::string text = e.what();
    BOOST_TEST(text.find(place + ": " + value + "; give ") == 0, text);
  }
}

}  // namespace evengrad_test
