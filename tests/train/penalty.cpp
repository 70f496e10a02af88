// The sum of penalties of a model: by hand, against what the optimizer adds to the gradient, and inside of blocks.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/only.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/penalty.hpp>

#include <cmath>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(train)

namespace {

constexpr auto net =
    eg::input<3> | eg::dense<5> | eg::tanh | eg::repeat<2>(eg::residual(eg::dense<5> | eg::tanh)) | eg::dense<2>;
// Weights that several places share are one parameter, penalized once.
constexpr auto again = eg::input<3> | eg::dense<5> | eg::repeat_shared<3>(eg::residual(eg::dense<5> | eg::tanh)) |
                       eg::shared<"twice">(eg::dense<5>) | eg::tanh | eg::shared<"twice">(eg::dense<5>) | eg::dense<2>;
constexpr auto rule = eg::elastic{0.03, 0.2} | eg::only("repeat_1.2", eg::l2{0.5, eg::parameter_kinds::all}) |
                      eg::only("dense_1", eg::l1{0.1}) | eg::sgd{1};
constexpr double x[4][3] = {{1, 2, 3}, {-1, 0.5, 2}, {0, -1, 1}, {0.3, 0.2, -2}},
                 y[4][2] = {{1, 0}, {0, 1}, {2, 1}, {0, 0}};

template <const auto& Net, class T>
void give_biases(eg::model<Net, T>& m) {
  for (const eg::entry& e : m.entries())
    if (e.kind == eg::parameter_kinds::shifts)
      for (int i = 0; i < e.dims.size(); ++i) m.view(e)(i) = T(0.1 * (i + 1));
}

/// What a penalty adds to a step of sgd at rate 1 is its derivative, fused or not.
template <const auto& Net, class X>
void check_step(const X& rule) {
  eg::model<Net, double> with{eg::seed{4}}, without{eg::seed{4}}, kept{eg::seed{4}}, at{eg::seed{4}};
  for (auto* m : {&with, &without, &kept, &at}) give_biases(*m);
  eg::optimizer<double, X> penalized(rule), not_fused(rule);
  eg::optimizer<double, eg::sgd> plain(eg::sgd{1});
  with.fused_step(eg::mse, &x[0][0], &y[0][0], 4, penalized);
  kept.step(eg::mse, x, y, not_fused);
  without.fused_step(eg::mse, &x[0][0], &y[0][0], 4, plain);
  for (const eg::entry& e : at.entries())
    for (int i = 0; i < e.dims.size(); ++i) {
      const double added = without.view(e)(i) - with.view(e)(i), w = at.view(e)(i);
      BOOST_TEST(std::fabs(with.view(e)(i) - kept.view(e)(i)) < 1e-14);
      // as dual numbers have it
      eg::model<Net, eg::dual<double>> moved(at);
      moved.view(e)(i).derivative = 1;
      BOOST_TEST(std::fabs(added - eg::penalty(moved, rule).derivative) < 1e-13, e.name << " " << i);
      // and differences
      const double h = 1e-6;
      at.view(e)(i) = w + h;
      const double up = eg::penalty(at, rule);
      at.view(e)(i) = w - h;
      const double down = eg::penalty(at, rule);
      at.view(e)(i) = w;
      BOOST_TEST(std::fabs(added - (up - down) / (2 * h)) < 1e-7, e.name << " " << i);
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_is_the_sum_over_what_is_selected) {
  eg::model<net, double> m{eg::seed{4}};
  give_biases(m);
  double by_hand = 0;
  for (const eg::entry& e : m.entries()) {
    const bool weights = e.name.ends_with(".w"), second = e.name.starts_with("repeat_1.2."),
               first = e.name.starts_with("dense_1.");
    for (int i = 0; i < e.dims.size(); ++i) {
      const double w = m.view(e)(i);
      if (weights) by_hand += 0.03 * std::fabs(w) + 0.1 * w * w;
      if (second) by_hand += 0.25 * w * w;
      if (first && weights) by_hand += 0.1 * std::fabs(w);
    }
  }
  BOOST_TEST(eg::penalty(m, rule) == by_hand, boost::test_tools::tolerance(1e-13));
  BOOST_TEST(eg::penalty(m, eg::adamw{}) == 0, "decoupled decay is the derivative of nothing in the loss");
  eg::model<net> single{eg::seed{4}};
  give_biases(single);
  BOOST_TEST(std::fabs(eg::penalty(single, rule) - by_hand) < 1e-5);
}

BOOST_AUTO_TEST_CASE(a_step_adds_its_derivative_to_the_gradient) {
  check_step<net>(rule);
  check_step<again>(eg::elastic{0.03, 0.2, eg::parameter_kinds::all} | eg::sgd{1});
}

BOOST_AUTO_TEST_CASE(what_makes_no_sense_is_refused) {
  eg::model<net> m;
  const auto message = [&](const auto& x) {
    try {
      eg::penalty(m, x);
    } catch (const eg::error& e) {
      return std::string(e.what());
    }
    return std::string("nothing");
  };
  BOOST_TEST(message(eg::l2{-1}).starts_with("l2.rate: -1; "));
  BOOST_TEST(message(eg::only("dense_3", eg::l1{})).starts_with("optimizer: no parameter is of dense_3; "));
}

BOOST_AUTO_TEST_SUITE_END()
