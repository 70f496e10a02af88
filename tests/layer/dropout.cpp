// Dropout: the share that falls out, its scale, other draws each step, the same backwards, nothing at inference.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto dropped = eg::input<3> | eg::bias | eg::dropout(0.4) |
                         eg::repeat<2>(eg::dense<3> | eg::tanh | eg::dropout(0.3)) | eg::dense<2>;
constexpr auto alone = eg::input<100> | eg::bias | eg::dropout(0.3);
}  // namespace

BOOST_AUTO_TEST_CASE(backward_draws_what_forward_drew) {
  for (const int rows : {1, 6}) check_law<dropped>(eg::mse, rows_for_law(rows, 3, 2));
}

BOOST_AUTO_TEST_CASE(the_share_falls_out_and_the_rest_is_scaled) {
  eg::model<alone, double> m{eg::seed(5)};
  std::vector<double> x(100 * 100, 1.), zero(100 * 100, 0.);
  double first = 0;
  for (int step = 0; step < 3; ++step) {
    // the loss is the mean of (x mask / 0.7)², so the share of what stays is 0.49 of it
    const double loss = m.differentiate(eg::mse, x.data(), zero.data(), 100);
    BOOST_TEST(std::fabs(0.49 * loss - 0.7) < 0.02);
    double sum = 0;
    for (int i = 0; i < 100; ++i) sum += m.gradient("bias_1.b")(i);
    BOOST_TEST(std::fabs(sum - 2 * loss) < 1e-12);
    if (step == 0) first = loss;
    else BOOST_TEST(loss != first, "another step draws anew");
  }
  eg::model<alone, double> same{eg::seed(5)}, other{eg::seed(6)};
  BOOST_TEST(same.differentiate(eg::mse, x.data(), zero.data(), 100) == first);
  BOOST_TEST(other.differentiate(eg::mse, x.data(), zero.data(), 100) != first);
  const double* y = m.predict(x.data(), 2);
  for (int i = 0; i < 100; ++i) BOOST_TEST(y[i] == 1);
}

BOOST_AUTO_TEST_CASE(rates_lie_in_0_to_below_1) {
  for (const double rate : {-0.1, 1., 2., 1e30}) {
    const built b(eg::input<3> | eg::dropout(rate));
    BOOST_TEST((b.g.wrong.what == eg::fault::rate_must_lie_in_0_1));
  }
  BOOST_TEST(built(eg::input<3> | eg::dropout(0.)).right());
}

BOOST_AUTO_TEST_SUITE_END()
