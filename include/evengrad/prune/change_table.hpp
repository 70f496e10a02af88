// What the removal of dead units has saved, layer by layer, as a table of text.
#pragma once
#include <evengrad/model/columns.hpp>
#include <evengrad/prune/smaller_network.hpp>

#include <map>

namespace evengrad::inline EVENGRAD_ISA {

/// What one dense layer has for itself, without parameters of layers before it: numbers of its weights, or of what they
/// are made of, those that are kept, and of its biases.
struct layer_numbers {
  std::int64_t weights = 0, kept = 0, biases = 0;
  std::int64_t count() const { return weights + biases; }
};
/// Of all dense layers, before or after, in the order of the text; `shares_with[i]` is the layer whose weights layer i
/// has, −1 where it has its own.
struct numbers_of_layers {
  std::vector<layer_numbers> all;
  std::vector<int> shares_with;

  numbers_of_layers(const smaller_network& net, const std::vector<kept_tensor>& tensors) {
    std::map<std::string, int> counted;  // by parameter: the layer
    for (std::size_t i = 0; i < net.layers.size(); ++i) {
      layer_numbers n;
      int shares = -1;
      for (const dense_use& u : net.form.dense[i].uses) {
        std::string bias = u.b >= 0 ? net.before[std::size_t(u.b)].name : "";
        for (const int p : net.weights_of(u)) {
          const std::string& name = net.before[std::size_t(p)].name;
          if (u.b < 0 && p == u.w) bias = name.substr(0, name.rfind('.') + 1) + "b";  // which it may have got
          const auto [at, is_new] = counted.try_emplace(name, int(i));
          if (at->second != int(i)) shares = at->second;
          if (!is_new) continue;
          const kept_tensor& t = tensors[std::size_t(net.find(tensors, name))];
          n.weights += std::int64_t(t.values.size()), n.kept += t.kept_count();
        }
        if (const int b = net.find(tensors, bias); b >= 0 && counted.try_emplace(bias, int(i)).second)
          n.biases += std::int64_t(tensors[std::size_t(b)].values.size());
      }
      all.push_back(n), shares_with.push_back(shares);
    }
  }
};

/// What indices add to a sparse layer.
inline std::int64_t index_bytes(std::int64_t inputs, std::int64_t units, std::int64_t kept) {
  const std::int64_t index = inputs < 0x10000 ? 2 : 4, start = kept < 0x10000 ? 2 : 4;
  return kept * index + (units + 1) * start;
}

/// A line a dense layer, from "layer" to "all", with units, inputs, weights that are kept, bytes of weights and biases,
/// and multiply-adds a row, before → after; below it how many elements of the input nothing reads, where there are any.
/// A layer counts wherever it is used and for each line of an example; weights that layers share stand with the first
/// of them. Where a parametrization makes the weights, those are the numbers that it makes them of. `sparse(i)` says
/// whether layer i becomes a sparse one.
template <class Sparse>
std::string change_table(const smaller_network& net, const Sparse& sparse) {
  const auto to = [](std::int64_t a, std::int64_t b) { return a == b ? grouped(a) : grouped(a) + " → " + grouped(b); };
  const auto kept_of = [&](const layer_numbers& a, const layer_numbers& b) {
    return to(a.kept, b.kept) + " of " + grouped(a.weights);
  };
  std::vector<std::vector<std::string>> rows{
      {"layer", "units", "inputs", "weights kept", "bytes", "multiply-adds", ""}};
  const numbers_of_layers before(net, net.before), after(net, net.tensors);
  layer_numbers first, second;
  std::int64_t units = 0, units_left = 0, bytes = 0, bytes_left = 0, products = 0, products_left = 0;
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    const dense_change& l = net.layers[i];
    const layer_numbers &a = before.all[i], &b = after.all[i];
    const bool becomes_sparse = sparse(int(i)), has_own = a.weights > 0;
    const std::int64_t element = std::int64_t(net.element_bytes), big = a.count() * element;
    const std::int64_t small = becomes_sparse && has_own
                                   ? (b.kept + b.biases) * element + index_bytes(l.inputs_left, l.units_left, b.kept)
                                   : b.count() * element;
    const std::int64_t all = l.lines * l.inputs * l.units;
    const std::int64_t left = l.lines * (becomes_sparse ? l.kept_left : std::int64_t(l.inputs_left) * l.units_left);
    rows.push_back({l.copies > 1 ? l.name + ", " + std::to_string(l.copies) + " times" : l.name,
                    to(l.units, l.units_left), to(l.inputs, l.inputs_left), has_own ? kept_of(a, b) : "–",
                    has_own ? to(big, small) : "–", to(all, left), becomes_sparse ? "sparse" : ""});
    if (const int with = before.shares_with[i]; with >= 0)
      rows.back().back() += (becomes_sparse ? ", " : "") + ("shares weights of " + net.layers[std::size_t(with)].name);
    first.weights += a.weights, first.kept += a.kept, second.kept += b.kept;
    units += l.copies * l.units, units_left += l.copies * l.units_left;
    bytes += big, bytes_left += small, products += all, products_left += left;
  }
  rows.push_back({"all", to(units, units_left), "", kept_of(first, second), to(bytes, bytes_left),
                  to(products, products_left), ""});
  std::vector<int> width(rows[0].size());
  for (const auto& r : rows)
    for (std::size_t c = 0; c < r.size(); ++c) width[c] = std::max(width[c], width_of(r[c]));
  std::string s;
  for (const auto& r : rows) {
    std::string columns = pad(r[0], width[0] + 2);
    for (std::size_t c = 1; c < r.size(); ++c)
      columns += (c > 1 ? "  " : "") + (c + 1 < r.size() ? pad_left(r[c], width[c]) : r[c]);
    line(s, columns);
  }
  if (const int idle = net.idle_input_count(); idle > 0)
    s += grouped(idle) + " of " + grouped(std::int64_t(net.idle_inputs.size())) + " inputs are not read\n";
  return s;
}

}  // namespace evengrad::inline EVENGRAD_ISA
