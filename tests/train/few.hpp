// Small data and networks of the tests of training, and what they compare.
#pragma once
#include <evengrad/data/dataset.hpp>
#include <evengrad/train/fit.hpp>

#include <cmath>
#include <cstring>

namespace few {

/// Three classes that a straight line tells apart.
inline evengrad::table rays(int rows) {
  evengrad::table t{{}, {}, 4, 1, 3};
  for (int r = 0; r < rows; ++r) {
    const float label = static_cast<float>(r % 3), a = 2.1f * label + 0.3f * std::sin(1.7f * static_cast<float>(r));
    const float x[] = {std::cos(a), std::sin(a), 0.1f * std::sin(static_cast<float>(r)), 1};
    t.append(x, &label);
  }
  return t;
}

template <class Model>
std::vector<typename Model::element> numbers_of(Model& m) {
  std::vector<typename Model::element> all(m.weights(), m.weights() + m.weight_count());
  all.insert(all.end(), m.states(), m.states() + m.state_count());
  return all;
}
template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0;
}

inline evengrad::fit_options quiet(int batch, int epochs) {
  evengrad::fit_options o;
  o.batch = batch, o.epochs = epochs, o.show = false;
  return o;
}

}  // namespace few
