// Copies of a block are followed one by one at first, then by the law that they show.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "figures.hpp"

namespace eg = evengrad;
using namespace evengrad_test;
using boost::test_tools::tolerance;

namespace {

using eg::dense;
using eg::init::lecun_normal;

using he = eg::init::he_normal;
constexpr auto branch = eg::residual(eg::layer_norm | dense<32, he> | eg::relu | dense<32, lecun_normal>);
template <int N>
constexpr auto repeated = eg::input<32> | dense<32, he> | eg::repeat<N>(branch) | dense<32, lecun_normal>;
constexpr auto written = eg::input<32> | dense<32, he> | branch | branch | branch | branch | branch | branch | branch |
                         branch | branch | branch | dense<32, lecun_normal>;
template <int N>
constexpr auto halving = eg::input<32> | dense<32, he> |
                         eg::repeat<N>(dense<32, lecun_normal> | eg::relu) | dense<32, he>;
template <int N>
constexpr auto settling = eg::input<32> | dense<32, he> |
                          eg::repeat<N>(dense<32, eg::init::normal<3, 8>> | eg::tanh) | dense<32, he>;

double after(std::initializer_list<double> x, double n) {
  eg::continued c;
  for (double v : x) c.push(v);
  return c.after(n);
}
double sum_after(std::initializer_list<double> x, double n) {
  eg::continued c;
  for (double v : x) c.push(v);
  return c.sum_after(n);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(sequences_go_on) {
  BOOST_TEST(after({1, 2, 3, 4}, 100) == 104, tolerance(1e-9));
  BOOST_TEST(after({1, 2, 4, 8}, 3) == 64, tolerance(1e-9));
  BOOST_TEST(after({1, 1.5, 1.75, 1.875}, 1000) == 2, tolerance(1e-9));
  BOOST_TEST(after({5, 5, 5}, 1000) == 5);
  BOOST_TEST(sum_after({1, 2, 3, 4}, 3) == 5 + 6 + 7, tolerance(1e-9));
  BOOST_TEST(sum_after({1, 2, 4, 8}, 2) == 16 + 32, tolerance(1e-9));
  BOOST_TEST(sum_after({5, 5, 5}, 4) == 20);
}

BOOST_AUTO_TEST_CASE(a_loop_is_as_good_as_copies) {
  const figures a = figures_of<repeated<10>>(), b = figures_of<written>();
  BOOST_TEST(a["dense_2"].out.second == b["dense_22"].out.second, tolerance(1e-3));
  BOOST_TEST(a["dense_1"].backward == b["dense_1"].backward, tolerance(2e-2));
}

BOOST_AUTO_TEST_CASE(branches_that_add_one_grow_with_the_depth) {
  BOOST_TEST(figures_of<repeated<1000>>()["repeat_1"].out.second == 1002, tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(halves_become_powers_of_a_half) {
  BOOST_TEST(figures_of<halving<30>>()["repeat_1"].out.second == std::pow(0.5, 29), tolerance(1e-6));
  BOOST_TEST(figures_of<halving<30>>()["dense_1"].backward == 2 * std::pow(0.5, 30), tolerance(1e-6));
  BOOST_TEST((figures_of<halving<10000>>().report.worst.what == eg::verdict::vanishing_forward));
}

BOOST_AUTO_TEST_CASE(what_settles_stays) {
  const double few = figures_of<settling<8>>()["repeat_1"].out.second,
               many = figures_of<settling<1000>>()["repeat_1"].out.second;
  BOOST_TEST(many == few, tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(what_turns_back_is_not_carried_on) {
  // 0.2 + 0.05 · 0.5^n beside a slow 0.01 · 0.9^n of the other sign: the differences change theirs on the way.
  eg::signal_moments in{0, 0, 0};
  int n = 0;
  const eg::call_signal s = eg::through_copies(
      [&](const eg::signal_moments&) {
        ++n;
        const double v = 0.2 + 0.05 * std::pow(0.5, n) - 0.01 * std::pow(0.9, n);
        return eg::call_signal{{0, v, 0}, 1};
      },
      in, 1000);
  BOOST_TEST(s.out.second == 0.2, tolerance(0.02));
}

BOOST_AUTO_TEST_SUITE_END()
