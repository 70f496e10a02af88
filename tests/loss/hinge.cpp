// The hinge loss with targets -1 and 1.
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/hinge.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {
constexpr auto hinge_net = eg::input<3> | eg::dense<2>;
}

BOOST_AUTO_TEST_CASE(only_what_is_within_the_margin_counts) {
  rows_for_law data(9, 3, 2);
  for (double& t : data.y) t = t > 0 ? 1 : -1;
  check_law<hinge_net>(eg::hinge, data);
  check_value<hinge_net>(eg::hinge, data, [](const double* y, const double* t) {
    return (std::fmax(0, 1 - t[0] * y[0]) + std::fmax(0, 1 - t[1] * y[1])) / 2;
  });
}

BOOST_AUTO_TEST_SUITE_END()
