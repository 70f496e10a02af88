// Weights lie in panels of 16 columns, whatever the type and the instruction set.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstddef>

namespace evengrad::inline EVENGRAD_ISA {

/// Columns of a weight panel.
inline constexpr int panel_width = 16;

/// n rounded up to whole panels: the padded length of rows and of weights.
constexpr std::ptrdiff_t padded(std::ptrdiff_t n) { return (n + panel_width - 1) / panel_width * panel_width; }

/// The place of element (k, n), n not negative, in a matrix of `height` lines that lies in panels.
constexpr std::ptrdiff_t panel_place(std::ptrdiff_t height, std::ptrdiff_t k, std::ptrdiff_t n) {
  return (n & -panel_width) * height + k * panel_width + (n & (panel_width - 1));
}

}  // namespace evengrad::inline EVENGRAD_ISA
