// Multiplies rows by constants of which most are left out. No zero is multiplied.
#pragma once
#include <evengrad/kernel/frame.hpp>
#include <evengrad/kernel/sparse_slices.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// y = x w + b of one line, an output after the other.
template <class T, class M>
void multiply_line(const T* x, T* y) {
  const auto& w = M::weights;
  using weights = std::remove_cvref_t<decltype(w)>;
  const auto* const inputs = w.inputs.data();
  const float* const values = w.values.data();
  const auto* starts = w.starts.data();
  for (int j = 0; j < weights::out; ++j) {
    T sum[4]{T(0.f), T(0.f), T(0.f), T(0.f)};
    int i = int(starts[j]);
    const int end = int(starts[j + 1]);
    for (; i + 4 <= end; i += 4)
#pragma GCC unroll 4
      for (int k = 0; k < 4; ++k) sum[k] = sum[k] + T(values[i + k]) * x[inputs[i + k]];
    for (; i < end; ++i) sum[0] = sum[0] + T(values[i]) * x[inputs[i]];
    y[j] = (sum[0] + sum[1]) + (sum[2] + sum[3]);
    if constexpr (M::bias.size() > 0) y[j] = y[j] + T(M::bias.data()[j]);
  }
}
/// y = x wᵀ of one line.
template <class T, class M>
void multiply_line_transposed(const T* x, T* y) {
  const auto& w = M::weights;
  using weights = std::remove_cvref_t<decltype(w)>;
  for (int k = 0; k < weights::in; ++k) y[k] = T(0.f);
  for (int j = 0; j < weights::out; ++j)
    for (int i = int(w.starts.data()[j]); i < int(w.starts.data()[j + 1]); ++i) {
      T& to = y[w.inputs.data()[i]];
      to = to + T(w.values.data()[i]) * x[j];
    }
}

#if defined(__AVX512BW__) && defined(__AVX512VL__)
/// What a step needs beside packs, by the compilers' own functions: g++ 12 converts vectors byte by byte, and both test
/// all bits of numbers where those of bytes would do.
struct sixteen_places {
  typedef char bytes __attribute__((vector_size(16)));
  typedef int numbers __attribute__((vector_size(64)));
  bytes b;

  EVENGRAD_INLINE explicit sixteen_places(const std::int8_t* from) { __builtin_memcpy(&b, from, sizeof b); }
  EVENGRAD_INLINE numbers wide() const {
#if defined(__clang__)
    typedef signed char signed_bytes __attribute__((vector_size(16)));
    return __builtin_convertvector((signed_bytes)b, numbers);
#else
    return __builtin_ia32_pmovsxbd512_mask(b, numbers{}, static_cast<unsigned short>(-1));
#endif
  }
  /// Lane by lane the number at that place of 64.
  EVENGRAD_INLINE pack<float, 16> look_up(const pack<float, 16> (&x)[4]) const {
    const numbers at = wide();
    constexpr bytes last_low = bytes{} + 95;
    const unsigned short high = __builtin_ia32_cmpb128_mask(b, last_low, 6, static_cast<unsigned short>(-1));
#if defined(__clang__)
    return pack<float, 16>(__builtin_ia32_selectps_512(high, __builtin_ia32_vpermi2varps512(x[2].v, at, x[3].v),
                                                       __builtin_ia32_vpermi2varps512(x[0].v, at, x[1].v)));
#else
    return pack<float, 16>(__builtin_ia32_blendmps_512_mask(__builtin_shuffle(x[0].v, x[1].v, at),
                                                            __builtin_shuffle(x[2].v, x[3].v, at), high));
#endif
  }
  /// Adds a · b to the lanes that do not rest; the others multiply nothing.
  EVENGRAD_INLINE void multiply_add(pack<float, 16> a, pack<float, 16> x, pack<float, 16>& sum) const {
    const unsigned short busy = __builtin_ia32_cmpb128_mask(b, bytes{}, 6, static_cast<unsigned short>(-1));
    sum = pack<float, 16>(__builtin_ia32_vfmaddps512_mask3(a.v, x.v, sum.v, busy, 4));
  }
};

/// The same product from slices, a register of 16 outputs at once.
template <class M>
void multiply_slices(const float* x, float* y) {
  using weights = std::remove_cvref_t<decltype(M::weights)>;
  using numbers = pack<float, slice_units>;
  const auto& table = slices_of<M::weights>;
  const float* values = table.values.data();
  const std::int8_t* places = table.places.data();
  const std::uint16_t* blocks = table.blocks.data();
  numbers at_hand[4]{0.f, 0.f, 0.f, 0.f};
  for (int s = 0; s < slice_count<weights>; ++s) {
    numbers sum[2]{0.f, 0.f};
    auto step = [&](int i, int fresh) EVENGRAD_LAMBDA {
      at_hand[fresh] = numbers::load(x + blocks[2 * i]), at_hand[fresh + 1] = numbers::load(x + blocks[2 * i + 1]);
      const sixteen_places at(places + slice_units * i);
      at.multiply_add(numbers::load(values + slice_units * i), at.look_up(at_hand), sum[fresh / 2]);
    };
    const int steps = table.steps.data()[s];
    int i = 0;
    for (; i + 2 <= steps; i += 2) step(i, 0), step(i + 1, 2);
    if (i < steps) step(i, 0);
    values += slice_units * steps, places += slice_units * steps, blocks += 2 * steps;
    numbers all = sum[0] + sum[1];
    const int first = s * slice_units, units = weights::out - first < slice_units ? weights::out - first : slice_units;
    constexpr const auto& order = unit_order_of<M::weights>;
    if constexpr (M::bias.size() > 0) {
      const float* const bias = (order.sorted ? ordered_bias<M::weights, M::bias> : M::bias).data() + first;
      all += units == slice_units ? numbers::load(bias) : numbers::load(bias, units);
    }
    if constexpr (order.sorted) {
      alignas(64) float each[slice_units];
      all.store(each);
      for (int u = 0; u < units; ++u) y[order.unit.data()[first + u]] = each[u];
    } else if (units == slice_units) all.store(y + first);
    else all.store(y + first, units);
  }
}
#endif

/// Whether a product is done in slices: there is an instruction that looks up 16 numbers in 32, their layout is found
/// in a few seconds, and its offsets fit.
template <class T, class M>
inline constexpr bool in_slices = [] {
#if defined(__AVX512BW__) && defined(__AVX512VL__)
  if constexpr (std::is_same_v<T, float> && !M::transposed) return plans_are_short<M::weights>;
  else return false;
#else
  return false;
#endif
}();
/// Bytes of the constants that a product reads.
template <class T, class M>
inline constexpr std::int64_t product_bytes = [] {
  std::int64_t n = std::int64_t(M::bias.size() * sizeof(float));
  if constexpr (in_slices<T, M>) {
    n += std::int64_t(sizeof slices_of<M::weights>);
    if constexpr (unit_order_of<M::weights>.sorted) n += std::int64_t(sizeof unit_order_of<M::weights>);
  } else n += std::int64_t(sizeof M::weights);
  return n;
}();

/// Operands: x and y, whose lines each are multiplied by the weights of M. Threads share lines.
template <class T, class M>
void sparse_product(const kernel& k, const operand* table, const context<T>& c) {
  const stream<T> x = open_stream(table[0], c), y = open_stream(table[1], c);
  const share mine(c, c.rows * k.over.lines, 1);
  for (std::int64_t at = mine.begin; at < mine.end; ++at) {
    const std::int64_t row = at / k.over.lines, line = at % k.over.lines;
    const T* const from = x.p + row * x.row + line * x.line;
    T* const to = y.p + row * y.row + line * y.line;
    if constexpr (M::transposed) multiply_line_transposed<T, M>(from, to);
    else if constexpr (in_slices<T, M>) {
      constexpr int in = std::remove_cvref_t<decltype(M::weights)>::in;
      // Blocks are read from one line of the cache each where x begins with one; few inputs are filled up to a block.
      if (in < slice_units || (reinterpret_cast<std::uintptr_t>(from) & 63) != 0) {
        alignas(64) float aligned[padded(in)];
        for (int i = 0; i < in; ++i) aligned[i] = from[i];
        for (int i = in; i < int(padded(in)); ++i) aligned[i] = 0;
        multiply_slices<M>(aligned, to);
      } else multiply_slices<M>(from, to);
    } else multiply_line<T, M>(from, to);
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
