// One round of pruning, by each scope: which weights go, and how many.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/prune/prune.hpp>

#include "../message.hpp"

namespace eg = evengrad;
using evengrad_test::message;

namespace {

// Frankle & Carbin 2019, figure 2: LeNet-300-100.
constexpr auto lenet = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
constexpr auto small = eg::input<3> | eg::dense<4> | eg::relu | eg::dense<2>;
constexpr auto table_only = eg::input<1> | eg::embedding<5, 3>;
constexpr auto repeated = eg::input<6> | eg::repeat<3>(eg::dense<6> | eg::relu) | eg::dense<2>;

std::int64_t kept(const eg::weight_mask& mask, const char* name) { return mask.kept(mask.tensor(name)); }

/// Whether what was pruned of a tensor is nowhere larger than what is left.
template <class M>
bool is_below(M& m, const eg::weight_mask& mask, const eg::masked_tensor& t) {
  double largest = 0, smallest = 1e9;
  for (int line = 0; line < t.lines; ++line)
    for (int column = 0; column < t.columns; ++column) {
      const double w = std::fabs(double(m.weights()[t.offset + eg::panel_place(t.lines, line, column)]));
      if (mask.keeps(t, line, column)) smallest = std::min(smallest, w);
      else largest = std::max(largest, w);
    }
  return largest <= smallest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(sequence_of_the_paper) {
  eg::model<lenet> m{eg::seed{1}};
  eg::weight_mask mask(m.places());
  BOOST_TEST(mask.count() == 266'200);
  const std::vector<float> before(m.weights(), m.weights() + m.weight_count());
  const double percent[] = {80.04, 64.06, 51.28, 41.05, 32.87, 26.32, 21.07, 16.88, 13.52, 10.83,
                            8.68,  6.95,  5.57,  4.47,  3.58,  2.87,  2.31,  1.85,  1.49,  1.19};
  for (const double expected : percent) {
    mask = eg::prune(m, mask, eg::pruning<>{});
    BOOST_TEST(std::round(1e4 * mask.remaining()) / 100 == expected, boost::test_tools::tolerance(1e-9));
  }
  for (const eg::masked_tensor& t : mask.tensors())
    if (t.is_pruned()) BOOST_TEST(is_below(m, mask, t));
    else BOOST_TEST(mask.kept(t) == t.count());
  BOOST_TEST(std::equal(before.begin(), before.end(), m.weights()));
}

BOOST_AUTO_TEST_CASE(scopes) {
  eg::model<small> m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  for (float* w = m.weights(); w < m.weights() + m.weight_count(); ++w) *w = 1;
  for (int i = 0; i < 8; ++i) m["dense_2.w"](i) = float(i % 2 ? -1 : 1) * (0.1f + 0.1f * float(i));
  const eg::weight_mask each = eg::prune(m, all, eg::pruning{eg::magnitude{}, eg::layer_wise{}, {.rate = 0.5}});
  BOOST_TEST((kept(each, "dense_1.w") == 6 && kept(each, "dense_2.w") == 6));  // the output at half the rate
  for (int i = 0; i < 8; ++i) BOOST_TEST(each.keeps(all.tensor("dense_2.w"), i / 2, i % 2) == (i >= 2));
  // Of 20 weights together the 6 smallest, all in the last layer.
  const eg::weight_mask together = eg::prune(m, all, eg::pruning{eg::magnitude{}, eg::globally{}, {.rate = 0.3}});
  BOOST_TEST((kept(together, "dense_1.w") == 12 && kept(together, "dense_2.w") == 2));
  const eg::weight_mask without =
      eg::prune(m, all, eg::pruning{eg::magnitude{}, eg::globally{}, {.rate = 0.25, .layers = {{"dense_2", 0}}}});
  BOOST_TEST((kept(without, "dense_1.w") == 9 && kept(without, "dense_2.w") == 8));
}

BOOST_AUTO_TEST_CASE(ties_go_by_place) {
  eg::model<small> m{eg::seed{1}};
  for (float* w = m.weights(); w < m.weights() + m.weight_count(); ++w) *w = 1;
  eg::weight_mask mask(m.places());
  const eg::masked_tensor t = mask.tensor("dense_1.w");  // the mask takes another's
  mask = eg::prune(m, mask, eg::pruning{eg::magnitude{}, eg::layer_wise{}, {.rate = 0.25}});
  for (int i = 0; i < 12; ++i) BOOST_TEST(mask.keeps(t, i / 4, i % 4) == (i >= 3));
  mask = eg::prune(m, mask, eg::pruning{eg::magnitude{}, eg::layer_wise{}, {.rate = 0.25}});
  for (int i = 0; i < 12; ++i) BOOST_TEST(mask.keeps(t, i / 4, i % 4) == (i >= 5));  // 2.25 of 9
}

BOOST_AUTO_TEST_CASE(once_and_by_rounds_leave_as_much) {
  eg::model<repeated> m{eg::seed{2}};
  const eg::weight_mask all(m.places());
  eg::weight_mask rounds = all, random = all;
  for (int i = 0; i < 4; ++i) {
    rounds = eg::prune(m, rounds, eg::pruning<>{});
    random = eg::prune(m, random, eg::pruning{eg::random_choice{eg::seed{std::uint64_t(i)}}});
  }
  const eg::weight_mask once = eg::prune(m, all, eg::pruning{eg::magnitude{}, eg::layer_wise{}, eg::one_shot({}, 4)});
  for (const eg::masked_tensor& t : all.tensors()) {
    BOOST_TEST(random.kept(t) == rounds.kept(t));
    BOOST_TEST(std::abs(once.kept(t) - rounds.kept(t)) <= 1);
  }
  BOOST_TEST((kept(rounds, "repeat_1.1.dense_1.w") == 14 && kept(rounds, "repeat_1.3.dense_1.w") == 14));
  BOOST_TEST((kept(rounds, "dense_1.w") == 8 && kept(rounds, "repeat_1.2.dense_1.b") == 6));
  BOOST_TEST(!(random == rounds));
}

BOOST_AUTO_TEST_CASE(initial_weights) {
  eg::model<small> m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  const std::vector<float> first(m.weights(), m.weights() + m.weight_count());
  for (int i = 0; i < 12; ++i) m["dense_1.w"](i) += 0.01f * float(i + 1);
  const eg::weight_mask moved = eg::prune(m, all, eg::pruning{eg::movement{}, eg::layer_wise{}, {.rate = 0.5}}, first);
  for (int i = 0; i < 12; ++i) BOOST_TEST(moved.keeps(all.tensor("dense_1.w"), i / 4, i % 4) == (i >= 6));
  BOOST_TEST(message([&] { eg::prune(m, all, eg::pruning{eg::movement{}}); }) ==
             "prune: 0 initial weights; give those of a checkpoint that was taken before training: eg::prune(model, "
             "mask, how, first.weights())");
}

BOOST_AUTO_TEST_CASE(refused) {
  eg::model<small> m{eg::seed{1}};
  eg::weight_mask all(m.places());
  const auto says = [&](const eg::weight_mask& mask, const eg::prune_rates& r) {
    return message([&] { eg::prune(m, mask, eg::pruning{eg::magnitude{}, eg::layer_wise{}, r}); });
  };
  BOOST_TEST(says(all, {.rate = 1.5}).find("prune_rates.rate: 1.5") == 0u);
  BOOST_TEST(says(eg::weight_mask(), {}).find("weight_mask: a mask of nothing for a network of dense_1.w 3 x 4") == 0u);
  BOOST_TEST(says(eg::weight_mask(eg::model<repeated>().places()), {}).find("weight_mask: a mask of repeat_1.1") == 0u);
  BOOST_TEST(says(all, {.rate = 0.97}) ==
             "prune, dense_1.w: none of the 12 weights that are left would stay; lower the rate, or leave it alone: "
             "prune_rates.layers = {{\"dense_1.w\", 0}}");
  const eg::masked_tensor& t = all.tensor("dense_2.w");
  eg::weight_mask empty = all;
  for (int i = 0; i < 8; ++i) empty.set(t, i / 2, i % 2, false);
  BOOST_TEST(says(empty, {}).find("prune, dense_2.w: none of the 0 weights that are left") == 0u);
  BOOST_TEST(says(empty, {.layers = {{"dense_2", 0}}}) == "nothing");
  for (int i = 0; i < 8; ++i) m["dense_2.w"](i) = 1e-6f;
  BOOST_TEST(message([&] {
               eg::prune(m, all, eg::pruning{eg::magnitude{}, eg::globally{}, {.rate = 0.4}});
             }).find("prune, dense_2.w: none of the 8") == 0u);
  m["dense_2.w"](3) = std::nanf("");
  BOOST_TEST(says(all, {}) ==
             "prune, dense_2.w, line 1, column 1: the weight is not a finite number; prune a network whose training "
             "did not diverge");
  all.set(t, 1, 1, false);  // what is pruned does not count
  BOOST_TEST(says(all, {}) == "nothing");
  std::vector<float> first(std::size_t(m.weight_count()), 0.f);
  first[std::size_t(t.offset)] = HUGE_VALF;
  BOOST_TEST(message([&] { eg::prune(m, all, eg::pruning{eg::movement{}}, first); }) ==
             "prune, dense_2.w, line 0, column 0: its score is not a finite number; prune a network whose training "
             "did not diverge");
  eg::model<table_only> embedded{eg::seed{1}};
  BOOST_TEST(message([&] {
               eg::prune(embedded, eg::weight_mask(embedded.places()), eg::pruning<>{});
             }).find("prune: the network has no weights to prune") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
