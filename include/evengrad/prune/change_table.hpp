// What the removal of dead units has saved, layer by layer, as a table of text.
#pragma once
#include <evengrad/prune/smaller_network.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// 266610 as "266,610".
inline std::string with_commas(std::int64_t n) {
  std::string s = std::to_string(n);
  for (int i = int(s.size()) - 3; i > 0; i -= 3) s.insert(std::size_t(i), ",");
  return s;
}

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
  const auto to = [](std::int64_t a, std::int64_t b) {
    return a == b ? with_commas(a) : with_commas(a) + " → " + with_commas(b);
  };
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
                    to(l.kept, l.kept_left) + " of " + with_commas(all), to(a.bytes, b.bytes),
                    to(a.products, b.products), sparse(int(i)) ? "sparse" : ""});
    kept += l.kept, kept_left += l.kept_left, weights += all;
    units += l.copies * l.units, units_left += l.copies * l.units_left;
    first.bytes += a.bytes, second.bytes += b.bytes, first.products += a.products, second.products += b.products;
  }
  rows.push_back({"all", to(units, units_left), "", to(kept, kept_left) + " of " + with_commas(weights),
                  to(first.bytes, second.bytes), to(first.products, second.products), ""});
  const auto length = [](const std::string& s) {
    std::size_t n = 0;
    for (const char c : s) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return n;
  };
  std::vector<std::size_t> width(rows[0].size());
  for (const auto& r : rows)
    for (std::size_t c = 0; c < r.size(); ++c) width[c] = std::max(width[c], length(r[c]));
  std::string s;
  for (const auto& r : rows) {
    std::string line;
    for (std::size_t c = 0; c < r.size(); ++c) {
      const std::string room(width[c] - length(r[c]), ' ');
      line += c == 0 ? r[c] + room : "  " + (c + 1 < r.size() ? room + r[c] : r[c]);
    }
    line.resize(line.find_last_not_of(' ') + 1);
    s += line + "\n";
  }
  if (const int idle = net.idle_input_count(); idle > 0)
    s += with_commas(idle) + " of " + with_commas(std::int64_t(net.idle_inputs.size())) + " inputs are not read\n";
  return s;
}
inline std::string change_table(const smaller_network& net) {
  return change_table(net, [](int) { return false; });
}

}  // namespace evengrad::inline EVENGRAD_ISA
