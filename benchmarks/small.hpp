// Training steps of nets that are smaller than the overhead of a framework: ReLU and Adam; cross entropy or squares.
#pragma once
#include "measure.hpp"

namespace benchmark {

constexpr double learning_rate = 1e-3;

inline float feature(int r, int i) { return 2 * hashed(102, std::uint32_t(64 * r + i)) - 1; }
/// The class of a row of two features: a sign of their product.
inline int quadrant(int r) { return feature(r, 0) * feature(r, 1) > 0; }

template <class Step>
void report(const char* name, Step&& step) {
  double loss = 0;
  for (int i = 0; i <= 200; ++i) loss = double(step());
  std::printf("net=%s ", name);
  tell(microseconds(50, 200, step), loss);
}

}  // namespace benchmark
