// RAdam by hand, on both sides of the border.
#include <evengrad/optim/radam.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(radam_is_algorithm_2) {
  int trusted = 0;
  for (const double b2 : {0.999, 0.95}) {
    numbers m{}, v{};
    const double limit = 2 / (1 - b2) - 1;
    const auto by_hand_of = [&](double w, double g, int t, std::size_t i) {
      m[i] = 0.8 * m[i] + 0.2 * g;
      v[i] = b2 * v[i] + (1 - b2) * g * g;
      const double power = std::pow(b2, t), length = limit - 2 * t * power / (1 - power);
      const double mean = m[i] / (1 - std::pow(0.8, t));
      if (length <= 5) return w - 0.01 * mean;
      ++trusted;
      const double r = std::sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
      return w - 0.01 * r * mean / (std::sqrt(v[i] / (1 - power)) + 1e-3);
    };
    const eg::radam rule{.learning_rate = 0.01, .beta1 = 0.8, .beta2 = b2, .epsilon = 1e-3};
    BOOST_TEST(difference(after_steps<double>(rule, 12), by_hand(12, by_hand_of)) <= 1e-14);
  }
  BOOST_TEST(trusted >= 12 * weight_count);
  BOOST_TEST(trusted < 24 * weight_count);
  check_zeros_stay(eg::radam{});
  check_refused(eg::radam{.learning_rate = 0}, "radam.learning_rate", "0");
  check_refused(eg::radam{.beta2 = 1}, "radam.beta2", "1");
}

BOOST_AUTO_TEST_SUITE_END()
