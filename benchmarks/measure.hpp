// What the benchmarks share: a clock that keeps the minimum, and numbers that are the same in every program.
#pragma once
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>

namespace benchmark {

/// Microseconds of one call: the least mean over `repeats` groups of `calls` calls.
template <class Call>
double microseconds(int repeats, int calls, Call&& call) {
  double least = 1e30;
  for (int r = 0; r < repeats; ++r) {
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < calls; ++i) {
      call();
      asm volatile("" ::: "memory");
    }
    const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
    if (time.count() / calls < least) least = time.count() / calls;
  }
  return least;
}

/// Number i of a stream, in [0, 1): a multiplicative hash, the same in every program.
inline float hashed(std::uint32_t stream, std::uint32_t i) {
  std::uint32_t x = i * 2654435761u + stream * 2246822519u + 374761393u;
  x ^= x >> 15, x *= 2246822519u, x ^= x >> 13, x *= 3266489917u, x ^= x >> 16;
  return float(x >> 8) * 0x1p-24f;
}

/// Weight (in, out) of layer `layer` before training: uniform within ±√(3 / inputs).
inline float first_weight(int layer, int inputs, int outputs, int in, int out) {
  return std::sqrt(3.f / float(inputs)) * (2 * hashed(std::uint32_t(layer), std::uint32_t(in * outputs + out)) - 1);
}

/// Pixel i of row r of a batch; four of five are 0, as in a picture of a digit.
inline float pixel(int r, int i) {
  const float x = hashed(100, std::uint32_t(r * 784 + i));
  return x < .8f ? 0.f : 5 * (x - .8f);
}
inline int label(int r) { return int(10 * hashed(101, std::uint32_t(r))); }

/// What one program tells tools/bench.
inline void tell(double microseconds, double loss) { std::printf("time=%.3f loss=%.6g\n", microseconds, loss); }

}  // namespace benchmark
