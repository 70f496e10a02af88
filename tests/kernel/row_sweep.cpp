// Rows as lanes: which bodies allow it, and softmax losses of every width and number of rows against sums by hand.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace {

using eg::apply_op, eg::load, eg::result;
static_assert(eg::takes_rows<apply_op<eg::add_op, load<0, eg::form::packed>, load<1, eg::form::spread>>>);
static_assert(eg::takes_rows<apply_op<eg::add_op, result<0, true>, load<1, eg::form::column>>>);
static_assert(!eg::takes_rows<apply_op<eg::add_op, load<0, eg::form::packed>, load<1, eg::form::panel>>>);
static_assert(!eg::takes_rows<load<0, eg::form::random>>);

template <int Classes>
constexpr auto net = eg::input<Classes> | eg::bias;

template <int Classes>
void check_loss() {
  for (int rows : {1, 5, 16, 31, 64}) {
    eg::model<net<Classes>, double> m{eg::seed{1}};
    std::vector<double> x(std::size_t(rows * Classes)), y(std::size_t(rows), 0.);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = double(i * 2654435761u % 1000) / 100 - 5;
    double expected = 0;
    std::vector<double> slope(Classes);
    for (int r = 0; r < rows; ++r) {
      const double* const row = x.data() + r * Classes;
      y[std::size_t(r)] = r % Classes;
      double sum = 0;
      for (int c = 0; c < Classes; ++c) sum += std::exp(row[c]);
      expected += (std::log(sum) - row[r % Classes]) / rows;
      for (int c = 0; c < Classes; ++c) slope[std::size_t(c)] += (std::exp(row[c]) / sum - (c == r % Classes)) / rows;
    }
    BOOST_TEST(m.differentiate(eg::cross_entropy, x.data(), y.data(), rows) == expected,
               boost::test_tools::tolerance(1e-12));
    for (int c = 0; c < Classes; ++c)
      BOOST_TEST(std::abs(m.gradient(m.entries()[0])(c) - slope[std::size_t(c)]) < 1e-13);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel)
BOOST_AUTO_TEST_SUITE(row_sweep)

BOOST_AUTO_TEST_CASE(losses_of_every_width) { check_loss<2>(), check_loss<3>(), check_loss<4>(), check_loss<5>(); }

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
