// The layers and parameters of a network by name, for a recording.
#pragma once
#include <evengrad/model/cost.hpp>
#include <evengrad/model/listing.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/probe/recording.hpp>

#include <algorithm>
#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// The steepest slope of an activation on [−8, 8], by differences of 1/128.
inline double largest_slope_of(const node& y, const node* nodes) {
  constexpr double h = 1. / 256;
  std::array<double, 3> x{};
  for (int k = 1; k < y.inputs; ++k) x[std::size_t(k)] = nodes[y.in[k]].value;
  const auto at = [&](double v) { return x[0] = v, y.op->fold(x); };
  double largest = 0;
  for (int i = -1024; i <= 1024; ++i) {
    const double v = i / 128., d = std::abs(at(v + h) - at(v - h)) / (2 * h);
    if (d - d == 0 && d > largest) largest = d;
  }
  return largest;
}

/// "cross_entropy": the type's name, without where it stands and its arguments.
template <class Loss>
std::string name_of_loss() {
  if constexpr (requires { std::string_view(Loss::name); }) return std::string(Loss::name);
  else {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("Loss = ") + 7);
    text = text.substr(0, text.find_first_of("<;]"));
    if (const auto colon = text.rfind(':'); colon != text.npos) text.remove_prefix(colon + 1);
    if (text.ends_with("_t")) text.remove_suffix(2);
    return std::string(text);
  }
}

/// The layers that give a value a row, in the order in which these are there; `index` is that of the graph.
struct described_layer : recorded_layer {
  int index = 0, out = 0, depth = 0;
};
template <class C, int... I>
std::vector<described_layer> describe_layers(std::integer_sequence<int, I...>) {
  const graph_listing& g = graphs_of<C>[0];
  const counts of[] = {counts_of<C, I>...};
  std::vector<described_layer> all(std::size_t(g.layer_count));
  auto each_around = [&](int layer, auto f) {
    for (; layer >= 0; layer = g.layers[layer].parent) f(all[std::size_t(layer)]);
  };
  for (int l = 0; l < g.layer_count; ++l) {
    described_layer& r = all[std::size_t(l)];
    r.name = full_name(g, l), r.kind = std::string(g.layers[l].name), r.index = l, r.out = g.layers[l].out;
    each_around(g.layers[l].parent, [&](auto&) { ++r.depth; });
    if (r.out < 0 || !g.nodes[r.out].batched) continue;
    const node& y = g.nodes[r.out];
    r.extents = text_of(y.dims), r.units = y.dims.size();
    r.is_activation = y.layer == l && is_activation(g, y);
    if (r.is_activation) r.largest_slope = largest_slope_of(y, g.nodes);
  }
  for (int i = 0; i < g.forward; ++i) {
    const node& x = g.nodes[i];
    std::int64_t products = multiply_adds_of(g.nodes, g.contractions, x).row;
    if (x.what == kind::call) products = g.calls[x.call].count * of[g.callees[x.call]].multiply_adds.row;
    if (products) each_around(x.layer, [&](auto& r) { r.multiply_adds += products; });
  }
  for (int i = 0; i < g.parameter_count; ++i)
    if (const parameter_info& p = g.parameters[i]; p.call >= 0 || p.learned) {
      std::int64_t n = p.dims.size();
      if (p.call >= 0) n = (g.calls[p.call].shared ? 1 : g.calls[p.call].count) * of[g.callees[p.call]].parameters;
      each_around(p.layer, [&](auto& r) { r.parameters += n; });
    }
  std::erase_if(all, [](const described_layer& r) { return r.units == 0; });
  std::stable_sort(all.begin(), all.end(), [](const described_layer& a, const described_layer& b) {
    return a.out != b.out ? a.out < b.out : a.depth > b.depth;
  });
  return all;
}
template <class C>
std::vector<described_layer> describe_layers() {
  return describe_layers<C>(std::make_integer_sequence<int, sources_of<C>.count>{});
}

/// Where each recorded layer stands among what a step watched; −1.
inline std::vector<int> places_of(const std::vector<described_layer>& layers, const watched_values* watched,
                                  int count) {
  std::vector<int> at(layers.size(), -1);
  for (std::size_t l = 0; l < layers.size(); ++l)
    for (int i = 0; i < count; ++i)
      if (watched[i].layer == layers[l].index) at[l] = i;
  return at;
}

/// The layer that a name begins with, the innermost; −1.
inline int layer_around(const std::vector<recorded_layer>& layers, const std::string& name) {
  int at = -1;
  std::size_t longest = 0;
  for (std::size_t l = 0; l < layers.size(); ++l)
    if (const std::string& of = layers[l].name; of.size() > longest && name.starts_with(of + '.'))
      at = int(l), longest = of.size();
  return at;
}
inline std::vector<recorded_parameter> describe_parameters(const std::vector<entry>& entries,
                                                           const std::vector<recorded_layer>& layers) {
  std::vector<recorded_parameter> all;
  for (const entry& e : entries)
    if (e.learned)
      all.push_back({e.name, layer_around(layers, e.name), e.dims.size(), e.kind == parameter_kinds::weights});
  return all;
}

/// The size of the data, feature by feature.
inline void describe_input(const rows_view& x, recording& to) {
  std::vector<double> squares(std::size_t(x.width));
  double sum = 0, all = 0;
  for (int r = 0; r < x.rows; ++r)
    for (int i = 0; i < x.width; ++i) {
      const double v = x.row(r)[i];
      sum += v, squares[std::size_t(i)] += v * v;
    }
  to.largest_input_rms = 0;
  for (const double q : squares) all += q, to.largest_input_rms = std::max(to.largest_input_rms, std::sqrt(q / x.rows));
  to.input_rms = std::sqrt(all / double(x.size())), to.input_mean = sum / double(x.size());
}

}  // namespace evengrad::inline EVENGRAD_ISA
