// Squared and absolute differences: value by hand, gradient by dual numbers.
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/mse.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {
constexpr auto four = eg::input<3> | eg::dense<4>;
}

BOOST_AUTO_TEST_CASE(squared_difference) {
  for (const int rows : {1, 7}) {
    const rows_for_law data(rows, 3, 4);
    check_law<four>(eg::mse, data);
    check_value<four>(eg::mse, data, [](const double* y, const double* t) {
      double s = 0;
      for (int i = 0; i < 4; ++i) s += (y[i] - t[i]) * (y[i] - t[i]) / 4;
      return s;
    });
  }
}

BOOST_AUTO_TEST_CASE(absolute_difference) {
  const rows_for_law data(7, 3, 4);
  check_law<four>(eg::mae, data);
  check_value<four>(eg::mae, data, [](const double* y, const double* t) {
    double s = 0;
    for (int i = 0; i < 4; ++i) s += std::fabs(y[i] - t[i]) / 4;
    return s;
  });
}

BOOST_AUTO_TEST_SUITE_END()
