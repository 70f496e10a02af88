// Copies of blocks of a factor, laid out as the register tile reads them: strips of columns, and blocks of rows.
#pragma once
#include <evengrad/kernel/operand.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// One step of a transpose: the halves of 2 * Half lanes are exchanged between rows i and i + Half.
template <int Half, class T, int L, int... lane>
EVENGRAD_INLINE void exchange_halves(pack<T, L> (&row)[L], lane_indices<lane...>) {
#pragma GCC unroll 16
  for (int i = 0; i < L; ++i)
    if (!(i & Half)) {
      const auto a = row[i].v, b = row[i + Half].v;
      row[i].v = __builtin_shufflevector(a, b, (lane & Half ? L + lane - Half : lane)...);
      row[i + Half].v = __builtin_shufflevector(a, b, (lane & Half ? L + lane : lane + Half)...);
    }
}

/// The transpose of L rows of L lanes, in registers.
template <class T, int L>
requires one_vector<T, L> EVENGRAD_INLINE void transpose(pack<T, L> (&row)[L]) {
  [[maybe_unused]] constexpr first_indices<L> lanes;
  if constexpr (L >= 16) exchange_halves<8>(row, lanes);
  if constexpr (L >= 8) exchange_halves<4>(row, lanes);
  if constexpr (L >= 4) exchange_halves<2>(row, lanes);
  if constexpr (L >= 2) exchange_halves<1>(row, lanes);
}

template <class T, int L>
requires(!one_vector<T, L>) void transpose(pack<T, L> (&row)[L]) {
  T old[L][L], now[L];
  for (int i = 0; i < L; ++i) row[i].store(old[i]);
  for (int i = 0; i < L; ++i) {
    for (int j = 0; j < L; ++j) now[j] = old[j][i];
    row[i] = pack<T, L>::load(now);
  }
}

/// A block of height rows of width elements, copied to rows that lie width + gap apart; nothing beyond is read.
template <class T>
void copy_block(const T* from, std::ptrdiff_t from_stride, T* to, std::ptrdiff_t to_stride, int height, int width) {
  for (int i = 0; i < height; ++i)
    __builtin_memcpy(to + i * to_stride, from + i * from_stride, std::size_t(width) * sizeof(T));
}

/// A strip of transposed weights, from k and n on (k a multiple of 16, n of the lanes): depth rows, rounded up to the
/// lanes, of width columns; columns of n beyond the lines of the weights are zero.
template <int L, class T>
void transpose_strip(panels_transposed<T> w, int k, int n, T* to, int depth, int width) {
  for (int i = 0; i < depth; i += L)
    for (int j = 0; j < width; j += L) {
      pack<T, L> block[L];
      const T* from = w.p + panel_place(w.height, n + j, k + i);
#pragma GCC unroll 16
      for (int l = 0; l < L; ++l)
        block[l] = n + j + l < w.lines ? pack<T, L>::load(from + l * panel_width) : pack<T, L>(T(0));
      transpose(block);
#pragma GCC unroll 16
      for (int l = 0; l < L; ++l) block[l].store(to + (i + l) * width + j);
    }
}

}  // namespace evengrad::inline EVENGRAD_ISA
