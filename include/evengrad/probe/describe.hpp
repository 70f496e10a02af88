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

/// A layer with its place: in which program, of which copy of a block (see run_copies; 0 is the network itself), and
/// which of what that program watches.
struct described_layer : recorded_layer {
  int source = 0, watched = -1, out = 0, depth = 0;
  std::int64_t copy = 0;
};
/// What a program watches.
struct watched_table {
  const watched_values* layers;
  int count;
};
template <class C>
inline constexpr auto watched_of = []<int... I>(std::integer_sequence<int, I...>) {
  return std::array<watched_table, sizeof...(I)>{
      watched_table{program_of<C, I>.watched.data(), int(program_of<C, I>.watched.size())}...};
}
(std::make_integer_sequence<int, sources_of<C>.count>{});

/// Lists what is watched, in the order in which values are there, a layer before the one around it. Of more copies of a
/// block than `copies`, it lists that many from the first to the last.
class layer_lister {
  const graph_listing* const graphs_;
  const watched_table* const watched_;
  const int copies_;

  struct sizes {
    std::int64_t parameters = 0, products = 0;
  };
  /// Of each layer of a graph with all inside, and, last, of the graph.
  std::vector<sizes> sizes_of(int source) const {
    const graph_listing& g = graphs_[source];
    std::vector<sizes> all(std::size_t(g.layer_count) + 1);
    const auto add = [&](int layer, std::int64_t parameters, std::int64_t products) {
      for (;; layer = g.layers[layer].parent) {
        sizes& s = layer < 0 ? all.back() : all[std::size_t(layer)];
        s.parameters += parameters, s.products += products;
        if (layer < 0) return;
      }
    };
    for (int i = 0; i < g.forward; ++i) {
      const node& x = g.nodes[i];
      add(x.layer, 0, multiply_adds_of(g.nodes, g.contractions, x).row);
      if (x.what == kind::call) add(x.layer, 0, g.calls[x.call].count * sizes_of(g.callees[x.call]).back().products);
    }
    for (int i = 0; i < g.parameter_count; ++i)
      if (const parameter_info& p = g.parameters[i]; p.call >= 0) {
        const call_info& c = g.calls[p.call];
        add(p.layer, (c.shared ? 1 : c.count) * sizes_of(g.callees[p.call]).back().parameters, 0);
      } else if (p.learned) add(p.layer, p.dims.size(), 0);
    return all;
  }
  void list(int source, const std::string& prefix, std::int64_t copy, std::vector<described_layer>& to) const {
    const graph_listing& g = graphs_[source];
    const std::vector<sizes> all = sizes_of(source);
    std::vector<described_layer> here;
    for (int i = 0; i < watched_[source].count; ++i) {
      const int l = watched_[source].layers[i].layer;
      const sizes& s = all[std::size_t(l)];
      described_layer r;
      r.name = prefix + full_name(g, l), r.kind = std::string(g.layers[l].name), r.out = g.layers[l].out;
      r.source = source, r.watched = i, r.copy = copy, r.parameters = s.parameters, r.multiply_adds = s.products;
      for (int p = g.layers[l].parent; p >= 0; p = g.layers[p].parent) ++r.depth;
      const node& y = g.nodes[r.out];
      r.extents = text_of(y.dims), r.units = y.dims.size();
      r.is_activation = y.layer == l && is_activation(g, y);
      if (r.is_activation) r.largest_slope = largest_slope_of(y, g.nodes);
      here.push_back(std::move(r));
    }
    std::stable_sort(here.begin(), here.end(), [](const described_layer& a, const described_layer& b) {
      return a.out != b.out ? a.out < b.out : a.depth > b.depth;
    });
    for (described_layer& l : here) {
      for (int i = 0; i < g.call_count; ++i)
        if (const parameter_info& p = g.parameters[g.calls[i].parameter];
            p.call == i && prefix + full_name(g, p.layer) == l.name)
          list_copies(g, i, l.name, copy, to);
      to.push_back(std::move(l));
    }
  }
  void list_copies(const graph_listing& g, int call, const std::string& name, std::int64_t copy,
                   std::vector<described_layer>& to) const {
    const int count = g.calls[call].count, shown = count < copies_ ? count : copies_;
    for (int i = 0; i < shown; ++i) {
      const std::int64_t n = shown > 1 ? std::int64_t(i) * (count - 1) / (shown - 1) : count - 1;
      list(g.callees[call], name + '.' + std::to_string(n + 1) + '.', copy_number(copy, call, n), to);
    }
  }

 public:
  layer_lister(const graph_listing* graphs, const watched_table* watched, int copies)
      : graphs_(graphs), watched_(watched), copies_(copies) {}
  std::vector<described_layer> run() const {
    std::vector<described_layer> all;
    list(0, "", 0, all);
    return all;
  }
};
/// Of a compilation with a loss that watches all.
template <class C>
std::vector<described_layer> describe_layers(int copies = 8) {
  return layer_lister(graphs_of<C>.data(), watched_of<C>.data(), copies).run();
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
