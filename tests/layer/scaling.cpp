// Layers that scale the input: their formulas, that nothing of them is learned, and where they may not stand.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/scaling.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/log1p.hpp>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto all =
    eg::input<2, 3> | eg::centre | eg::standardize | eg::dense<4> | eg::tanh | eg::flatten | eg::dense<2>;
constexpr auto others = eg::input<3> | eg::min_max<-1, 1> | eg::whiten | eg::whiten_pca | eg::dense<2>;
constexpr auto hand = eg::input<2> | eg::standardize;
constexpr auto hand_range = eg::input<2> | eg::min_max<-1, 1>;
constexpr auto hand_white = eg::input<2> | eg::whiten;
}  // namespace

BOOST_AUTO_TEST_CASE(gradients_behind_scaled_inputs) {
  for (const int rows : {1, 5}) {
    check_law<all>(eg::mse, rows_for_law(rows, 6, 2));
    check_law<others>(eg::mse, rows_for_law(rows, 3, 2));
  }
  check_float<all>(eg::mse, rows_for_law(5, 6, 2));
  check_float<others>(eg::mse, rows_for_law(5, 3, 2));
}

BOOST_AUTO_TEST_CASE(training_scales_as_inference_does) {
  const auto distance = [](const double* y, const double* t) {
    return ((y[0] - t[0]) * (y[0] - t[0]) + (y[1] - t[1]) * (y[1] - t[1])) / 2;
  };
  check_value<all>(eg::mse, rows_for_law(7, 6, 2), distance);
  check_value<others>(eg::mse, rows_for_law(7, 3, 2), distance);
}

BOOST_AUTO_TEST_CASE(formulas_of_scaling) {
  const double x[] = {3, -1};
  eg::model<hand, double> s;
  s["standardize_1.mean"].assign({1, 1}), s["standardize_1.deviation"].assign({4, 0.5});
  BOOST_TEST((s.predict(x, 1)[0] == 0.5 && s.predict(x, 1)[1] == -4));
  eg::model<hand_range, double> r;
  r["min_max_1.low"].assign({1, -2}), r["min_max_1.range"].assign({4, 2});
  BOOST_TEST((r.predict(x, 1)[0] == 0 && r.predict(x, 1)[1] == 0));
  eg::model<hand_white, double> w;
  w["whiten_1.mean"].assign({1, 1}), w["whiten_1.w"].assign({1, 2, 3, 4});
  BOOST_TEST((w.predict(x, 1)[0] == 2 * 1 - 2 * 3 && w.predict(x, 1)[1] == 2 * 2 - 2 * 4));
}

BOOST_AUTO_TEST_CASE(constants_are_states_that_are_no_numbers_before_they_are_fitted) {
  eg::model<all> m;
  int states = 0;
  for (const eg::entry& e : m.entries())
    if (!e.learned) {
      ++states;
      for (int i = 0; i < e.dims.size(); ++i) BOOST_TEST(std::isnan(m.view(e)(i)));
    }
  BOOST_TEST(states == 3);
  BOOST_TEST(m.weight_count() > 0);
  BOOST_TEST((m["standardize_1.deviation"].dims() == eg::shape{3}));
}

BOOST_AUTO_TEST_CASE(scaling_may_stand_behind_fixed_functions_of_the_input_only) {
  using enum eg::fault;
  const auto what = [](const auto& net) { return built(net).g.wrong.what; };
  const auto x = eg::input<4>;
  BOOST_TEST((what(x | eg::elementwise<eg::log1p_op>{} | eg::standardize) == none));
  BOOST_TEST((what(x | eg::reshape_to<2, 2> | eg::concat(eg::centre, eg::min_max<>) | eg::whiten) == none));
  BOOST_TEST((what(x | eg::dense<4> | eg::standardize) == scaling_stands_behind_what_is_learned));
  BOOST_TEST(
      (what(x | eg::add(eg::identity_layer, eg::dense<4>) | eg::centre) == scaling_stands_behind_what_is_learned));
  BOOST_TEST((what(x | eg::batch_norm | eg::whiten) == scaling_stands_behind_what_is_learned));
  BOOST_TEST((what(x | eg::call(eg::standardize)) == scaling_stands_behind_what_is_learned));
  BOOST_TEST((what(x | eg::repeat<3>(eg::tanh | eg::min_max<>)) == scaling_stands_behind_what_is_learned));
  eg::graph g;
  g.training = true;
  apply(x | eg::dropout(0.5) | eg::standardize, eg::symbol{&g, -1});
  BOOST_TEST((g.wrong.what == scaling_stands_behind_what_is_learned));
}

BOOST_AUTO_TEST_SUITE_END()
