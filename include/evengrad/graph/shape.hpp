// The extents of a tensor without its batch: any rank up to max_rank, the last axis contiguous in memory.
#pragma once
#include <evengrad/core/isa.hpp>

#include <array>
#include <type_traits>

namespace evengrad::inline EVENGRAD_ISA {

inline constexpr int max_rank = 6;

struct shape {
  int extent[max_rank]{};
  int rank = 0;

  constexpr shape() = default;
  template <class... I>
  requires(sizeof...(I) > 0 && sizeof...(I) <= max_rank &&
           (std::is_convertible_v<I, int> && ...)) constexpr shape(I... e)
      : extent{int(e)...}, rank(sizeof...(I)) {}

  constexpr int operator[](int axis) const { return extent[axis]; }
  constexpr int& operator[](int axis) { return extent[axis]; }
  /// The extent of the last axis: columns.
  constexpr int last() const { return rank == 0 ? 1 : extent[rank - 1]; }
  /// The product of all other extents: lines.
  constexpr int lines() const {
    int n = 1;
    for (int i = 0; i + 1 < rank; ++i) n *= extent[i];
    return n;
  }
  constexpr int size() const { return lines() * last(); }
  constexpr bool operator==(const shape& s) const {
    if (rank != s.rank) return false;
    for (int i = 0; i < rank; ++i)
      if (extent[i] != s.extent[i]) return false;
    return true;
  }
};

/// The extent that axis `back` (0 is the last) has in s; axes that s lacks are 1.
constexpr int extent_from_back(const shape& s, int back) { return back < s.rank ? s[s.rank - 1 - back] : 1; }

/// Two shapes laid over each other from the last axis: equal extents, or 1 beside anything. Rank 0 where they do not
/// fit.
constexpr shape broadcast(const shape& a, const shape& b) {
  shape r;
  r.rank = a.rank > b.rank ? a.rank : b.rank;
  for (int i = 0; i < r.rank; ++i) {
    const int x = extent_from_back(a, i), y = extent_from_back(b, i);
    if (x != y && x != 1 && y != 1) return {};
    r[r.rank - 1 - i] = x > y ? x : y;
  }
  return r;
}

}  // namespace evengrad::inline EVENGRAD_ISA
