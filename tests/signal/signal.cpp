// What the analysis says of each layer against what networks do that are drawn and run.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "figures.hpp"

namespace eg = evengrad;
using namespace evengrad_test;
using boost::test_tools::tolerance;

namespace {

using eg::dense;
namespace init = eg::init;

// Without optimization, and with sanitizers, a draw takes a hundred times as long.
#if defined(__OPTIMIZE__)
constexpr bool optimized = true;
#else
constexpr bool optimized = false;
#endif

template <const auto& Act, class Init>
constexpr auto five = eg::input<256> | dense<256, Init> | Act | dense<256, Init> | Act | dense<256, Init> | Act |
                      dense<256, Init> | Act | dense<256, Init>;
constexpr auto watched = eg::watching<"dense_1", "dense_2", "dense_3", "dense_4", "dense_5">(eg::signal_probe{});

double mean_square(const eg::layer_view<float>& v, int rows) {
  double q = 0;
  for (int i = 0; i < rows; ++i)
    for (int c = 0; c < 256; ++c) q += double(v(i, c)) * v(i, c);
  return q / rows / 256;
}
/// The factors from layer to layer, averaged over draws: a width of 256 makes each draw differ by some per cent.
template <const auto& Net>
void agree(double forward, double backward) {
  constexpr int rows = optimized ? 64 : 16, draws = optimized ? 12 : 3;
  constexpr double wider = optimized ? 1 : 5;
  const figures predicted = figures_of<Net>();
  std::vector<double> f(6), b(6);
  for (int d = 0; d < draws; ++d) {
    eg::model<Net> m{eg::seed{std::uint64_t(d)}};
    std::vector<float> x(rows * 256), t(rows * 256);
    const eg::generator of_x(eg::seed{std::uint64_t(draws + d)}, 0), of_t(eg::seed{std::uint64_t(draws + d)}, 1);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = of_x.normal(i), t[i] = of_t.normal(i);
    m.differentiate(watched, x.data(), t.data(), rows);
    double before = 0, after = 0;
    for (int l = 1; l <= 5; ++l) {
      const std::string name = "dense_" + std::to_string(l);
      const double y = mean_square(m.output(name), rows), g = mean_square(m.loss_gradient(name), rows);
      f[std::size_t(l)] += (l > 1 ? y / before : y) / draws, b[std::size_t(l)] += (l > 1 ? after / g : 0) / draws;
      before = y, after = g;
    }
  }
  for (int l = 1; l <= 5; ++l) {
    const eg::layer_signal& r = predicted["dense_" + std::to_string(l)];
    const double y = l > 1 ? predicted["dense_" + std::to_string(l - 1)].out.second : 1;
    BOOST_TEST(f[std::size_t(l)] == r.out.second / y, tolerance(wider * forward));
    if (l > 1)
      BOOST_TEST(b[std::size_t(l)] == predicted["dense_" + std::to_string(l - 1)].backward / r.backward,
                 tolerance(wider * backward));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(rectifiers) { agree<five<eg::relu, init::he_normal>>(0.05, 0.1); }
BOOST_AUTO_TEST_CASE(rectifiers_by_glorot) { agree<five<eg::relu, init::glorot_uniform>>(0.05, 0.1); }
BOOST_AUTO_TEST_CASE(tanh_that_saturates) { agree<five<eg::tanh, init::normal<1>>>(0.05, 0.1); }
BOOST_AUTO_TEST_CASE(tanh_by_lecun) { agree<five<eg::tanh, init::lecun_normal>>(0.05, 0.1); }
BOOST_AUTO_TEST_CASE(weights_that_follow_the_graph) { agree<five<eg::tanh, init::automatic>>(0.05, 0.1); }
BOOST_AUTO_TEST_CASE(sigmoid) { agree<five<eg::sigmoid, init::he_normal>>(0.05, 0.1); }
BOOST_AUTO_TEST_CASE(selu) { agree<five<eg::selu, init::lecun_normal>>(0.05, 0.1); }

BOOST_AUTO_TEST_CASE(shares_of_the_zones) {
  const eg::layer_signal r = figures_of<five<eg::tanh, init::lecun_normal>>()["tanh_1"];
  // 1 − tanh² < 1/10 beyond ±1.8184
  BOOST_TEST(r.saturated == std::erfc(1.8184 / std::sqrt(2.)), tolerance(0.5));
  BOOST_TEST(r.chi == 0.4644, tolerance(1e-3));
  const eg::layer_signal half = figures_of<five<eg::relu, init::he_normal>>()["relu_3"];
  BOOST_TEST(half.saturated == 0.5, tolerance(0.03));
  BOOST_TEST(half.linear == 0.5, tolerance(0.03));
}

BOOST_AUTO_TEST_SUITE_END()
