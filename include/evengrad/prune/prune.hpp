// Pruning as policies: by which criterion, compared within which scope, at which rates; one round of it.
#pragma once
#include <evengrad/prune/by_weight.hpp>
#include <evengrad/prune/output_weights.hpp>
#include <evengrad/prune/prune_rates.hpp>

#include <algorithm>
#include <span>

namespace evengrad::inline EVENGRAD_ISA {

/// Weights are compared with those of their own layer. A scope gives each tensor the number of a group, in which scores
/// are compared, and says whether the output layer has a rate of its own.
struct layer_wise {
  static constexpr bool spares_output = true;
  int group(const masked_tensor&, int which) const { return which; }
};
/// Weights of all layers are compared, and the rate is that of all together, the output layer among them; layers with
/// rate 0 stay out. Frankle & Carbin 2019, section 4, prune deep networks so.
struct globally {
  static constexpr bool spares_output = false;
  int group(const masked_tensor&, int) const { return 0; }
};

template <class S>
concept a_scope = requires(const S& s, const masked_tensor& t) {
  { s.group(t, 0) } -> std::convertible_to<int>;
  { S::spares_output } -> std::convertible_to<bool>;
};

/// A way of pruning: `eg::pruning<>{}` is that of the paper, layer by layer the smallest fifth.
template <class Criterion = magnitude, class Scope = layer_wise>
struct pruning {
  Criterion criterion{};
  Scope scope{};
  prune_rates rates{};
};
pruning()->pruning<>;
template <class Criterion>
pruning(Criterion) -> pruning<Criterion>;
template <class Criterion, class Scope>
pruning(Criterion, Scope) -> pruning<Criterion, Scope>;
template <class Criterion, class Scope>
pruning(Criterion, Scope, prune_rates) -> pruning<Criterion, Scope>;

/// A weight that may go: its tensor and its element there, line after line.
struct prune_candidate {
  double score;
  int tensor, element;
  bool operator<(const prune_candidate& o) const {
    return score != o.score ? score < o.score : tensor != o.tensor ? tensor < o.tensor : element < o.element;
  }
};

[[noreturn, gnu::cold]] inline void fail_at_weight(const masked_tensor& t, int line, int column, const char* what) {
  fail("prune, " + t.name + ", line " + std::to_string(line) + ", column " + std::to_string(column), what,
       "prune a network whose training did not diverge");
}

/// Fails at the first weight that is left and is not a finite number.
template <class T>
void check_finite_weights(const weight_mask& kept, const T* now) {
  for (const masked_tensor& t : kept.tensors())
    if (t.is_pruned())
      kept.each_kept(t, [&](int line, int column, std::int64_t at) {
        if (!(now[at] - now[at] == T(0))) fail_at_weight(t, line, column, "the weight is not a finite number");
      });
}

/// Scores what is left of a tensor.
template <class Criterion, class T>
void score_weights(const Criterion& c, const weight_mask& kept, int which, const T* now, const T* first,
                   const data_seen& seen, std::uint64_t index, std::vector<prune_candidate>& to) {
  const masked_tensor& t = kept.tensors()[std::size_t(which)];
  kept.each_kept(t, [&](int line, int column, std::int64_t at) {
    const int element = line * t.columns + column;
    const weight_seen w{.now = double(now[at]),
                        .first = first ? double(first[at]) : 0,
                        .gradient = seen.gradient.empty() ? 0 : seen.gradient[std::size_t(at)],
                        .curvature = seen.curvature.empty() ? 0 : seen.curvature[std::size_t(at)],
                        .index = index + std::uint64_t(element)};
    const double score = double(c.score(w));
    if (!(score - score == 0)) fail_at_weight(t, line, column, "its score is not a finite number");
    to.push_back({score, which, element});
  });
}

/// Takes out of a mask what has the lowest scores within each group.
template <class Criterion, class Scope, class T>
void remove_lowest(weight_mask& mask, const pruning<Criterion, Scope>& how, const std::vector<double>& rates,
                   const T* now, const T* first, const data_seen& seen) {
  const weight_mask before = mask;
  const int tensors = int(rates.size());
  std::vector<std::uint64_t> index;
  std::uint64_t weights = 0;
  for (const masked_tensor& t : before.tensors()) index.push_back(weights), weights += std::uint64_t(t.count());
  std::vector<char> done(rates.size(), char(0));
  for (int i = 0; i < tensors; ++i) {
    if (done[std::size_t(i)] || rates[std::size_t(i)] == 0) continue;
    const auto group_of = [&](int k) { return how.scope.group(before.tensors()[std::size_t(k)], k); };
    std::vector<prune_candidate> all;
    double share = 0;
    for (int k = i; k < tensors; ++k) {
      if (rates[std::size_t(k)] == 0 || group_of(k) != group_of(i)) continue;
      done[std::size_t(k)] = 1;
      share += rounded(rates[std::size_t(k)] * double(before.kept(before.tensors()[std::size_t(k)])));
      score_weights(how.criterion, before, k, now, first, seen, index[std::size_t(k)], all);
    }
    const auto going = std::min(std::ptrdiff_t(share + 0.5), std::ptrdiff_t(all.size()));
    std::nth_element(all.begin(), all.begin() + going, all.end());
    std::for_each(all.begin(), all.begin() + going, [&](const prune_candidate& c) {
      const masked_tensor& t = mask.tensors()[std::size_t(c.tensor)];
      mask.set(t, c.element / t.columns, c.element % t.columns, false);
    });
  }
  for (int i = 0; i < tensors; ++i)
    if (const masked_tensor& t = before.tensors()[std::size_t(i)]; rates[std::size_t(i)] > 0 && mask.kept(t) == 0)
      fail("prune, " + t.name, "none of the " + std::to_string(before.kept(t)) + " weights that are left would stay",
           "lower the rate, or leave it alone: prune_rates.layers = {{\"" + t.name + "\", 0}}");
}

/// Says that a policy is none.
template <class Criterion, class Scope>
constexpr bool check_policies() {
  constexpr bool scores = a_criterion<Criterion>, groups = a_scope<Scope>;
  static_assert(scores, "a pruning criterion says what a weight is worth: double score(const eg::weight_seen&) const");
  static_assert(groups,
                "a pruning scope says which tensors are compared: static constexpr bool spares_output, and int "
                "group(const eg::masked_tensor&, int which) const");
  return scores && groups;
}

/// One round: of what `before` keeps, the weights with the lowest scores go, round(rate · kept) of each tensor, or of
/// all in scope `globally`; of equal scores those that stand first. The model's weights are not changed: hand the mask
/// to a start, or apply it. `first` are the initial weights, in panels (checkpoint.weights()), for criteria that
/// compare with them. Fails, and nothing changes, on rates that are none, a mask of another network, numbers that are
/// not finite, and where a tensor would have no weight left, or none would go.
template <const auto& Net, class T, class Criterion = magnitude, class Scope = layer_wise>
weight_mask prune(model<Net, T>& m, const weight_mask& before, const pruning<Criterion, Scope>& how,
                  std::type_identity_t<std::span<const T>> first = {}) {
  weight_mask after = before;
  if constexpr (check_policies<Criterion, Scope>()) {
    before.check_network(m.places());
    std::vector<char> output(before.tensors().size(), char(0));
    if constexpr (Scope::spares_output) output = output_weights(m);
    const std::vector<double> rates = rates_of(how.rates, before, output);
    if (needs_first_weights<Criterion> || !first.empty())
      if (std::int64_t(first.size()) != m.weight_count())
        fail("prune", std::to_string(first.size()) + " initial weights",
             "give those of a checkpoint that was taken before training: eg::prune(model, mask, how, first.weights())");
    check_finite_weights(before, m.weights());
    data_seen seen;
    if constexpr (requires { how.criterion.look(m, before, seen); }) how.criterion.look(m, before, seen);

    remove_lowest(after, how, rates, m.weights(), first.empty() ? nullptr : first.data(), seen);
    if (after == before)
      fail("prune", "no weight of the " + std::to_string(before.kept()) + " that are left would go",
           "raise the rate, or stop here: a layer loses round(rate · kept) weights");
  }
  return after;
}

}  // namespace evengrad::inline EVENGRAD_ISA
