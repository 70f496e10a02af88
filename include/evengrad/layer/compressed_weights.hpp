// The weights of a layer that are kept, as rows of inputs and values: the constants of a sparse layer.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/core/isa.hpp>

#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// The smallest unsigned type that counts to `Most`.
template <std::int64_t Most>
using counter = std::conditional_t<(Most < 0x10000), std::uint16_t, std::uint32_t>;

/// `Count` of In × Out weights, compressed rows: output unit j reads `inputs[i]` times `values[i]` for i from starts[j]
/// to starts[j + 1] − 1, inputs ascending. An aggregate, so that a header can spell it out:
/// `inline constexpr eg::compressed_weights<3, 2, 3> w{{0, 2, 3}, {0, 2, 1}, {.5f, -1.f, 2.f}};`
template <int In, int Out, int Count>
struct compressed_weights {
  static constexpr int in = In, out = Out, count = Count;
  std::array<counter<Count>, std::size_t(Out) + 1> starts;
  std::array<counter<In>, std::size_t(Count)> inputs;
  std::array<float, std::size_t(Count)> values;
};

/// What is known when the program runs, of the same layout: to be written into a header.
struct compressed_rows {
  int in = 0, out = 0;
  std::vector<std::uint32_t> starts, inputs;
  std::vector<float> values;
  int count() const { return int(values.size()); }
  /// Kept weights of all, 0 … 1.
  double density() const { return double(values.size()) / (double(in) * out); }
};

/// A layer freezes into a sparse one where less than this share of its weights is kept; from there on the dense one is
/// as fast for one row. Measured by `tools/bench sparse`: where the target looks inputs up in registers, and elsewhere.
#if defined(__AVX512BW__) && defined(__AVX512VL__)
inline constexpr double sparse_below = .5;
#else
inline constexpr double sparse_below = .15;
#endif

/// Up to so many inputs and kept weights the layout that looks inputs up is found in a few seconds of compiling.
constexpr bool is_small_enough_for_slices(int in, int kept) { return in <= 4096 && kept <= 0x8000; }
/// The share for a layer with so many inputs and kept weights: larger ones go along their rows, and the dense layer is
/// as fast at some 13 %.
constexpr double sparse_below_of(int in, int kept) { return is_small_enough_for_slices(in, kept) ? sparse_below : .13; }

/// The weights of a dense layer that are not zero. `w` has dims() and w(input, output), as model["dense_1.w"] has.
template <class View>
compressed_rows compress(const View& w) {
  const auto dims = w.dims();
  if (dims.rank != 2) fail("compress", "a tensor of rank " + std::to_string(dims.rank), "give the matrix of a product");
  compressed_rows c{dims[0], dims[1], {0}, {}, {}};
  for (int j = 0; j < c.out; ++j) {
    for (int k = 0; k < c.in; ++k)
      if (const float v = float(w(k, j)); v != 0) {
        c.inputs.push_back(std::uint32_t(k));
        c.values.push_back(v);
      }
    c.starts.push_back(std::uint32_t(c.values.size()));
  }
  return c;
}

template <std::size_t In, std::size_t Out>
constexpr int count_kept(const std::array<std::array<float, Out>, In>& w) {
  int n = 0;
  for (std::size_t k = 0; k < In; ++k)
    for (const float *v = w[k].data(), *end = v + Out; v != end; ++v) n += *v != 0;
  return n;
}
/// The same of a constant, `static constexpr std::array<std::array<float, Out>, In> w`: `eg::compressed<w>`.
template <const auto& W>
inline constexpr auto compressed = [] {
  constexpr int in = int(std::tuple_size_v<std::remove_cvref_t<decltype(W)>>),
                out = int(std::tuple_size_v<std::remove_cvref_t<decltype(W[0])>>);
  compressed_weights<in, out, count_kept(W)> c{};
  auto* const starts = c.starts.data();
  auto* const inputs = c.inputs.data();
  float* const values = c.values.data();
  int n = 0;
  for (int j = 0; j < out; ++j) {
    for (int k = 0; k < in; ++k)
      if (const float v = W[std::size_t(k)].data()[j]; v != 0) inputs[n] = counter<in>(k), values[n++] = v;
    starts[j + 1] = counter<decltype(c)::count>(n);
  }
  return c;
}();

}  // namespace evengrad::inline EVENGRAD_ISA
