// SAM in a model: the gradient up the gradient, with the same random numbers, states once, and the weights back.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

constexpr auto plain = eg::input<3> | eg::dense<4> | eg::tanh | eg::dense<2>;
constexpr auto drawn = eg::input<3> | eg::dense<8> | eg::batch_norm | eg::relu | eg::dropout(0.5f) | eg::dense<2>;
const std::vector<double> x{1, 2, -1, 0.5, -2, 1, 0.1, 0.2, 0.3, -1, 1, 1}, y{0, 1, 1, 0};

template <class M>
std::vector<double> weights_of(M& m) {
  return {m.weights(), m.weights() + m.weight_count()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_step_is_made_with_the_gradient_further_up) {
  constexpr double radius = 0.2;
  eg::model<plain, double> m{eg::seed{1}}, by_hand{eg::seed{1}};
  const auto rule = eg::sam{radius} | eg::sgd{0.1};
  eg::optimizer<double, decltype(rule)> sam(rule);
  for (int t = 0; t < 3; ++t) {
    const double loss = t == 1 ? m.step(eg::cross_entropy, x.data(), y.data(), 4, sam)
                               : m.fused_step(eg::cross_entropy, x.data(), y.data(), 4, sam);
    const std::vector<double> first = weights_of(by_hand);
    BOOST_TEST(by_hand.differentiate(eg::cross_entropy, x.data(), y.data(), 4) == loss);
    double norm = 0;
    const std::int64_t n = by_hand.weight_count();
    for (std::int64_t i = 0; i < n; ++i) norm += by_hand.gradients()[i] * by_hand.gradients()[i];
    for (std::int64_t i = 0; i < n; ++i) by_hand.weights()[i] += radius / std::sqrt(norm) * by_hand.gradients()[i];
    by_hand.differentiate(eg::cross_entropy, x.data(), y.data(), 4);
    for (std::int64_t i = 0; i < n; ++i) by_hand.weights()[i] = first[std::size_t(i)] - 0.1 * by_hand.gradients()[i];
    for (std::int64_t i = 0; i < n; ++i) BOOST_TEST(std::fabs(m.weights()[i] - by_hand.weights()[i]) < 1e-13);
  }
}

BOOST_AUTO_TEST_CASE(both_gradients_drop_the_same_and_states_move_once) {
  // With a radius next to nothing the two gradients are the same, so the steps are those without SAM: dropout was drawn
  // alike, and running averages moved once.
  eg::model<drawn, double> with{eg::seed{1}}, without{eg::seed{1}};
  const auto rule = eg::sam{1e-12} | eg::sgd{0.1};
  eg::optimizer<double, decltype(rule)> sam(rule);
  eg::optimizer<double, eg::sgd> sgd(eg::sgd{0.1});
  for (int t = 0; t < 4; ++t) {
    with.step(eg::cross_entropy, x.data(), y.data(), 4, sam);
    without.step(eg::cross_entropy, x.data(), y.data(), 4, sgd);
  }
  for (std::int64_t i = 0; i < with.weight_count(); ++i)
    BOOST_TEST(std::fabs(with.weights()[i] - without.weights()[i]) < 1e-7);
  for (std::int64_t i = 0; i < with.state_count(); ++i)
    BOOST_TEST(std::fabs(with.states()[i] - without.states()[i]) < 1e-7);
}

BOOST_AUTO_TEST_CASE(where_the_loss_up_there_is_not_finite_nothing_changes) {
  eg::model<plain, double> m{eg::seed{1}};
  const auto rule = eg::sam{1e308} | eg::sgd{0.1};
  eg::optimizer<double, decltype(rule)> sam(rule);
  const auto before = weights_of(m);
  BOOST_CHECK_THROW(m.step(eg::cross_entropy, x.data(), y.data(), 4, sam), eg::error);
  BOOST_TEST((weights_of(m) == before));
  BOOST_TEST(sam.steps() == 0);
  check_refused(eg::sam{0} | eg::sgd{}, "sam.radius", "0");
}

BOOST_AUTO_TEST_SUITE_END()
