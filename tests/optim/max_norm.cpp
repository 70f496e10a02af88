// Lengths of columns after each step.
#include <evengrad/optim/max_norm.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(no_column_grows_beyond_the_length) {
  const auto x = eg::chain(eg::sgd{1}, eg::max_norm{0.5});
  eg::optimizer<float, decltype(x)> rule(x);
  rule.know({{"w", 0, 4, 20}, {"b", 128, 1, 16, eg::parameter_kinds::shifts}});
  std::array<float, 144> w{}, g{};
  for (int k = 0; k < 4; ++k)
    for (int n = 0; n < 20; ++n) g[std::size_t(eg::panel_place(4, k, n))] = n < 3 ? 1e-3f : float(k + n);
  g[128] = 100;
  for (int t = 0; t < 3; ++t) {
    rule.update(w.data(), g.data(), 144);
    for (int n = 0; n < 20; ++n) {
      double square = 0;
      for (int k = 0; k < 4; ++k) square += std::pow(double(w[std::size_t(eg::panel_place(4, k, n))]), 2);
      BOOST_TEST(std::fabs(std::sqrt(square) - (n < 3 ? 2e-3 * (t + 1) : 0.5)) < 1e-6);
    }
  }
  BOOST_TEST(w[128] == -300);
  check_refused(eg::max_norm{0}, "max_norm.largest", "0");
}

BOOST_AUTO_TEST_SUITE_END()
