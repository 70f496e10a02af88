// Masks in models: steps that keep gradients, fused steps and fit, of float and double, of repeated blocks.
#include <evengrad/evengrad.hpp>

#include "../message.hpp"

#include <algorithm>
#include <cstring>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<64> | eg::dense<20> | eg::relu | eg::dense<10>;
constexpr auto deep = eg::input<64> | eg::dense<20> |
                      eg::repeat<3>(eg::residual(eg::layer_norm | eg::dense<20> | eg::tanh | eg::dense<20>)) |
                      eg::dense<10>;
constexpr auto other = eg::input<64> | eg::dense<21> | eg::relu | eg::dense<10>;

template <class M>
eg::weight_mask every_third(const M& m) {
  eg::weight_mask mask(m.places());
  for (const eg::masked_tensor& t : mask.tensors())
    for (int line = 0; t.is_pruned() && line < t.lines; ++line)
      for (int column = 0; column < t.columns; ++column) mask.set(t, line, column, (line + column) % 3 != 0);
  return mask;
}
template <class M, class T>
int alive_and_pruned(const M&, const eg::weight_mask& mask, const T* numbers) {
  std::vector<T> all(numbers, numbers + M::weight_count());
  mask.apply(all.data());
  int alive = 0;
  for (std::size_t i = 0; i < all.size(); ++i) alive += all[i] != numbers[i];
  return alive;
}

template <const auto& Net, class T>
void check_steps() {
  const auto [train, test] = eg::digits();
  eg::batches all(train, 25, eg::seed{1});
  eg::model<Net, T> kept{eg::seed{3}}, fused{eg::seed{3}};
  const eg::weight_mask mask = every_third(kept);
  mask.apply(kept.weights()), mask.apply(fused.weights());
  const auto rule = eg::clip_by_value{0.1} | eg::adamw{.learning_rate = 0.01, .weight_decay = 0.1} | eg::masked(mask);
  eg::optimizer<T, std::remove_const_t<decltype(rule)>> one(rule), two(rule);
  for (int i = 0; i < 12; ++i) {
    kept.step(eg::cross_entropy, all[i], one), fused.fused_step(eg::cross_entropy, all[i], two);
    BOOST_TEST(alive_and_pruned(kept, mask, kept.gradients()) == 0);
  }
  BOOST_TEST(alive_and_pruned(kept, mask, kept.weights()) == 0);
  BOOST_TEST(alive_and_pruned(fused, mask, fused.weights()) == 0);
  double worst = 0;
  for (std::int64_t i = 0; i < kept.weight_count(); ++i)
    worst = std::max(worst, std::fabs(double(kept.weights()[i] - fused.weights()[i])));
  BOOST_TEST(worst < 1e-4);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(steps_of_models_keep_pruned_weights_at_zero) {
  check_steps<net, float>(), check_steps<net, double>();
  check_steps<deep, float>();
}

BOOST_AUTO_TEST_CASE(fit_trains_what_is_kept_though_nobody_applied_the_mask) {
  const auto [train, test] = eg::digits();
  eg::model<net> m{eg::seed{1}};
  const eg::weight_mask mask = every_third(m);
  eg::fit(m, train, eg::cross_entropy, eg::adam{.learning_rate = 5e-3} | eg::masked(mask) | eg::lookahead{},
          {.epochs = 3, .show = false});
  BOOST_TEST(alive_and_pruned(m, mask, m.weights()) == 0);
  BOOST_TEST(eg::accuracy(m, test) > 0.8);
}

BOOST_AUTO_TEST_CASE(the_first_gradient_is_already_that_of_what_is_kept) {
  const auto [train, test] = eg::digits();
  eg::batches all(train, 25, eg::seed{1});
  const auto first_loss = [&](bool applied, bool fused, const auto& rule) {
    eg::model<net> m{eg::seed{1}};
    const eg::weight_mask mask = every_third(m);
    if (applied) mask.apply(m.weights());
    const auto masked = rule | eg::masked(mask);
    eg::optimizer<float, std::remove_const_t<decltype(masked)>> update(masked);
    return fused ? m.fused_step(eg::cross_entropy, all[0], update) : m.step(eg::cross_entropy, all[0], update);
  };
  for (const bool fused : {true, false}) {
    BOOST_TEST(first_loss(true, fused, eg::adam{}) == first_loss(false, fused, eg::adam{}));
    BOOST_TEST(first_loss(true, fused, eg::sam{} | eg::sgd{}) == first_loss(false, fused, eg::sam{} | eg::sgd{}));
  }
}

BOOST_AUTO_TEST_CASE(a_mask_of_another_network_changes_nothing) {
  const auto [train, test] = eg::digits();
  eg::model<net> m{eg::seed{1}};
  eg::model<other> wider;
  const std::vector<float> before(m.weights(), m.weights() + m.weight_count());
  const auto rule = eg::adam{} | eg::masked(eg::weight_mask(wider.places()));
  const std::string text =
      evengrad_test::message([&] { eg::fit(m, train, eg::cross_entropy, rule, {.epochs = 1, .show = false}); });
  BOOST_TEST(text.find("64 x 21") != text.npos, text);
  BOOST_TEST(text.find("64 x 20") != text.npos, text);
  BOOST_TEST(std::memcmp(before.data(), m.weights(), sizeof(float) * before.size()) == 0);
  BOOST_CHECK_THROW((eg::optimizer<float, eg::masked>(eg::masked(eg::weight_mask()))), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
