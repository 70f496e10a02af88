// The controls of a lottery experiment: other starts and other masks, as many weights as the ticket has.
#pragma once
#include <charconv>
#include <evengrad/core/shuffle.hpp>
#include <evengrad/prune/prune.hpp>
#include <evengrad/prune/starts.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// A control has `rounds`, `copies`, `name()` and `start(seed)`, and its mask is the ticket's unless it has
// `mask(model, ticket, past, how, round, seed)`. With `of_full_net` it waits for round 0 only, `ticket` is the full
// mask, and `past.last` what was trained without pruning.

/// The ticket's mask with weights that are drawn anew (Frankle & Carbin 2019, section 2).
struct reinitialized {
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "reinitialized"; }
  auto start(seed s) const { return reinitialize{s}; }
};
/// The ticket's mask with weights that are drawn from its own first weights, tensor by tensor (appendix F.3).
struct redrawn {
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "redrawn"; }
  auto start(seed s) const { return redraw{s}; }
};
/// The ticket with noise on its first weights, of so many of their deviations (appendix F.5).
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

/// Pruned once, to as many weights as the ticket of a round has, and reset (section 2: "one-shot pruning").
struct pruned_at_once {
  static constexpr bool of_full_net = true;
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "one-shot"; }
  auto start(seed) const { return reset{}; }
  template <class Model, class Past, class How>
  weight_mask mask(Model& m, const weight_mask& all, const Past& past, How how, int round, seed) const {
    how.rates = one_shot(how.rates, round);
    past.last.give(m);
    return prune(m, all, how, past.first.weights());
  }
};
/// Pruned before anything is trained (appendix E.3).
struct pruned_untrained {
  static constexpr bool of_full_net = true;
  std::vector<int> rounds{};
  int copies = 1;
  std::string name() const { return "untrained"; }
  auto start(seed) const { return reset{}; }
  template <class Model, class Past, class How>
  weight_mask mask(Model& m, const weight_mask& all, const Past& past, How how, int round, seed) const {
    how.rates = one_shot(how.rates, round);
    past.first.give(m);
    return prune(m, all, how, past.first.weights());
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
