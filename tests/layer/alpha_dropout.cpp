// Dropout that keeps mean 0 and variance 1, and its gradient.
#include <evengrad/layer/alpha_dropout.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/mse.hpp>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto net = eg::input<3> | eg::bias | eg::alpha_dropout(0.3) | eg::dense<2>;
constexpr auto alone = eg::input<100> | eg::alpha_dropout(0.3);
}  // namespace

BOOST_AUTO_TEST_CASE(backward_draws_what_forward_drew_here_too) {
  for (const int rows : {1, 6}) check_law<net>(eg::mse, rows_for_law(rows, 3, 2));
}

BOOST_AUTO_TEST_CASE(mean_and_variance_stay) {
  eg::model<alone, double> m{eg::seed(5)};
  const eg::generator draw(eg::seed(9), 0);
  std::vector<double> x, zero(200 * 100, 0.), two(200 * 100, 2.);
  for (std::uint64_t i = 0; i < 200 * 100; ++i) x.push_back(draw.normal(i));
  const double square = m.differentiate(eg::mse, x.data(), zero.data(), 200);
  eg::model<alone, double> again{eg::seed(5)};
  const double from_two = again.differentiate(eg::mse, x.data(), two.data(), 200), mean = (square + 4 - from_two) / 4;
  BOOST_TEST(std::fabs(mean) < 0.03);
  BOOST_TEST(std::fabs(square - 1) < 0.03);
  const double* y = m.predict(x.data(), 1);
  for (std::size_t i = 0; i < 100; ++i) BOOST_TEST(y[i] == x[i]);
}

BOOST_AUTO_TEST_CASE(its_rate_is_checked) {
  BOOST_TEST((built(eg::input<3> | eg::alpha_dropout(1)).g.wrong.what == eg::fault::rate_must_lie_in_0_1));
}

BOOST_AUTO_TEST_SUITE_END()
