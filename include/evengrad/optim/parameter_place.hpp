// What an optimizer is told of each parameter: its name, its kind and where it lies; and sets of parameters.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/core/panel.hpp>
#include <evengrad/graph/node.hpp>

#include <array>

namespace evengrad::inline EVENGRAD_ISA {

/// A matrix of lines × columns in panels, from `offset` on; a vector is one line. It has its name while it is selected,
/// not in a step.
struct parameter_place {
  std::string_view name;
  std::int64_t offset = 0;
  int lines = 1, columns = 1;
  parameter_kinds kind = parameter_kinds::weights;
  /// Elements that it takes, the padding included.
  std::int64_t size() const { return std::int64_t(lines) * padded(columns); }
};

/// Whether the parameter is of this layer, or is it: "dense_1.w" of "dense_1" and of "dense_1.w"; everything of "".
constexpr bool belongs_to(std::string_view parameter, std::string_view layer) {
  return layer.empty() ||
         (parameter.starts_with(layer) && (parameter.size() == layer.size() || parameter[layer.size()] == '.'));
}

/// Parameters of some kinds, of one layer or of all, or all but those: from a kind, or from a layer's name.
struct selection {
  parameter_kinds kinds = parameter_kinds::all;
  std::string_view layer{};
  bool others = false;
  constexpr selection(parameter_kinds k) : kinds(k) {}
  constexpr selection(const char* layer) : layer(layer) {}
  constexpr selection(std::string_view layer) : layer(layer) {}
  constexpr bool operator()(const parameter_place& p) const {
    return (has_kind(kinds, p.kind) && belongs_to(p.name, layer)) != others;
  }
  bool operator==(const selection&) const = default;
};

/// One parameter in a step, for transforms that see whole parameters: the direction, which they change, the weights and
/// the slots, all in panels. Padding is zero and stays zero.
template <class T>
struct parameter_step {
  T* direction;
  const T* weights;
  T* slots;
  std::int64_t stride;  // from slot to slot
  parameter_place place;

  std::int64_t size() const { return place.size(); }
  void scale(double factor) const {
    if (factor == 1) return;
    const T by = T(factor);
    for (std::int64_t i = 0; i < size(); ++i) direction[i] *= by;
  }
  /// Calls f(first, end) for the elements of each panel, line after line of panel_width columns.
  template <class F>
  void each_panel(F f) const {
    const std::int64_t panel = std::int64_t(place.lines) * panel_width;
    for (std::int64_t i = 0; i < size(); i += panel) f(i, i + panel);
  }
};

using column_numbers = std::array<double, panel_width>;
/// Sums of f(i) over the lines of a panel whose elements are those from first to before end.
template <class F>
column_numbers sums_by_column(std::int64_t first, std::int64_t end, F f) {
  column_numbers sums{};
  for (std::int64_t i = first; i < end; i += panel_width)
    for (int c = 0; c < panel_width; ++c) sums[std::size_t(c)] += f(i + c);
  return sums;
}

}  // namespace evengrad::inline EVENGRAD_ISA
