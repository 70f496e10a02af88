// Binary cross entropy against its definition, and far out.
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {
constexpr auto two_logits = eg::input<3> | eg::dense<2>;
constexpr auto logit = eg::input<1> | eg::bias;
}  // namespace

BOOST_AUTO_TEST_CASE(it_is_minus_the_log_of_the_probability) {
  rows_for_law data(9, 3, 2);
  for (double& t : data.y) t = t > 0.5 ? 1 : t < -0.5 ? 0 : 0.5 + t / 2;  // labels and probabilities
  check_law<two_logits>(eg::binary_cross_entropy, data);
  check_value<two_logits>(eg::binary_cross_entropy, data, [](const double* y, const double* t) {
    double s = 0;
    for (int i = 0; i < 2; ++i) {
      const double p = 1 / (1 + std::exp(-y[i]));
      s -= (t[i] * std::log(p) + (1 - t[i]) * std::log(1 - p)) / 2;
    }
    return s;
  });
}

BOOST_AUTO_TEST_CASE(a_sure_mistake_costs_its_logit) {
  eg::model<logit, double> m;
  for (const double x : {-1e4, 1e4}) {
    const double wrong = x > 0 ? 0 : 1;
    BOOST_TEST(m.differentiate(eg::binary_cross_entropy, &x, &wrong, 1) == 1e4);
    BOOST_TEST(m.gradient("bias_1.b")(0) == (x > 0 ? 1 : -1));
  }
}

BOOST_AUTO_TEST_SUITE_END()
