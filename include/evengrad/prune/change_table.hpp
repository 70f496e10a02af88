// What the removal of dead units has saved, layer by layer, as a table of text.
#pragma once
#include <evengrad/model/columns.hpp>
#include <evengrad/prune/smaller_network.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What one dense layer costs: numbers of weights and bias, products a row.
struct layer_cost {
  std::int64_t numbers = 0, bytes = 0, products = 0;
};
/// As a dense layer of so many inputs and units, or as a sparse one where `kept` is not negative. Of all copies.
inline layer_cost cost_of(const dense_change& l, std::int64_t inputs, std::int64_t units, bool bias, std::int64_t kept,
                          std::size_t element_bytes) {
  if (kept < 0) {
    const std::int64_t numbers = l.copies * (inputs * units + (bias ? units : 0));
    return {numbers, numbers * std::int64_t(element_bytes), l.copies * inputs * units};
  }
  const std::int64_t index = inputs < 0x10000 ? 2 : 4, start = kept < 0x10000 ? 2 : 4;
  const std::int64_t numbers = kept + (bias ? units : 0);
  return {numbers, numbers * std::int64_t(element_bytes) + kept * index + (units + 1) * start, kept};
}

/// A line a dense layer, from "layer" to "all", with units, inputs, weights that are kept, bytes of weights and biases,
/// and multiply-adds a row, before → after; below it how many
/// elements of the input nothing reads, where there are any. `sparse(i)` says whether layer i becomes a sparse one.
template <class Sparse>
std::string change_table(const smaller_network& net, const Sparse& sparse) {
  const auto to = [](std::int64_t a, std::int64_t b) { return a == b ? grouped(a) : grouped(a) + " → " + grouped(b); };
  std::vector<std::vector<std::string>> rows{
      {"layer", "units", "inputs", "weights kept", "bytes", "multiply-adds", ""}};
  std::int64_t kept = 0, weights = 0, kept_left = 0, units = 0, units_left = 0;
  layer_cost first, second;
  for (std::size_t i = 0; i < net.layers.size(); ++i) {
    const dense_change& l = net.layers[i];
    const layer_cost a = cost_of(l, l.inputs, l.units, l.had_bias, -1, net.element_bytes);
    const layer_cost b =
        cost_of(l, l.inputs_left, l.units_left, l.has_bias, sparse(int(i)) ? l.kept_left : -1, net.element_bytes);
    const std::int64_t all = std::int64_t(l.copies) * l.inputs * l.units;
    rows.push_back({l.copies > 1 ? l.name + ", " + std::to_string(l.copies) + " times" : l.name,
                    to(l.units, l.units_left), to(l.inputs, l.inputs_left),
                    to(l.kept, l.kept_left) + " of " + grouped(all), to(a.bytes, b.bytes), to(a.products, b.products),
                    sparse(int(i)) ? "sparse" : ""});
    kept += l.kept, kept_left += l.kept_left, weights += all;
    units += l.copies * l.units, units_left += l.copies * l.units_left;
    first.bytes += a.bytes, second.bytes += b.bytes, first.products += a.products, second.products += b.products;
  }
  rows.push_back({"all", to(units, units_left), "", to(kept, kept_left) + " of " + grouped(weights),
                  to(first.bytes, second.bytes), to(first.products, second.products), ""});
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
inline std::string change_table(const smaller_network& net) {
  return change_table(net, [](int) { return false; });
}

}  // namespace evengrad::inline EVENGRAD_ISA
