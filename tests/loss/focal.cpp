// The focal loss of classes and of logits: against the definition, and what it becomes without a power.
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/focal.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {

constexpr auto four = eg::input<3> | eg::dense<4>;
constexpr auto two_logits = eg::input<3> | eg::dense<2>;

}  // namespace

BOOST_AUTO_TEST_CASE(of_classes) {
  const rows_for_law data(9, 3, 1, 0, 4);
  const auto by_hand = [](int power) {
    return [power](const double* y, const double* t) {
      double sum = 0;
      for (int i = 0; i < 4; ++i) sum += std::exp(y[i]);
      const double p = std::exp(y[int(*t)]) / sum;
      return std::pow(1 - p, power) * -std::log(p);
    };
  };
  check_law<four>(eg::focal<>, data), check_law<four>(eg::focal<3>, data);
  check_value<four>(eg::focal<0>, data, by_hand(0));
  check_value<four>(eg::focal<>, data, by_hand(2));
  check_value<four>(eg::focal<3>, data, by_hand(3));
}

BOOST_AUTO_TEST_CASE(of_logits) {
  rows_for_law data(9, 3, 2);
  for (double& t : data.y) t = t > 0;
  const auto by_hand = [](int power, double alpha) {
    return [=](const double* y, const double* t) {
      double s = 0;
      for (int i = 0; i < 2; ++i) {
        const double p = 1 / (1 + std::exp(-y[i]));
        s -= (alpha * t[i] * std::pow(1 - p, power) * std::log(p) +
              (1 - alpha) * (1 - t[i]) * std::pow(p, power) * std::log(1 - p)) /
             2;
      }
      return s;
    };
  };
  check_law<two_logits>(eg::binary_focal<>, data);
  check_value<two_logits>(eg::binary_focal<>, data, by_hand(2, 0.25));
  check_value<two_logits>(eg::binary_focal<1, 2, 3>, data, by_hand(1, 2. / 3));
  check_value<two_logits>(eg::binary_focal<0, 1, 2>, data, by_hand(0, 0.5));
}

BOOST_AUTO_TEST_SUITE_END()
