// A criterion and a scope of one's own, and which of the library's see what.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/chain.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/prune/prune.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<3> | eg::dense<4> | eg::relu | eg::dense<2>;

/// Weights go in the order of their indices, backwards.
struct last_first {
  double score(const eg::weight_seen& w) const { return -double(w.index); }
};
/// What it looked at, it sees at each weight.
struct by_offset {
  template <class M>
  void look(const M& m, const eg::weight_mask&, eg::data_seen& seen) const {
    for (std::int64_t i = 0; i < m.weight_count(); ++i)
      seen.gradient.push_back(double(i)), seen.curvature.push_back(-double(i));
  }
  double score(const eg::weight_seen& w) const { return w.gradient + w.curvature + w.now - w.first; }
};
/// The first layer alone, the others together.
struct first_and_rest {
  static constexpr bool spares_output = false;
  int group(const eg::masked_tensor& t, int) const { return t.name == "dense_1.w" ? 7 : 3; }
};
static_assert(eg::a_criterion<last_first> && eg::a_criterion<eg::magnitude> && !eg::a_criterion<eg::layer_wise>);
static_assert(eg::needs_first_weights<eg::movement> && !eg::needs_first_weights<eg::magnitude>);

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(indices_run_over_tensors_line_after_line) {
  eg::model<net> m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  // 12 weights, 4 biases, 8 weights, 2 biases: the last of all weights go first.
  const eg::weight_mask after =
      eg::prune(m, all, eg::pruning{last_first{}, eg::globally{}, eg::prune_rates{.rate = 0.25}});
  const eg::masked_tensor &first = all.tensor("dense_1.w"), &second = all.tensor("dense_2.w");
  BOOST_TEST((after.kept(first) == 12 && after.kept(second) == 3));
  for (int i = 0; i < 8; ++i) BOOST_TEST(after.keeps(second, i / 2, i % 2) == (i < 3));
}

BOOST_AUTO_TEST_CASE(what_was_looked_at_is_seen_at_its_weight) {
  eg::model<net> m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  const std::vector<float> first(m.weights(), m.weights() + m.weight_count());
  // All scores are 0: what stands first goes first.
  const eg::weight_mask after = eg::prune(m, all, eg::pruning{by_offset{}}, first);
  const eg::masked_tensor& t = all.tensor("dense_1.w");
  for (int i = 0; i < 12; ++i) BOOST_TEST(after.keeps(t, i / 4, i % 4) == (i >= 2));
}

BOOST_AUTO_TEST_CASE(groups_of_a_scope) {
  eg::model<net> m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  const eg::weight_mask after =
      eg::prune(m, all, eg::pruning{eg::magnitude{}, first_and_rest{}, eg::prune_rates{.rate = 0.5}});
  BOOST_TEST((after.kept(all.tensor("dense_1.w")) == 6 && after.kept(all.tensor("dense_2.w")) == 4));
}

BOOST_AUTO_TEST_SUITE_END()
