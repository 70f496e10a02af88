// Stochastic depth: branches that are dropped for some rows, rates by depth, gradients, signals and first weights.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/stochastic_depth.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/signal/healthy.hpp>

#include "../law.hpp"
#include "../signal/figures.hpp"
#include "built.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(combinator)

namespace {

constexpr auto body = eg::dense<3> | eg::tanh | eg::dense<3>;
constexpr auto small = eg::input<3> | eg::bias | eg::stochastic_blocks<3>(0.6, body) |
                       eg::repeat<2>(eg::stochastic_depth(0.4, eg::dense<3> | eg::tanh)) | eg::dense<2>;
constexpr auto halves = eg::input<4> | eg::stochastic_depth(0.5, eg::bias_from<eg::init::ones>);

constexpr auto wide = eg::dense<64> | eg::tanh | eg::dense<64>;
constexpr auto deep = eg::input<64> | eg::dense<64> | eg::stochastic_blocks<4>(0.5, wide) | eg::dense<10>;
constexpr auto plain = eg::input<64> | eg::dense<64> | eg::stochastic_blocks<4>(0., wide) | eg::dense<10>;
constexpr auto chained = eg::input<64> | eg::dense<64> | wide | eg::dense<10>;
static_assert(eg::healthy<deep>());

}  // namespace

BOOST_AUTO_TEST_CASE(backward_goes_where_forward_went) {
  for (const int rows : {1, 6}) check_law<small>(eg::mse, rows_for_law(rows, 3, 2));
}

BOOST_AUTO_TEST_CASE(the_identity_always_stays) {
  eg::model<halves, double> m{eg::seed(2)};
  constexpr int rows = 2000;
  std::vector<double> x(rows * 4), zero(rows * 4, 0.);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = double(i % 7);
  m.differentiate(eg::watching<"drop_path_1">(eg::mse), x.data(), zero.data(), rows);
  const auto branch = m.output("drop_path_1");
  int dropped = 0;
  for (int r = 0; r < rows; ++r) {
    dropped += branch(r, 0) == 0 && branch(r, 3) == 0;
    for (int i = 0; i < 4; ++i)  // twice x + 1, or nothing; x itself is never dropped
      BOOST_TEST_REQUIRE((branch(r, i) == 0 || branch(r, i) == 2 * (x[std::size_t(4 * r + i)] + 1)));
  }
  BOOST_TEST(std::fabs(dropped - rows / 2) < 90);  // four deviations
  const double* y = m.predict(x.data(), rows);
  for (int i = 0; i < 4; ++i) BOOST_TEST(y[i] == 2 * x[std::size_t(i)] + 1);
}

BOOST_AUTO_TEST_CASE(rates_grow_along_the_depth) {
  static_assert(eg::depth_rate(54, 54, 0.5) == 0.5 && eg::depth_rate(27, 54, 0.5) == 0.25);
  const built b(eg::input<6> | eg::stochastic_blocks<4>(0.8, eg::dense<6>));
  BOOST_TEST(b.right());
  BOOST_TEST(b.names() == "dense_1 drop_path_1 dense_2 drop_path_2 dense_3 drop_path_3 dense_4 drop_path_4");
  BOOST_TEST(b.count(eg::kind::uniform) == 4);
  std::vector<double> rates;
  for (const eg::node& x : b.g.nodes)
    if (x.what == eg::kind::map && eg::is_op<eg::subtract_op>(*x.op)) rates.push_back(b.g[x.in[1]].value + 0x1p-26);
  BOOST_TEST_REQUIRE(rates.size() == 4u);
  for (int l = 1; l <= 4; ++l) BOOST_TEST(std::fabs(rates[std::size_t(l - 1)] - 0.2 * l) < 1e-15);
  BOOST_TEST(built(eg::input<6> | eg::stochastic_blocks<4>(0.8, eg::dense<6>), false).count(eg::kind::uniform) == 0);
}

BOOST_AUTO_TEST_CASE(faults_are_told) {
  const auto wrong = [](const auto& net) { return built(net).g.wrong.what; };
  BOOST_TEST((wrong(eg::input<6> | eg::stochastic_depth(1, eg::dense<6>)) == eg::fault::rate_must_lie_in_0_1));
  BOOST_TEST((wrong(eg::input<6> | eg::stochastic_blocks<2>(2, eg::dense<6>)) == eg::fault::rate_must_lie_in_0_1));
  BOOST_TEST(
      (wrong(eg::input<6> | eg::stochastic_depth(0.5, eg::dense<7>)) == eg::fault::residual_body_must_keep_its_shape));
}

BOOST_AUTO_TEST_CASE(branches_count_for_the_first_weights) {
  eg::model<deep> m;
  eg::model<plain> always;
  eg::model<chained> none;
  // The last weight of each of four branches is halved, dropped or not; what reads more variance is smaller too.
  const auto factor = [](const auto& of, const char* name) { return of.find(name).factor; };
  BOOST_TEST(factor(m, "dense_3.w") == factor(always, "dense_3.w"));
  BOOST_TEST(std::fabs(factor(m, "dense_3.w") / factor(none, "dense_3.w") - 0.5) < 1e-3);
  BOOST_TEST(factor(m, "dense_10.w") < 0.95 * factor(always, "dense_10.w"));
}

BOOST_AUTO_TEST_CASE(signals_see_what_is_dropped) {
  const figures predicted = figures_of<deep>();
  constexpr int rows = 64;
  eg::model<deep> m{eg::seed{7}};
  std::vector<float> x(rows * 64), zero(rows * 10, 0.f);
  const eg::generator draw(eg::seed{1}, 0);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = draw.normal(i);
  m.differentiate(eg::watching<"dense_9", "drop_path_4", "dense_10">(eg::mse), x.data(), zero.data(), rows);
  const auto mean_square = [&](std::string_view name, int width) {
    const auto y = m.output(name);
    double sum = 0;
    for (int r = 0; r < rows; ++r)
      for (int i = 0; i < width; ++i) sum += double(y(r, i)) * double(y(r, i));
    return sum / rows / width;
  };
  const double branch = predicted["dense_9"].out.second, dropped = predicted["drop_path_4"].out.second;
  BOOST_TEST(dropped == 2 * branch, boost::test_tools::tolerance(1e-6));
  for (const char* name : {"dense_9", "drop_path_4"})
    BOOST_TEST(mean_square(name, 64) == predicted[name].out.second, boost::test_tools::tolerance(0.2));
  BOOST_TEST(mean_square("dense_10", 10) == predicted["dense_10"].out.second, boost::test_tools::tolerance(0.4));
}

BOOST_AUTO_TEST_SUITE_END()
