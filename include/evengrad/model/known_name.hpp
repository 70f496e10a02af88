// The place of a parameter by its name, found while compiling: a name that a network does not have does not compile.
#pragma once
#include <evengrad/model/listing.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// How many parameters and states a graph has, with those of the blocks that it calls.
constexpr int count_entries(const graph_listing* graphs, const graph_listing& p) {
  int n = 0;
  for (int i = 0; i < p.parameter_count; ++i)
    if (const int c = p.parameters[i].call; c < 0) ++n;
    else n += (p.calls[c].shared ? 1 : p.calls[c].count) * count_entries(graphs, graphs[p.callees[c]]);
  return n;
}
/// Takes "12." off the beginning; -1 where no such number is.
constexpr int take_number(std::string_view& name) {
  int n = 0;
  std::size_t digits = 0;
  for (; digits < name.size() && digits < 9 && name[digits] >= '0' && name[digits] <= '9'; ++digits)
    n = 10 * n + (name[digits] - '0');
  if (digits == 0 || digits == name.size() || name[0] == '0' || name[digits] != '.') return -1;
  name.remove_prefix(digits + 1);
  return n;
}
/// Takes "encoder_1.dense_2." off the beginning.
constexpr bool take_layer(const layer_info* layers, int layer, std::string_view& name) {
  if (layer < 0) return true;
  const layer_info& l = layers[layer];
  if (!take_layer(layers, l.parent, name) || !name.starts_with(l.name)) return false;
  name.remove_prefix(l.name.size());
  return name.starts_with('_') && (name.remove_prefix(1), take_number(name) == l.ordinal);
}
/// The place of a name in the list of entries, while compiling; -1 where it is not. "dense_1." is the first of its
/// layer.
constexpr int entry_number(const graph_listing* graphs, const graph_listing& p, std::string_view name,
                           bool learned_only) {
  int before = 0;
  for (int i = 0; i < p.parameter_count; ++i) {
    const parameter_info& q = p.parameters[i];
    std::string_view rest = name;
    const bool here = take_layer(p.layers, q.layer, rest);
    if (q.call < 0) {
      if (here && (rest == q.name || rest.empty()) && (q.learned || !learned_only)) return before;
      ++before;
    } else {
      const call_info& c = p.calls[q.call];
      const graph_listing& block = graphs[p.callees[q.call]];
      const int copies = c.shared ? 1 : c.count, each = count_entries(graphs, block);
      const int copy = !here ? -1 : c.shared ? 1 : take_number(rest);
      if (copy >= 1 && copy <= copies)
        if (const int n = entry_number(graphs, block, rest, learned_only); n >= 0)
          return before + (copy - 1) * each + n;
      before += copies * each;
    }
  }
  return -1;
}
/// A std::string, a std::string_view, a pointer: whatever is no literal.
template <class S>
concept a_run_time_name = std::convertible_to<const S&, std::string_view> && !std::is_array_v<S>;

/// Of the smallest table that is read at the indices of the input; 0 where none is.
constexpr int vocabulary_of_input(const auto& g) {
  int smallest = 0;
  for (int i = 0; i < g.nodes.n; ++i) {
    if (g.nodes[i].what != kind::gather) continue;
    int index = g.nodes[i].in[1];
    while (g.nodes[index].what == kind::reshape) index = g.nodes[index].in[0];
    const int lines = g.nodes[g.nodes[i].in[0]].dims.lines();
    if (g.nodes[index].what == kind::input && (smallest == 0 || lines < smallest)) smallest = lines;
  }
  return smallest;
}
/// Not a constant: the compiler names it where a name in a program is none of the network's.
void the_network_has_no_parameter_of_this_name();

/// "dense_1.w", and inside repeated blocks "repeat_1.3.dense_2.b"; "dense_1" alone is the layer's first parameter, its
/// weights. Of the learned ones only where a gradient is asked for.
template <const auto& Net, bool Learned>
struct known_name {
  int entry = 0;
  template <std::size_t N>
  consteval known_name(const char (&name)[N]) : entry(number({name, N - 1})) {
    if (entry < 0) {
      char layer[N + 1] = {};
      for (std::size_t i = 0; i < N; ++i) layer[i] = i + 1 < N ? name[i] : '.';
      entry = number({layer, N});
    }
    if (entry < 0 && fits_together<Net>) the_network_has_no_parameter_of_this_name();
  }

 private:
  static consteval int number(std::string_view name) {
    return entry_number(graphs_of<checked<Net, void>>.data(), graphs_of<checked<Net, void>>[0], name, Learned);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
