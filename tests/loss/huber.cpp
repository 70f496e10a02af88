// Huber's loss on both sides of its width.
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/huber.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(loss)

namespace {
constexpr auto huber_net = eg::input<3> | eg::dense<4>;
}

BOOST_AUTO_TEST_CASE(parabola_and_lines) {
  const rows_for_law data(9, 3, 4);
  int inside = 0;
  check_law<huber_net>(eg::huber<3, 4>, data);
  check_value<huber_net>(eg::huber<3, 4>, data, [&](const double* y, const double* t) {
    double s = 0;
    for (int i = 0; i < 4; ++i) {
      const double d = std::fabs(y[i] - t[i]);
      inside += d < 0.75;
      s += (d < 0.75 ? 0.5 * d * d : 0.75 * (d - 0.375)) / 4;
    }
    return s;
  });
  BOOST_TEST(inside > 0);
  BOOST_TEST(inside < 36);
}

BOOST_AUTO_TEST_SUITE_END()
