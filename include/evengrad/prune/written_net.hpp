// A declaration in pieces: words, dense layers, and graphs with names.
#pragma once
#include <evengrad/core/isa.hpp>

#include <string>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// A dense layer in the graph: parameters by number, nodes; w is −1 where a parametrization makes it.
struct dense_use {
  int layer = -1, w = -1, b = -1, x = -1, product = -1;
};
/// A dense layer as it is written once, and where it is used: in each copy of what is repeated.
struct written_dense {
  int units = 0;
  std::string (*spell)(int units, bool with_bias) = nullptr;
  std::vector<dense_use> uses;
};
/// A piece of the text: words, or the dense layer, or the block, of this number.
struct form_piece {
  std::string words;
  int dense = -1, block = -1;
};
/// A named graph; the first one is the network.
struct written_block {
  std::string name;
  bool has_name = false;
  std::vector<form_piece> pieces;
};

}  // namespace evengrad::inline EVENGRAD_ISA
