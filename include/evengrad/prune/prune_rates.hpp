// How much of each layer goes in a round of pruning.
#pragma once
#include <evengrad/core/normal_quantile.hpp>
#include <evengrad/optim/weight_mask.hpp>

#include <cmath>
#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// The shares of the weights that are left of which a round takes some. The output layer is pruned at output · rate
/// (Frankle & Carbin 2019, section 2: half the rate). `layers` names others, by layer or by parameter ("dense_2",
/// "dense_2.w", "repeat_1.3"), with their own rates, of which 0 leaves a layer alone; the last that fits counts. Of
/// biases, norms and tables nothing goes.
struct prune_rates {
  double rate = 0.2, output = 0.5;
  std::vector<std::pair<std::string, double>> layers{};
};

/// Fails unless 0 < rate < 1; a NaN is not.
inline void check_rate(const std::string& place, double rate) {
  if (!(rate > 0 && rate < 1))
    fail(place, std::to_string(rate), "give a rate between 0 and 1, as 0.2 for a fifth of what is left");
}
inline void check_rates(const prune_rates& r) {
  check_rate("prune_rates.rate", r.rate);
  check_rate("prune_rates.output, times the rate", r.rate * r.output);
  for (const auto& [name, rate] : r.layers)
    if (rate != 0) check_rate("prune_rates.layers, " + name, rate);
}

/// The rates that take in one round what these take in so many: 1 − (1 − r)^rounds for each layer. So `one_shot(rates,
/// rounds)` prunes a trained network once to the density of a ticket.
inline prune_rates one_shot(prune_rates r, int rounds) {
  check_rates(r);
  if (rounds < 1) fail("one_shot", std::to_string(rounds) + " rounds", "give at least one");
  if (rounds == 1) return r;
  const auto at_once = [&](double rate) {
    double left = 1;
    for (int i = 0; i < rounds; ++i) left = rounded(left * (1 - rate));
    return 1 - left;
  };
  const double whole = at_once(r.rate);
  r.output = at_once(r.rate * r.output) / whole, r.rate = whole;
  for (auto& [name, rate] : r.layers) rate = at_once(rate);
  return r;
}

/// The rate of each tensor of a mask, 0 where nothing goes. Fails on rates that are none, on names that are none of
/// pruned weights, and where nothing is left to prune.
inline std::vector<double> rates_of(const prune_rates& r, const weight_mask& mask, const std::vector<char>& output) {
  check_rates(r);
  std::vector<double> rates;
  std::string names;
  for (std::size_t i = 0; i < mask.tensors().size(); ++i) {
    const masked_tensor& t = mask.tensors()[i];
    rates.push_back(!t.is_pruned() ? 0 : output[i] ? r.rate * r.output : r.rate);
    if (t.is_pruned()) names += (names.empty() ? "" : ", ") + t.name;
  }
  if (names.empty())
    fail("prune", "the network has no weights to prune",
         "biases, norms and tables are never pruned: use it for networks with layers that multiply, such as dense");
  for (const auto& [name, rate] : r.layers) {
    bool any = false;
    for (std::size_t i = 0; i < rates.size(); ++i)
      if (mask.tensors()[i].is_pruned() && belongs_to(mask.tensors()[i].name, name)) rates[i] = rate, any = true;
    if (!any || name.empty())
      fail("prune_rates.layers", "no weights are called \"" + name + "\"",
           "name a layer or a parameter of " + (names.size() > 200 ? names.substr(0, 200) + "..." : names));
  }
  bool any = false;
  for (const double rate : rates) any = any || rate > 0;
  if (!any) fail("prune", "every layer is left alone", "take away one of prune_rates.layers");
  return rates;
}

}  // namespace evengrad::inline EVENGRAD_ISA
