// Transforms and schedules joined by |, kinds of parameters that pass, and what is said of a chain while compiling.
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/clip.hpp>
#include <evengrad/optim/only.hpp>
#include <evengrad/optim/schedule.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

constexpr auto joined = eg::clip_by_global_norm{1} | eg::add_decayed_weights{0.1} | eg::adam{.learning_rate = 0.02} |
                        eg::warmup{3} | eg::cosine{10};
constexpr auto called =
    eg::chain(eg::clip_by_global_norm{1}, eg::add_decayed_weights{0.1}, eg::adam{.learning_rate = 0.02},
              eg::scale_by_schedule{eg::warmup{3} | eg::cosine{10}});
static_assert(std::is_same_v<decltype(joined), decltype(called)>, "a schedule behind a schedule follows it");
static_assert(std::is_same_v<decltype(eg::adam{} | (eg::warmup{3} | eg::cosine{10})),
                             decltype(eg::adam{} | eg::warmup{3} | eg::cosine{10})>);
static_assert(eg::slots_of<decltype(joined)> == 2 && eg::asks_for_norm<decltype(joined)>());
static_assert(eg::goes_weight_by_weight<decltype(eg::adamw{} | eg::warmup{3})>());
static_assert(!eg::goes_weight_by_weight<decltype(eg::clip_by_norm{} | eg::sgd{})>());
static_assert(std::tuple_size_v<eg::links<eg::adamw>> == 2, "a named chain is its links");
static_assert(!eg::asks_for_places<eg::optimizer<float, eg::adam>>, "what looks at all alike is told nothing");
static_assert(eg::asks_for_places<eg::optimizer<float, eg::adamw>>);

}  // namespace

BOOST_AUTO_TEST_CASE(a_chain_by_operators_is_the_same) {
  BOOST_TEST(difference(after_steps<float>(joined, 7), after_steps<float>(called, 7)) == 0);
}

BOOST_AUTO_TEST_CASE(decay_passes_by_biases_and_norms) {
  const auto places = [](eg::parameter_kinds second) {
    return std::vector<eg::parameter_place>{{"a.w", 0, 1, 16}, {"a.b", 16, 1, 16, second}};
  };
  for (const auto kind : {eg::parameter_kinds::weights, eg::parameter_kinds::tables, eg::parameter_kinds::scales,
                          eg::parameter_kinds::shifts})
    for (const auto decays : {eg::decayed_by_default, eg::parameter_kinds::all, eg::parameter_kinds::scales}) {
      eg::optimizer<double, eg::adamw> rule(eg::adamw{.weight_decay = 100, .decays = decays});
      eg::optimizer<double, eg::adam> without(eg::adam{});
      rule.know(places(kind));
      numbers w = first_weights(), v = w, g = gradient_at(1);
      rule.update(w.data(), g.data(), weight_count), without.update(v.data(), g.data(), weight_count);
      for (std::size_t i = 0; i < weight_count; ++i) {
        const bool decayed = has_kind(decays, i < 16 ? eg::parameter_kinds::weights : kind);
        BOOST_TEST((w[i] == v[i]) == (!decayed || first_weights()[i] == 0));
      }
    }
}

BOOST_AUTO_TEST_SUITE_END()
