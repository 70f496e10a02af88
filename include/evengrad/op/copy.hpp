// A value in memory of its own.
#pragma once
#include <evengrad/op/elementwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct copy_op {
  static constexpr std::string_view name = "copy";
  static constexpr bool cheap = true;
  static constexpr auto value(auto x) { return x; }
  static constexpr auto derivative(auto, auto) { return 1.; }
};
constexpr int copied(graph& g, int i) {
  return g.append({.what = kind::map, .op = &info<copy_op>, .in = {i, -1, -1}, .dims = g[i].dims, .batched = true});
}
/// What a block hands out is memory of its caller: a leaf or a view is copied there.
constexpr int owned(graph& g, int i) { return !is_leaf(g[i].what) && g[i].what != kind::reshape ? i : copied(g, i); }
/// What is computed or comes from outside is in memory, and so is a view of it; other leaves are copied there.
constexpr int in_memory(graph& g, int i) {
  const node& x = g[i];
  return is_leaf(x.what) && x.what != kind::input ? copied(g, i) : i;
}
/// In memory of its own with so many elements from row to row.
constexpr int owned_in_rows(graph& g, int i, int row) {
  return g.append(
      {.what = kind::map, .op = &info<copy_op>, .in = {i, -1, -1}, .dims = g[i].dims, .batched = true, .row = row});
}

}  // namespace evengrad::inline EVENGRAD_ISA
