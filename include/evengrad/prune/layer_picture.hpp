// A dense layer as a picture knows it: its weights, and which of its units do nothing.
#pragma once
#include <evengrad/core/failure.hpp>

#include <string>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// The matrix of a dense layer, inputs × units, line by line; a weight that is 0 is pruned. `dead` tells of each unit
/// whether it is known to give the same for all rows, or is empty. Of a net in which more than these layers reads
/// units, matrices cannot tell which are dead: there `all_told` says that those of `dead` are, and of the inputs of the
/// first layer those of `idle` are not read, and no others.
struct layer_picture {
  std::string name{};
  int inputs = 0, units = 0;
  std::vector<float> weights{};
  std::vector<char> dead{}, idle{};
  bool all_told = false;

  float weight(int input, int unit) const { return weights[std::size_t(input) * std::size_t(units) + unit]; }
  std::int64_t count() const { return std::int64_t(inputs) * units; }
  std::int64_t kept() const {
    std::int64_t n = 0;
    for (const float w : weights) n += w != 0;
    return n;
  }
};

/// Fails unless each layer is as large as it says and reads what the one before it gives.
inline void check_layers(const std::vector<layer_picture>& layers, const char* who) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const layer_picture& l = layers[i];
    const std::string is = l.name + ", " + std::to_string(l.inputs) + " x " + std::to_string(l.units);
    if (l.inputs < 1 || l.units < 1) fail(who, is, "a layer has inputs and units");
    if (std::int64_t(l.weights.size()) != l.count())
      fail(who, is + " with " + std::to_string(l.weights.size()) + " weights",
           "give inputs x units of them, 0 where one is pruned");
    if (!l.dead.empty() && int(l.dead.size()) != l.units)
      fail(who, is + " with " + std::to_string(l.dead.size()) + " signs of what is dead",
           "give one for each unit, or none");
    if (!l.idle.empty() && int(l.idle.size()) != l.inputs)
      fail(who, is + " with " + std::to_string(l.idle.size()) + " signs of what is not read",
           "give one for each input, or none");
    if (i > 0 && layers[i - 1].units != l.inputs)
      fail(who, is + " behind a layer of " + std::to_string(layers[i - 1].units) + " units",
           "give layers of one chain in their order");
  }
}

/// The units of a chain of layers, column by column from the inputs on: which have an output that is the same for all
/// rows, and which are read by nothing that reaches an output. Either way the net does not need them.
struct unit_states {
  std::vector<std::vector<char>> constant, unread;

  explicit unit_states(const std::vector<layer_picture>& layers) {
    const std::size_t n = layers.size();
    constant.resize(n + 1), unread.resize(n + 1);
    if (n == 0) return;
    constant[0].assign(std::size_t(layers[0].inputs), 0);
    for (std::size_t i = 0; i < n; ++i) {
      const layer_picture& l = layers[i];
      constant[i + 1].assign(std::size_t(l.units), !l.all_told);
      for (int k = 0; k < l.inputs; ++k)
        for (int u = 0; u < l.units && !constant[i][std::size_t(k)]; ++u)
          if (l.weight(k, u) != 0) constant[i + 1][std::size_t(u)] = 0;
      for (std::size_t u = 0; u < l.dead.size(); ++u)
        if (l.dead[u]) constant[i + 1][u] = 1;
    }
    unread[n].assign(std::size_t(layers[n - 1].units), 0);
    for (std::size_t i = n; i-- > 0;) {
      const layer_picture& l = layers[i];
      const bool told = layers[i > 0 ? i - 1 : 0].all_told;
      unread[i].assign(std::size_t(l.inputs), !told);
      if (i == 0 && told && !l.idle.empty()) unread[0] = l.idle;
      for (int k = 0; k < l.inputs; ++k)
        for (int u = 0; u < l.units; ++u)
          if (l.weight(k, u) != 0 && !dead(i + 1, u)) unread[i][std::size_t(k)] = 0;
    }
  }
  bool dead(std::size_t column, int unit) const {
    return constant[column][std::size_t(unit)] || unread[column][std::size_t(unit)];
  }
  int dead_count(std::size_t column) const {
    int n = 0;
    for (std::size_t u = 0; u < constant[column].size(); ++u) n += dead(column, int(u));
    return n;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
