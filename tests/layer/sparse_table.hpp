// Matrices of which little is kept, the same for every compiler: one input and one output have nothing.
#pragma once
#include <evengrad/layer/compressed_weights.hpp>

#include <array>
#include <cstdint>

namespace evengrad_test {

inline constexpr int empty_input = 2, empty_output = 1;

/// `percent` of the other weights are kept, each by itself; `more` per cent more from output to output, in turns of
/// seven.
template <int In, int Out>
constexpr auto sparse_table(unsigned percent, unsigned more = 0) {
  std::array<std::array<float, std::size_t(Out)>, std::size_t(In)> w{};
  std::uint32_t at = 1;
  for (int k = 0; k < In; ++k)
    for (int j = 0; j < Out; ++j) {
      at = at * 1664525u + 1013904223u;
      if (k != empty_input && j != empty_output && (at >> 16) % 100 < percent + more * unsigned(j % 7))
        w[std::size_t(k)][std::size_t(j)] = float(int(at >> 8 & 1023) - 511) / 256;
    }
  return w;
}
template <int Out>
constexpr auto sparse_bias() {
  std::array<float, std::size_t(Out)> b{};
  for (int j = 0; j < Out; ++j) b[std::size_t(j)] = float(j % 5) / 4 - .75f;
  return b;
}
/// All weights of a matrix, each 0.
template <int In, int Out>
constexpr auto full_rows() {
  evengrad::compressed_weights<In, Out, In * Out> w{};
  for (int j = 0; j <= Out; ++j) w.starts.data()[j] = evengrad::counter<In * Out>(j * In);
  auto* const inputs = w.inputs.data();
  float* const values = w.values.data();
  for (int i = 0; i < In * Out; ++i) inputs[i] = evengrad::counter<In>(i % In), values[i] = float(i % 5);
  return w;
}
inline constexpr auto square_table = sparse_table<5, 5>(50);

}  // namespace evengrad_test
