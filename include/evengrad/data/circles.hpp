// Two noisy circles, one inside the other: two classes that no straight line tells apart, from random numbers by index.
#pragma once
#include <evengrad/core/philox.hpp>
#include <evengrad/core/trigonometry.hpp>
#include <evengrad/data/dataset.hpp>

#include <string>

namespace evengrad::inline EVENGRAD_ISA {

/// The radius of the inner circle, where the outer has 1, and the deviation of the noise of both coordinates.
struct circles_options {
  double factor = 0.5, noise = 0.1;
};

/// Rows of two features, classes 0 (outside) and 1 (inside) in turn, at angles drawn evenly: the data of the batch
/// normalization example and of scikit-learn's make_circles. The first n rows are the same however many there are.
inline table circles(int rows, seed s = seed{0}, const circles_options& o = {}) {
  if (rows < 1) fail("circles", std::to_string(rows) + " rows", "ask for at least one");
  if (!(o.factor > 0 && o.factor < 1))
    fail("circles.factor", std::to_string(o.factor), "give the radius of the inner circle, between 0 and 1");
  if (!(o.noise >= 0 && o.noise < 1e30))
    fail("circles.noise", std::to_string(o.noise), "give a deviation, or 0 for none");
  table t{{}, {}, 2, 1, 2};
  t.reserve(rows);
  const generator angle(s, 0), noise(s, 1);
  for (int i = 0; i < rows; ++i) {
    const auto k = std::uint64_t(i);
    const double a = 6.283185307179586 * angle.uniform<double>(k), radius = i % 2 ? o.factor : 1;
    const float x[] = {float(radius * cos(a) + o.noise * double(noise.normal(2 * k))),
                       float(radius * sin(a) + o.noise * double(noise.normal(2 * k + 1)))},
                y = float(i % 2);
    t.append(x, &y);
  }
  return t;
}

}  // namespace evengrad::inline EVENGRAD_ISA
