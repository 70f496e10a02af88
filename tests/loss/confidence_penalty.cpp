// Cross entropy less the entropy of the answer: against the definition, and what it becomes without a charge.
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/confidence_penalty.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {

constexpr auto two_lines = eg::input<3> | eg::dense<8> | eg::reshape_to<2, 4>;
constexpr auto logits = eg::input<4> | eg::bias;

double by_hand(const double* y, int target, double beta) {
  double all = 0, entropy = 0;
  for (int i = 0; i < 4; ++i) all += std::exp(y[i]);
  for (int i = 0; i < 4; ++i) entropy -= std::exp(y[i]) / all * (y[i] - std::log(all));
  return -(y[target] - std::log(all)) - beta * entropy;
}
auto mean_of_lines(double beta) {
  return [beta](const double* y, const double* t) {
    return (by_hand(y, int(t[0]), beta) + by_hand(y + 4, int(t[1]), beta)) / 2;
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(entropy_is_taken_off) {
  const rows_for_law data(8, 3, 2, 0, 4);
  check_law<two_lines>(eg::confidence_penalty<>, data);
  check_law<two_lines>(eg::confidence_penalty<5, 2>, data);
  check_value<two_lines>(eg::confidence_penalty<>, data, mean_of_lines(0.1));
  check_value<two_lines>(eg::confidence_penalty<5, 2>, data, mean_of_lines(2.5));
  check_value<two_lines>(eg::confidence_penalty<0, 1>, data, mean_of_lines(0));
}

BOOST_AUTO_TEST_CASE(who_knows_nothing_pays_least) {
  eg::model<logits, double> m;
  const double even[] = {3, 3, 3, 3}, target = 1;
  const double l = m.differentiate(eg::confidence_penalty<1, 2>, even, &target, 1);
  BOOST_TEST(std::fabs(l - 0.5 * std::log(4.)) < 1e-15);
  // The entropy is largest there, so that its gradient is none.
  BOOST_TEST(m.gradient("bias_1.b")(1) == -0.75);
  BOOST_TEST(m.gradient("bias_1.b")(0) == 0.25);
}

BOOST_AUTO_TEST_SUITE_END()
