// How results are computed, as tables: every node with its place in memory, and the loops in order.
#pragma once
#include <evengrad/autodiff/derive.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Where the value of a node lies.
enum class bank : unsigned char {
  nowhere,   // inside the expression or the loop that reads it
  argument,  // what the caller gave
  table,     // constants
  scalar,    // a local number
  buffer,    // local memory
  result     // what the caller receives
};

struct item {
  kind what{};
  const op_info* op = nullptr;
  std::array<short, 3> in{-1, -1, -1};
  bool inlined = false;  // part of its only reader's expression
  bank where = bank::nowhere;
  short loop = -1;     // that computes it
  short local = -1;    // its number among the values, or sums, that the loop keeps
  short together = 1;  // so many statements from this one on are lanes of one register; 0 inside such a row
  int base = 0;        // which argument or result
  int at = 0;          // its first element there
  int lines = 1, cols = 1;
  int aux = 0, offset = 0;
  double value = 0;

  constexpr int size() const { return lines * cols; }
};

/// A loop over lines and columns; of extents 1 by 1 it is a list of statements. `assembles` is the vector that is put
/// together from pieces instead.
struct loop_info {
  int lines = 1, cols = 1, time = 0;
  int first = 0, count = 0;  // its statements, in `order`
  int values = 0, sums = 0;  // that it keeps
  int assembles = -1;
};

/// A part of a vector that is put together: zeros, or a node's value, written or added at an offset, or at the indices
/// of a table.
struct piece {
  short what = -1;  // a node; −1: zeros
  bool adds = false, scattered = false;
  int at = 0, count = 0;
};

struct plan_sizes {
  int items, loops, statements, pieces, constants, results;
};
template <plan_sizes S>
struct plan {
  static constexpr plan_sizes sizes = S;
  std::array<item, S.items + 1> items{};
  std::array<loop_info, S.loops + 1> loops{};
  std::array<short, S.statements + 1> order{};
  std::array<piece, S.pieces + 1> pieces{};
  std::array<double, S.constants + 1> constants{};
  std::array<short, S.results + 1> results{};  // the items that are asked for
  plan_sizes count{};
  int scalars = 0, buffer = 0;

  constexpr bool fits() const {
    return count.items <= S.items && count.loops <= S.loops && count.statements <= S.statements &&
           count.pieces <= S.pieces;
  }
  static constexpr void copy(auto& to, const auto& from, int n) {
    for (int i = 0; i < n && i < int(to.size()); ++i) to[i] = from[i];
  }
  constexpr void take(const auto& p) {
    copy(items, p.items, p.count.items), copy(loops, p.loops, p.count.loops);
    copy(order, p.order, p.count.statements), copy(pieces, p.pieces, p.count.pieces);
    copy(constants, p.constants, p.count.constants), copy(results, p.results, p.count.results);
    count = p.count, scalars = p.scalars, buffer = p.buffer;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
