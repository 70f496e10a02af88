// The path of a layer as text: "encoder_1.dense_2".
#pragma once
#include <evengrad/graph/node.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Takes the text off the beginning, where it stands there.
constexpr bool take(std::string_view what, std::string_view& from) {
  if (!from.starts_with(what)) return false;
  from.remove_prefix(what.size());
  return true;
}

/// Takes a positive number without leading zeros off the beginning; -1 where none is.
constexpr int take_number(std::string_view& from) {
  if (from.starts_with('0')) return -1;
  int n = 0;
  std::size_t digits = 0;
  for (; digits < from.size() && digits < 9 && from[digits] >= '0' && from[digits] <= '9'; ++digits)
    n = 10 * n + (from[digits] - '0');
  from.remove_prefix(digits);
  return digits ? n : -1;
}

/// Takes the path of a layer inside of another off the beginning; of that one, or of no layer (-1), nothing.
constexpr bool take_layer(const layer_info* layers, int layer, std::string_view& from, int inside = -1) {
  if (layer == inside || layer < 0) return layer == inside;
  const layer_info& l = layers[layer];
  return take_layer(layers, l.parent, from, inside) && (l.parent == inside || take(".", from)) && take(l.name, from) &&
         take("_", from) && take_number(from) == l.ordinal;
}

}  // namespace evengrad::inline EVENGRAD_ISA
