// Rows dropped whole: the share, the scale, one number a row, the same backwards, nothing at inference.
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/drop_path.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/loss/watch.hpp>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto lines = eg::input<6> | eg::bias | eg::reshape_to<2, 3> | eg::drop_path(0.4) | eg::dense<2>;
constexpr auto alone = eg::input<40> | eg::bias | eg::drop_path(0.3);
}  // namespace

BOOST_AUTO_TEST_CASE(backward_drops_the_rows_that_forward_dropped) {
  for (const int rows : {1, 7}) check_law<lines>(eg::mse, rows_for_law(rows, 6, 4));
  check_float<lines>(eg::mse, rows_for_law(40, 6, 4));
}

BOOST_AUTO_TEST_CASE(a_row_is_there_or_not_and_the_share_is_the_rate) {
  eg::model<alone, double> m{eg::seed(5)};
  constexpr int rows = 2000;
  const std::vector<double> x(rows * 40, 1.), zero(rows * 40, 0.);
  double before = 0;
  for (int step = 0; step < 2; ++step) {
    m.differentiate(eg::watching<"drop_path_1">(eg::mse), x.data(), zero.data(), rows);
    const auto y = m.output("drop_path_1");
    int kept = 0;
    double sum = 0;
    for (int r = 0; r < rows; ++r) {
      kept += y(r, 0) != 0, sum += y(r, 0) / rows;
      for (int i = 0; i < 40; ++i) BOOST_TEST_REQUIRE(y(r, i) == y(r, 0));
      BOOST_TEST_REQUIRE((y(r, 0) == 0 || std::fabs(y(r, 0) - 1 / 0.7) < 1e-15));
    }
    BOOST_TEST(std::fabs(double(kept) / rows - 0.7) < 0.042, kept);  // four deviations
    BOOST_TEST(std::fabs(sum - 1) < 0.06, "what is expected is what inference gives");
    BOOST_TEST(kept != before, "another step drops others");
    before = kept;
  }
  const double* y = m.predict(x.data(), 2);
  for (int i = 0; i < 80; ++i) BOOST_TEST(y[i / 40 * m.stride() + i % 40] == 1);
}

BOOST_AUTO_TEST_CASE(its_rate_is_checked_too) {
  for (const double rate : {-0.1, 1., 2.})
    BOOST_TEST((built(eg::input<3> | eg::drop_path(rate)).g.wrong.what == eg::fault::rate_must_lie_in_0_1));
  BOOST_TEST(built(eg::input<3> | eg::drop_path(0.)).count(eg::kind::uniform) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
