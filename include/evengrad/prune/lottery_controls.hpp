// The controls of a lottery experiment: other starts and other masks, as many weights as the ticket has.
#pragma once
#include <charconv>
#include <evengrad/core/shuffle.hpp>
#include <evengrad/prune/prune.hpp>
#include <evengrad/prune/starts.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// A control has `rounds`, `copies` and `name()`. It starts from what `start(seed)` gives, or as tickets do where it has
// no such member. Its mask is the ticket's unless it has `mask(model, ticket, past, how, round, seed)`. With
// `of_full_net` it waits for round 0 only, `ticket` is the full mask, and `past.last` what was trained without pruning.
// `check(model, how)` fails where one of its rounds cannot be, before anything is trained.

/// The ticket's mask with weights that are drawn anew (Frankle & Carbin 2019, section 2).
struct reinitialized {
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "reinitialized"; }
  auto start(seed s) const { return reinitialize{s}; }
};
/// The ticket's mask with weights that are drawn from its own first weights, tensor by tensor (appendix F).
struct redrawn {
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "redrawn"; }
  auto start(seed s) const { return redraw{s}; }
};
/// The ticket with noise on its first weights, of so many of their deviations (appendix F).
struct noisy {
  std::vector<int> rounds{};
  double sigma = 1;
  int copies = 1;
  std::string name() const {
    char digits[40];
    return "noise " + std::string(digits, std::to_chars(digits, digits + sizeof digits, sigma).ptr);
  }
  auto start(seed s) const { return with_noise{sigma, s}; }
};

/// A random mask that keeps as many weights of each tensor as another does.
inline weight_mask scattered(const weight_mask& like, seed s) {
  weight_mask out = like;
  std::uint64_t stream = 0;
  for (const masked_tensor& t : like.tensors()) {
    ++stream;
    if (!t.is_pruned()) continue;
    std::vector<std::int32_t> order(std::size_t(t.count()));
    permutation(order.data(), std::uint32_t(t.count()), s, stream);
    const std::int64_t kept = like.kept(t);
    for (std::int64_t i = 0; i < t.count(); ++i) {
      const int at = order[std::size_t(i)];
      out.set(t, at / t.columns, at % t.columns, i < kept);
    }
  }
  return out;
}
/// As many weights in random places, drawn anew (appendix E: "random sparse networks").
struct random_masks {
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "random"; }
  auto start(seed s) const { return reinitialize{s}; }
  template <class Model, class Past, class How>
  weight_mask mask(Model&, const weight_mask& ticket, const Past&, const How&, int, seed s) const {
    return scattered(ticket, seed{s.value + 1});
  }
};

/// The ticket's mask and its first weights: of tickets that carry on, strategy 2 of appendix B, which prunes round
/// after round and sets back only at the end. Where tickets are reset in each round it is one of them with other orders
/// of rows.
struct reset_at_the_end {
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "reset at the end"; }
  auto start(seed) const { return reset{}; }
};

/// How many weights of each tensor so many rounds leave layer by layer, rounded in each as `prune` does. Fails, with
/// `place`, where that is none, and where a round takes none.
template <const auto& Net, class T, class Criterion>
std::vector<std::int64_t> left_after(const model<Net, T>& m, const weight_mask& all,
                                     const pruning<Criterion, layer_wise>& how, int rounds, const std::string& place) {
  const std::vector<double> rates = rates_of(how.rates, all, output_weights(m));
  std::vector<std::int64_t> left;
  for (const masked_tensor& t : all.tensors()) left.push_back(all.kept(t));
  for (int round = 1; round <= rounds; ++round) {
    std::int64_t gone = 0;
    for (std::size_t i = 0; i < rates.size(); ++i) {
      const std::int64_t going = std::int64_t(rounded(rates[i] * double(left[i])) + 0.5);
      gone += going, left[i] -= going;
      if (const masked_tensor& t = all.tensors()[i]; left[i] == 0 && rates[i] > 0)
        fail(place,
             t.name + " would have none of its " + std::to_string(all.kept(t)) + " weights after round " +
                 std::to_string(round),
             "give fewer rounds or a lower rate, or leave it alone: prune_rates.layers = {{\"" + t.name + "\", 0}}");
    }
    if (gone == 0) fail(place, "no weight would go in round " + std::to_string(round), "give fewer rounds");
  }
  return left;
}
/// Prunes once to what so many rounds leave: layer by layer as many weights of each tensor. In another scope about as
/// many, for rounds are rounded to whole weights and `one_shot` rates once.
template <const auto& Net, class T, class Criterion, class Scope>
weight_mask prune_at_once(model<Net, T>& m, const weight_mask& all, pruning<Criterion, Scope> how, int rounds,
                          std::type_identity_t<std::span<const T>> first = {}) {
  if constexpr (std::is_same_v<Scope, layer_wise>) {
    const std::vector<std::int64_t> left = left_after(m, all, how, rounds, "prune_at_once");
    how.rates.layers.clear();
    for (std::size_t i = 0; i < left.size(); ++i) {
      const masked_tensor& t = all.tensors()[i];
      if (!t.is_pruned()) continue;
      const std::int64_t kept = all.kept(t), going = kept - left[i];
      how.rates.layers.emplace_back(t.name, going > 0 ? double(going) / double(kept) : 0);
    }
  } else how.rates = one_shot(how.rates, rounds);
  return prune(m, all, how, first);
}
/// Fails where, layer by layer, one of these rounds would leave a tensor without a weight or take none.
template <const auto& Net, class T, class Criterion, class Scope>
void check_at_once(const std::string& name, const std::vector<int>& rounds, const model<Net, T>& m,
                   const pruning<Criterion, Scope>& how) {
  if constexpr (std::is_same_v<Scope, layer_wise>)
    for (const int round : rounds) left_after(m, weight_mask(m.places()), how, round, "lottery, " + name);
}

/// Pruned once, to as many weights as the ticket of a round has (in other scopes than layer by layer about as many),
/// with the start of tickets (section 2: "one-shot pruning").
struct pruned_at_once {
  static constexpr bool of_full_net = true;
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "one-shot"; }
  void check(const auto& m, const auto& how) const { check_at_once(name(), rounds, m, how); }
  template <class Model, class Past, class How>
  weight_mask mask(Model& m, const weight_mask& all, const Past& past, const How& how, int round, seed) const {
    past.last.give(m);
    return prune_at_once(m, all, how, round, past.first.weights());
  }
};
/// Pruned before anything is trained (appendix E), to as many weights, and trained from the first weights.
struct pruned_untrained {
  static constexpr bool of_full_net = true;
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "untrained"; }
  auto start(seed) const { return reset{}; }
  void check(const auto& m, const auto& how) const { check_at_once(name(), rounds, m, how); }
  template <class Model, class Past, class How>
  weight_mask mask(Model& m, const weight_mask& all, const Past& past, const How& how, int round, seed) const {
    past.first.give(m);
    return prune_at_once(m, all, how, round, past.first.weights());
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
