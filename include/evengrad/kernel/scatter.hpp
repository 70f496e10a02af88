// Adds lines of a gradient into the lines of a table that their indices name; the order of the rows is the order of the
// sums.
#pragma once
#include <evengrad/kernel/frame.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Operands: the gradient, the index, the table. Threads share columns.
template <class T>
void scatter(const kernel& k, const operand* table, const context<T>& c) {
  const stream<T> d = open_stream(table[0], c), index = open_stream(table[1], c), into = open_stream(table[2], c);
  const share mine(c, k.over.width, panel_width);
  auto place = [&](std::int64_t line, std::int64_t column) -> T& {
    return into.p[k.over.lines > 1 ? panel_place(k.over.lines, line, column) : column];
  };
  for (std::int64_t line = 0; line < k.over.lines; ++line)
    for (std::int64_t j = mine.begin; j < mine.end; ++j) place(line, j) = T(0.);
  for (std::int64_t r = 0; r < c.rows; ++r) {
    const std::int64_t line = index_of(index.p[r * index.row], k.over.lines);
    for (std::int64_t j = mine.begin; j < mine.end; ++j) place(line, j) = place(line, j) + d.p[r * d.row + j];
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
