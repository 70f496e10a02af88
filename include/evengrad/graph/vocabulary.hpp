// How many different numbers a network takes as its input where that is an index into a table.
#pragma once
#include <evengrad/graph/node.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of the smallest table that is read at the indices of the input; 0 where none is.
constexpr int vocabulary_of_input(const auto& g) {
  int smallest = 0;
  for (int i = 0; i < g.nodes.n; ++i) {
    if (g.nodes[i].what != kind::gather) continue;
    int index = g.nodes[i].in[1];
    while (g.nodes[index].what == kind::reshape) index = g.nodes[index].in[0];
    const int lines = g.nodes[g.nodes[i].in[0]].dims.lines();
    if (g.nodes[index].what == kind::input && (smallest == 0 || lines < smallest)) smallest = lines;
  }
  return smallest;
}

}  // namespace evengrad::inline EVENGRAD_ISA
