// Cross entropy with weights of classes, against the definition.
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/weighted_cross_entropy.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {

constexpr auto four = eg::input<3> | eg::dense<4>;

}  // namespace

BOOST_AUTO_TEST_CASE(classes_count_by_their_weights) {
  const rows_for_law data(9, 3, 1, 0, 4);
  check_law<four>(eg::weighted_cross_entropy<1, 0, 5, 2>, data);
  check_value<four>(eg::weighted_cross_entropy<1, 0, 5, 2>, data, [](const double* y, const double* t) {
    constexpr double weights[] = {0.5, 0, 2.5, 1};  // over their mean, 2
    double sum = 0;
    for (int i = 0; i < 4; ++i) sum += std::exp(y[i]);
    return -weights[int(*t)] * (y[int(*t)] - std::log(sum));
  });
}

BOOST_AUTO_TEST_CASE(equal_weights_are_none) {
  const rows_for_law data(9, 3, 1, 0, 4);
  eg::model<four, double> a{eg::seed{1}}, b{eg::seed{1}};
  const double weighted = a.differentiate(eg::weighted_cross_entropy<3, 3, 3, 3>, data.x.data(), data.y.data(), 9),
               plain = b.differentiate(eg::cross_entropy, data.x.data(), data.y.data(), 9);
  BOOST_TEST(std::fabs(weighted - plain) < 1e-14);
}

BOOST_AUTO_TEST_SUITE_END()
