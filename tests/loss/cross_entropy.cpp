// Cross entropy by index, smoothed, and by a distribution: against the definition, and with logits far apart.
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/cross_entropy.hpp>

#include "law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {

constexpr auto five_classes = eg::input<3> | eg::dense<5>;
constexpr auto three_lines = eg::input<4> | eg::dense<15> | eg::reshape_to<3, 5>;
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

}  // namespace

BOOST_AUTO_TEST_CASE(by_index) {
  for (const int rows : {1, 8}) {
    const rows_for_law data(rows, 3, 1, 0, 5);
    check_law<five_classes>(eg::cross_entropy, data);
    check_value<five_classes>(eg::cross_entropy, data,
                              [](const double* y, const double* t) { return against_class(y, t[0], 0); });
  }
}

BOOST_AUTO_TEST_CASE(one_index_a_line) {
  const rows_for_law data(4, 4, 3, 0, 5);
  check_law<three_lines>(eg::cross_entropy, data);
  check_value<three_lines>(eg::cross_entropy, data, [](const double* y, const double* t) {
    return (against_class(y, t[0], 0) + against_class(y + 5, t[1], 0) + against_class(y + 10, t[2], 0)) / 3;
  });
}

BOOST_AUTO_TEST_CASE(with_a_share_for_all_classes) {
  const rows_for_law data(8, 3, 1, 0, 5);
  check_law<five_classes>(eg::smoothed_cross_entropy<1, 5>, data);
  check_value<five_classes>(eg::smoothed_cross_entropy<1, 5>, data,
                            [](const double* y, const double* t) { return against_class(y, t[0], 0.2); });
}

BOOST_AUTO_TEST_CASE(by_a_distribution) {
  rows_for_law data(8, 3, 5);
  for (std::size_t r = 0; r < 8; ++r) {
    double sum = 0;
    for (std::size_t i = 0; i < 5; ++i) sum += data.y[5 * r + i] = std::fabs(data.y[5 * r + i]);
    for (std::size_t i = 0; i < 5; ++i) data.y[5 * r + i] /= sum;
  }
  check_law<five_classes>(eg::soft_cross_entropy, data);
  check_value<five_classes>(eg::soft_cross_entropy, data, against);
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
