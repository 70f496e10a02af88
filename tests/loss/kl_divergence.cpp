// The divergence from a distribution: against the definition, with classes of no share, and 0 where both agree.
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/kl_divergence.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {

constexpr auto five = eg::input<3> | eg::dense<5>;
constexpr auto logits = eg::input<3> | eg::bias;

}  // namespace

BOOST_AUTO_TEST_CASE(it_is_the_sum_of_logs_of_ratios) {
  rows_for_law data(8, 3, 5);
  for (std::size_t line = 0; line < 8; ++line) {
    double* const t = data.y.data() + 5 * line;
    double sum = 0;
    for (int i = 0; i < 5; ++i) sum += t[i] = i == int(line % 6) ? 0 : std::fabs(t[i]);
    for (int i = 0; i < 5; ++i) t[i] /= sum;
  }
  check_law<five>(eg::kl_divergence, data);
  check_value<five>(eg::kl_divergence, data, [](const double* y, const double* t) {
    double sum = 0, s = 0;
    for (int i = 0; i < 5; ++i) sum += std::exp(y[i]);
    for (int i = 0; i < 5; ++i)
      if (t[i] > 0) s += t[i] * (std::log(t[i]) - y[i] + std::log(sum));
    return s;
  });
}

BOOST_AUTO_TEST_CASE(it_is_zero_where_both_agree) {
  eg::model<logits, double> m;
  const double x[] = {1, -2, 0.5}, sum = std::exp(1.) + std::exp(-2.) + std::exp(0.5);
  const double t[] = {std::exp(1.) / sum, std::exp(-2.) / sum, std::exp(0.5) / sum};
  BOOST_TEST(std::fabs(m.differentiate(eg::kl_divergence, x, t, 1)) < 1e-15);
  for (int i = 0; i < 3; ++i) BOOST_TEST(std::fabs(m.gradient("bias_1.b")(i)) < 1e-15);
}

BOOST_AUTO_TEST_SUITE_END()
