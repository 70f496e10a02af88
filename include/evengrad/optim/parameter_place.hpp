// What an optimizer is told of each parameter: its name, its kind and where it lies; and sets of parameters.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/core/panel.hpp>
#include <evengrad/graph/node.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A matrix of lines × columns in panels, from `offset` on; a vector is one line.
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
  /// Calls f(index of the first element of the line, column) for each line of each panel.
  template <class F>
  void each_line(F f) const {
    for (int n = 0; n < place.columns; n += panel_width)
      for (int k = 0; k < place.lines; ++k) f(panel_place(place.lines, k, n), n);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
