// The largest of a few columns: predicted moments against those of maxout networks that are drawn and run.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/core/philox.hpp>
#include <vector>

#include "figures.hpp"

namespace eg = evengrad;
using namespace evengrad_test;
using boost::test_tools::tolerance;

namespace {

template <int Pieces, class Init>
constexpr auto three = eg::input<256> | eg::maxout_dense<256, Pieces, Init> | eg::maxout_dense<256, Pieces, Init> |
                       eg::maxout_dense<256, Pieces, Init> | eg::dense<256, Init>;
constexpr auto pairs = three<2, eg::init::he_normal>;
constexpr auto fours = three<4, eg::init::lecun_normal>;
constexpr const char* names[] = {"maxout_dense_1", "maxout_dense_2", "maxout_dense_3"};

/// Mean squares of outputs and of loss gradients, over ten draws of the weights.
template <const auto& Net>
void agree() {
  constexpr int rows = 64, draws = 10;
  constexpr auto loss =
      eg::watching<"maxout_dense_1", "maxout_dense_2", "maxout_dense_3", "dense_1">(eg::signal_probe{});
  double forward[3]{}, backward[3]{}, head = 0;
  std::vector<float> x(rows * 256), t(rows * 256);
  for (int d = 0; d < draws; ++d) {
    eg::model<Net> m{eg::seed{std::uint64_t(d)}};
    const eg::generator g(eg::seed{std::uint64_t(d + 100)}, 1);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(g.normal(2 * i)), t[i] = float(g.normal(2 * i + 1));
    m.differentiate(loss, x.data(), t.data(), rows);
    const auto square = [](const eg::layer_view<float>& v) {
      double s = 0;
      for (int r = 0; r < rows; ++r)
        for (int c = 0; c < 256; ++c) s += double(v(r, c)) * v(r, c) / (rows * 256 * draws);
      return s;
    };
    for (int k = 0; k < 3; ++k)
      forward[k] += square(m.output(names[k])), backward[k] += square(m.loss_gradient(names[k]));
    head += square(m.loss_gradient("dense_1"));
  }
  const figures f = figures_of<Net>();
  for (int k = 0; k < 3; ++k) {
    BOOST_TEST(f[names[k]].out.second == forward[k], tolerance(0.05));
    BOOST_TEST(f[names[k]].backward == backward[k] / head, tolerance(0.1));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(maxout_has_the_moments_of_networks_that_run) {
  agree<pairs>();
  agree<fours>();
}

BOOST_AUTO_TEST_CASE(the_largest_of_two_and_four_normal_numbers) {
  static constexpr auto two = eg::input<512> | eg::maxout<256>;
  static constexpr auto four = eg::input<1024> | eg::maxout<256>;
  const figures a = figures_of<two>(), b = figures_of<four>();
  BOOST_TEST(a["maxout_1"].out.mean == 1 / std::sqrt(std::acos(-1.)), tolerance(1e-3));
  BOOST_TEST(a["maxout_1"].out.second == 1, tolerance(1e-3));
  BOOST_TEST(b["maxout_1"].out.mean == 1.02937537, tolerance(1e-3));  // order statistics, e.g. Teichroew 1956
  BOOST_TEST(b["maxout_1"].out.variance() == 0.49171524, tolerance(1e-2));
}

BOOST_AUTO_TEST_SUITE_END()
