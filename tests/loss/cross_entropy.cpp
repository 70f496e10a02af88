// Cross entropy by index, smoothed, and by a distribution: against the definition, and with logits far apart.
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/cross_entropy.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {

constexpr auto three_lines = eg::input<4> | eg::dense<15> | eg::reshape_to<3, 5>;  // one index or distribution each
constexpr auto logits = eg::input<3> | eg::bias;

/// −Σ target · log softmax(y) by hand.
double against(const double* y, const double* target) {
  double sum = 0, s = 0;
  for (int i = 0; i < 5; ++i) sum += std::exp(y[i]);
  for (int i = 0; i < 5; ++i) s -= target[i] * (y[i] - std::log(sum));
  return s;
}
double against_class(const double* y, double index, double share) {
  double target[5];
  for (int i = 0; i < 5; ++i) target[i] = share / 5 + (i == int(index) ? 1 - share : 0);
  return against(y, target);
}
auto mean_of_lines(double share) {
  return [share](const double* y, const double* t) {
    return (against_class(y, t[0], share) + against_class(y + 5, t[1], share) + against_class(y + 10, t[2], share)) / 3;
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(by_index) {
  for (const int rows : {1, 8}) {
    const rows_for_law data(rows, 4, 3, 0, 5);
    check_law<three_lines>(eg::cross_entropy, data);
    check_value<three_lines>(eg::cross_entropy, data, mean_of_lines(0));
  }
}

BOOST_AUTO_TEST_CASE(with_a_share_for_all_classes) {
  const rows_for_law data(8, 4, 3, 0, 5);
  check_law<three_lines>(eg::smoothed_cross_entropy<1, 5>, data);
  check_value<three_lines>(eg::smoothed_cross_entropy<1, 5>, data, mean_of_lines(0.2));
}

BOOST_AUTO_TEST_CASE(by_a_distribution) {
  rows_for_law data(8, 4, 15);
  for (std::size_t line = 0; line < 3 * 8; ++line) {
    double* const t = data.y.data() + 5 * line;
    double sum = 0;
    for (int i = 0; i < 5; ++i) sum += t[i] = std::fabs(t[i]);
    for (int i = 0; i < 5; ++i) t[i] /= sum;
  }
  check_law<three_lines>(eg::soft_cross_entropy, data);
  check_value<three_lines>(eg::soft_cross_entropy, data, [](const double* y, const double* t) {
    return (against(y, t) + against(y + 5, t + 5) + against(y + 10, t + 10)) / 3;
  });
}

BOOST_AUTO_TEST_CASE(logits_far_apart_stay_finite) {
  eg::model<logits, double> m;
  const double x[] = {1e4, 0, -1e4}, wrong = 2, right = 0;
  BOOST_TEST(m.differentiate(eg::cross_entropy, x, &wrong, 1) == 2e4);
  BOOST_TEST(m.gradient("bias_1.b")(0) == 1);
  BOOST_TEST(m.gradient("bias_1.b")(2) == -1);
  BOOST_TEST(m.differentiate(eg::cross_entropy, x, &right, 1) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
