// The trust ratio, parameter by parameter.
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/trust_ratio.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(steps_are_as_long_as_the_weights_say) {
  const auto x = eg::chain(eg::trust_ratio{.coefficient = 0.1}, eg::sgd{1});
  eg::optimizer<double, decltype(x)> rule(x);
  rule.know({{"a.w", 0, 1, 16}, {"a.b", 16, 1, 16, eg::parameter_kinds::shifts}, {"b.w", 32, 1, 16}});
  std::array<double, 48> w{}, g{};
  for (std::size_t i = 0; i < 48; ++i) w[i] = double(i % 5) - 1, g[i] = i < 32 ? double(i % 3) - 1 : 0;
  auto length = [](const auto& v, std::size_t from) {
    double sum = 0;
    for (std::size_t i = from; i < from + 16; ++i) sum += v[i] * v[i];
    return std::sqrt(sum);
  };
  const auto old = w;
  rule.update(w.data(), g.data(), 48);
  auto moved = w;
  for (std::size_t i = 0; i < 48; ++i) moved[i] -= old[i];
  BOOST_TEST(std::fabs(length(moved, 0) - 0.1 * length(old, 0)) < 1e-14);
  BOOST_TEST(std::fabs(length(moved, 16) - length(g, 16)) < 1e-14, "a bias has a ratio");
  BOOST_TEST(length(moved, 32) == 0);
  check_zeros_stay(x);
  check_refused(eg::trust_ratio{.coefficient = 0}, "trust_ratio.coefficient", "0");
  check_refused(eg::trust_ratio{.epsilon = -1}, "trust_ratio.epsilon", "-1");
}

BOOST_AUTO_TEST_SUITE_END()
