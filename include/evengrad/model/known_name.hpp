// The place of a parameter by its name, found while compiling: a name that a network does not have does not compile.
#pragma once
#include <evengrad/graph/path.hpp>
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
/// The place of a name in the list of entries, while compiling; -1 where it is not. "dense_1" is the first of its
/// layer.
constexpr int entry_number(const graph_listing* graphs, const graph_listing& p, std::string_view name,
                           bool learned_only) {
  int before = 0;
  for (int i = 0; i < p.parameter_count; ++i) {
    const parameter_info& q = p.parameters[i];
    std::string_view rest = name;
    const bool layer = take_layer(p.layers, q.layer, rest), first = layer && rest.empty() && q.layer >= 0,
               here = layer && (q.layer < 0 || take(".", rest));
    if (q.call < 0) {
      if ((first || (here && rest == q.name)) && (q.learned || !learned_only)) return before;
      ++before;
    } else {
      const call_info& c = p.calls[q.call];
      const graph_listing& block = graphs[p.callees[q.call]];
      const int copies = c.shared ? 1 : c.count, each = count_entries(graphs, block);
      const int copy = !here ? -1 : c.shared ? 1 : take_number(rest);
      if (copy >= 1 && copy <= copies && (c.shared || take(".", rest)))
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

/// Not a constant: the compiler names it where a name in a program is none of the network's.
void the_network_has_no_parameter_of_this_name();

/// "dense_1.w", and inside repeated blocks "repeat_1.3.dense_2.b"; "dense_1" alone is the layer's first parameter, its
/// weights. Of the learned ones only where a gradient is asked for.
template <const auto& Net, bool Learned>
struct known_name {
  int entry = 0;
  template <std::size_t N>
  consteval known_name(const char (&name)[N])
      : entry(entry_number(
            graphs_of<checked<Net, void>>.data(), graphs_of<checked<Net, void>>[0], { name, N - 1 }, Learned)) {
    if (entry < 0 && fits_together<Net>) the_network_has_no_parameter_of_this_name();
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
