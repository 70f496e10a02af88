// L1, L2 and both: what they add to the gradient, where they stand, and which parameters they are for.
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/elastic.hpp>
#include <evengrad/optim/only.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

static_assert(eg::slots_of<decltype(eg::elastic{} | eg::adam{})> == 2, "penalties keep nothing");
static_assert(eg::goes_weight_by_weight<decltype(eg::only("dense_1", eg::elastic{}) | eg::adam{})>());
static_assert(std::is_same_v<eg::links<eg::elastic>, std::tuple<eg::l1, eg::l2>>);
static_assert(eg::is_penalty<eg::l1> && eg::is_penalty<eg::l2> && !eg::is_penalty<eg::add_decayed_weights>);

BOOST_AUTO_TEST_CASE(they_are_part_of_the_gradient) {
  const auto sign = [](double w) { return double(w > 0) - double(w < 0); };
  check_steps(eg::l2{0.3} | eg::sgd{0.05},
              [](double w, double g, int, std::size_t) { return w - 0.05 * (g + 0.3 * w); });
  check_steps(eg::l1{0.3} | eg::sgd{0.05},
              [&](double w, double g, int, std::size_t) { return w - 0.05 * (g + 0.3 * sign(w)); });
  check_steps(eg::elastic{0.2, 0.3} | eg::sgd{0.05},
              [&](double w, double g, int, std::size_t) { return w - 0.05 * (g + 0.2 * sign(w) + 0.3 * w); });
}

BOOST_AUTO_TEST_CASE(before_adam_they_are_not_decoupled_decay) {
  const numbers before = after_steps<double>(eg::l2{0.3} | eg::adam{0.01}, 5),
                behind = after_steps<double>(eg::adam{0.01} | eg::add_decayed_weights{0.3 * 0.01}, 5);
  BOOST_TEST(difference(before, behind) > 1e-3);
  check_zeros_stay(eg::elastic{1, 1} | eg::adam{});
}

BOOST_AUTO_TEST_CASE(values_are_those_of_which_they_add_the_derivative) {
  for (const double w : {-2., -0.25, 0., 1e-3, 3.}) {
    const auto added = [w](const auto& penalty) {
      using one = eg::pack<double, 1>;
      return double(penalty.at({})(one(0.), one(w), static_cast<one*>(nullptr)).v);
    };
    const eg::l2 two{0.7};
    const eg::l1 one{0.7};
    BOOST_TEST(two.value(w) == 0.35 * w * w, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(one.value(w) == 0.7 * std::fabs(w));
    if (w == 0) BOOST_TEST(added(one) == 0);
    const eg::dual<double> moved{w, 1};
    BOOST_TEST(added(two) == two.value(moved).derivative, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(added(one) == one.value(moved).derivative);
  }
}

BOOST_AUTO_TEST_CASE(biases_and_norms_go_free_unless_told) {
  const std::vector<eg::parameter_place> places{{"dense_1.w", 0, 1, 16},
                                                {"dense_1.b", 16, 1, 16, eg::parameter_kinds::shifts}};
  const auto moved = [&](const auto& x) {
    eg::optimizer<double, std::remove_cvref_t<decltype(x)>> rule(x);
    rule.know(places);
    std::array<double, 32> w{}, g{};
    w.fill(2);
    rule.update(w.data(), g.data(), 32);
    return std::array<double, 2>{2 - w[0], 2 - w[16]};
  };
  using two = std::array<double, 2>;
  BOOST_TEST((moved(eg::l2{0.25} | eg::sgd{1}) == two{0.5, 0}));
  BOOST_TEST((moved(eg::l1{0.25} | eg::sgd{1}) == two{0.25, 0}));
  BOOST_TEST((moved(eg::l1{0.25, eg::parameter_kinds::all} | eg::sgd{1}) == two{0.25, 0.25}));
  BOOST_TEST((moved(eg::elastic{0.5, 0.25, eg::parameter_kinds::shifts} | eg::sgd{1}) == two{0, 1}));
  BOOST_TEST((moved(eg::only("dense_1.w", eg::elastic{0.5, 0.25}) | eg::sgd{1}) == two{1, 0}));
}

BOOST_AUTO_TEST_CASE(negative_rates_are_refused) {
  check_refused(eg::l1{-0.5}, "l1.rate", "-0.5");
  check_refused(eg::l2{-0.5}, "l2.rate", "-0.5");
  check_refused(eg::elastic{-0.5, 0}, "elastic.l1_rate", "-0.5");
  check_refused(eg::elastic{0, HUGE_VAL}, "elastic.l2_rate", "inf");
}

BOOST_AUTO_TEST_SUITE_END()
