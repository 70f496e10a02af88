#include <evengrad/combinator/branch.hpp>
#include <evengrad/data/circles.hpp>
#include <evengrad/diagnose/range_test.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/optim/sgd.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {
constexpr auto net = eg::input<2> | eg::dense<1, eg::init::zeros>;

/// y = x0 − 2 x1 and noise, with features of variance 1: Hessian 2 I, and a rate of 1 diverges.
eg::table line(int rows) {
  eg::table t{{}, {}, 2, 1, 0};
  const eg::generator g(eg::seed{1});
  for (int i = 0; i < rows; ++i) {
    const float x[] = {g.normal(std::uint64_t(2 * i)), g.normal(std::uint64_t(2 * i + 1))},
                y = x[0] - 2 * x[1] + 0.1f * g.normal(std::uint64_t(2 * rows + i));
    t.append(x, &y);
  }
  return t;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(a_rate_that_grows_finds_the_edge) {
  const eg::table data = line(256);
  const eg::model<net> m;
  for (const double rate : {0.01, 0.1, 1.}) {
    const eg::range_result r = eg::range_test(m, data, eg::mse, eg::sgd{rate}, {.steps = 200, .from = 1e-3, .to = 1e4});
    BOOST_TEST_MESSAGE(rate * r.suggested << " " << rate * r.diverges);
    // Beyond 1 errors grow from step to step, until they are four times the first.
    BOOST_CHECK(rate * r.diverges > 1 && rate * r.diverges < 50);
    BOOST_CHECK(rate * r.suggested > 0.002 && rate * r.suggested < 0.2);
    BOOST_CHECK(r.factors.size() == r.losses.size() && !r.factors.empty());
    for (std::size_t i = 1; i < r.factors.size(); ++i) BOOST_CHECK(r.factors[i] > r.factors[i - 1]);
  }
}

BOOST_AUTO_TEST_CASE(where_nothing_is_to_be_learned_none_is_suggested) {
  eg::table data = line(64);
  for (float& x : data.features) x = 0;
  for (std::size_t i = 0; i < data.targets.size(); ++i) data.targets[i] = i % 2 ? 1.f : -1.f;
  const eg::range_result r = eg::range_test(eg::model<net>(), data, eg::mse, eg::sgd{0.1});
  BOOST_TEST(r.suggested == 0);
}

// A loss may lie below zero: the same curve, lower by 100, has the same edge.
struct lowered : eg::mse_t {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) { return eg::mse_t::formula(y, target) - 100.; }
};
BOOST_AUTO_TEST_CASE(a_loss_below_zero) {
  const eg::table data = line(256);
  const eg::range_result r = eg::range_test(eg::model<net>(), data, lowered(), eg::sgd{1e-2}, {.steps = 100});
  BOOST_CHECK(r.first < -90 && r.factors.size() > 50u && 1e-2 * r.diverges > 1);
}

BOOST_AUTO_TEST_CASE(a_loss_that_is_not_finite_before_the_first_step) {
  eg::table data = line(64);
  data.targets[40] = 1e30f;  // its square is not finite
  BOOST_CHECK_EXCEPTION(
      eg::range_test(eg::model<net>(), data, eg::mse, eg::sgd{0.1}, {.batch = 8}), eg::error, [](const eg::error& e) {
        return std::string(e.what()).find("the loss of the untrained model is not finite") != std::string::npos;
      });
}

BOOST_AUTO_TEST_CASE(a_trial_leaves_the_model_and_repeats_itself) {
  const eg::table data = line(64);
  eg::model<net> m;
  const auto a = eg::trial(m, data, eg::mse, eg::sgd{0.1}, {.steps = 20}),
             b = eg::trial(m, data, eg::mse, eg::sgd{0.1}, {.steps = 20});
  BOOST_CHECK(a == b && a.size() == 20u && a.back() < a.front() && m.steps() == 0u);
  for (std::int64_t i = 0; i < m.weight_count(); ++i) BOOST_TEST(m.weights()[i] == 0);
}

BOOST_AUTO_TEST_CASE(bad_options_are_refused) {
  const eg::table data = line(8);
  const eg::model<net> m;
  for (const eg::range_options& bad :
       {eg::range_options{.batch = 0}, {.steps = 9}, {.from = 0}, {.from = 2, .to = 1}, {.to = HUGE_VAL}})
    BOOST_CHECK_THROW(eg::range_test(m, data, eg::mse, eg::sgd{0.1}, bad), eg::error);
  BOOST_CHECK_THROW(eg::range_test(m, {}, eg::mse, eg::sgd{0.1}), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
