// The code of docs/pruning.md, and what the page says of it.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>
#include <cstdio>

namespace eg = evengrad;

namespace {

// clang-format off
constexpr auto net = eg::input<64> | eg::dense<48> | eg::relu | eg::dense<16> | eg::relu | eg::dense<10>;
// clang-format on

// clang-format off
struct weakest_sign {                               // small weights go, first those that changed their sign
  static constexpr bool needs_first = true;         // prune is given the initial weights too
  double score(const eg::weight_seen& w) const {
    return std::abs(w.now) * (w.now * w.first < 0 ? 0.9 : 1);
  }
};
struct by_block {                                   // weights of a copy of a block are compared with each other
  static constexpr bool spares_output = true;
  int group(const eg::masked_tensor& t, int which) const {
    const bool inside = t.name.starts_with("repeat_1.");  // repeat_1.1.dense_1.w
    return inside ? -1 - std::stoi(t.name.substr(9)) : which;
  }
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_SUITE(guide)

BOOST_AUTO_TEST_CASE(a_ticket_is_found) {
  // clang-format off
const auto [train, test] = eg::digits();
eg::model<net> model{eg::seed{1}};
eg::ticket_past<net, float> past;
past.first.take(model);                                          // θ_0
eg::weight_mask mask(model.places());                            // everything is kept
double accuracy = 0;
for (int round = 0; round < 5; ++round) {
  if (round > 0) {
    mask = eg::prune(model, mask, eg::pruning<>{});              // the smallest fifth of each layer goes
    eg::reset{}.give(model, mask, past);                         // the others begin again as they were drawn
  }
  eg::fit(model, train, eg::cross_entropy, eg::adam{3e-3} | eg::masked(mask), {.epochs = 4, .show = false});
  accuracy = eg::accuracy(model, test);
  std::printf("%5.1f %% of the weights: %.3f\n", 100 * mask.remaining(), accuracy);
}
  // clang-format on
  BOOST_TEST(std::fabs(mask.remaining() - 0.42) < 0.01);
  BOOST_TEST(accuracy > 0.9);
  std::int64_t zeros = 0;
  for (const eg::masked_tensor& t : mask.tensors())
    for (int i = 0; t.is_pruned() && i < t.lines * t.columns; ++i)
      zeros += model.weights()[t.offset + eg::panel_place(t.lines, i / t.columns, i % t.columns)] == 0;
  BOOST_TEST(zeros >= mask.count() - mask.kept());

  past.last.take(model);
  const eg::weight_mask all(model.places());
  // clang-format off
const auto trained = eg::pruning{eg::magnitude{}, eg::globally{}, eg::prune_rates{.rate = 0.3, .layers = {{"dense_3", 0}}}};
const auto once = eg::pruning{eg::magnitude{}, eg::layer_wise{}, eg::one_shot({.rate = 0.2}, 4)};
const auto before_training = eg::pruning{eg::snip{eg::cross_entropy, train.view()}, eg::globally{}, eg::prune_rates{.rate = 0.8}};
  // clang-format on
  BOOST_TEST(eg::prune(model, mask, trained).kept(mask.tensor("dense_3.w")) == mask.kept(mask.tensor("dense_3.w")));
  BOOST_TEST(std::abs(eg::prune(model, all, once).kept() - mask.kept()) < 10);
  past.first.give(model);
  BOOST_TEST(std::fabs(eg::prune(model, all, before_training).remaining() - 0.2) < 1e-3);
  BOOST_TEST(std::fabs(eg::prune(model, all, eg::pruning{weakest_sign{}}, past.first.weights()).remaining() - 0.8) <
             0.01);
  BOOST_TEST(std::fabs(eg::prune(model, all, eg::pruning{eg::magnitude{}, by_block{}}).remaining() - 0.8) < 0.01);
  // clang-format off
  // The printed mask.
for (const eg::masked_tensor& t : mask.tensors())
  if (t.is_pruned()) std::printf("%s: %lld of %lld\n", t.name.c_str(), static_cast<long long>(mask.kept(t)), static_cast<long long>(t.count()));
  // clang-format on
}

BOOST_AUTO_TEST_SUITE_END()
