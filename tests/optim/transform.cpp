// Chains: one loop, slots beside each other, the norm first.
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/clip.hpp>
#include <evengrad/optim/schedule.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/weight_decay.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

/// A user's transform: only the sign of the direction counts (Bernstein et al. 2018).
struct sign_only {
  static constexpr int slots = 0;
  auto at(eg::step_facts) const {
    return []<class P>(P d, P, P*) { return P(sign(d)); };
  }
  void check() const {}
};
static_assert(eg::a_transform<sign_only>);

constexpr auto whole =
    eg::chain(eg::clip_by_global_norm{1}, eg::add_decayed_weights{0.1}, eg::adam{.learning_rate = 0.02},
              eg::scale_by_schedule{eg::warmup{3} | eg::cosine{10}});
static_assert(eg::slots_of<decltype(whole)> == 2 && eg::asks_for_norm<decltype(whole)>());
static_assert(!eg::asks_for_norm<decltype(eg::chain(eg::sgd{}, eg::momentum{}))>());

}  // namespace

BOOST_AUTO_TEST_CASE(a_chain_is_its_parts_one_after_the_other) {
  numbers m{}, v{};
  const auto schedule = eg::warmup{3} | eg::cosine{10};
  check_steps(whole, [&](double w, double g, int t, std::size_t i) {
    double norm = 0;
    for (const double x : gradient_at(t)) norm += x * x;
    const double d = g * std::fmin(1, 1 / std::sqrt(norm)) + 0.1 * w;
    m[i] = 0.9 * m[i] + 0.1 * d;
    v[i] = 0.999 * v[i] + 0.001 * d * d;
    const double mean = m[i] / (1 - std::pow(0.9, t)), square = v[i] / (1 - std::pow(0.999, t));
    return w - schedule(t) * 0.02 * mean / (std::sqrt(square) + 1e-8);
  });
  check_zeros_stay(whole);
}

BOOST_AUTO_TEST_CASE(two_rules_keep_slots_of_their_own) {
  numbers a{}, b{};
  check_steps(
      eg::chain(eg::momentum{.learning_rate = 1, .decay = 0.5}, eg::momentum{.learning_rate = 0.05, .decay = 0.7}),
      [&](double w, double g, int, std::size_t i) {
        a[i] = 0.5 * a[i] + g;
        b[i] = 0.7 * b[i] + a[i];
        return w - 0.05 * b[i];
      });
}

BOOST_AUTO_TEST_CASE(a_user_writes_one_in_six_lines) {
  check_steps(eg::chain(sign_only{}, eg::sgd{.learning_rate = 0.05}), [](double w, double g, int, std::size_t) {
    return w - 0.05 * (g > 0 ? 1 : g < 0 ? -1 : 0);
  });
}

BOOST_AUTO_TEST_CASE(every_part_is_checked) {
  check_refused(eg::chain(eg::clip_by_value{1}, eg::sgd{.learning_rate = -1}), "sgd.learning_rate", "-1");
}

BOOST_AUTO_TEST_SUITE_END()
