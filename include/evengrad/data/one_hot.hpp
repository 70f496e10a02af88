// Class indices as a number for each class.
#pragma once
#include <evengrad/data/dataset.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// 1 for the class and 0 for the others.
inline void write_one_hot(float index, int classes, float* to) {
  for (int c = 0; c < classes; ++c) to[c] = float(c) == index ? 1.f : 0.f;
}

/// The same rows with targets for losses that compare distributions, such as `soft_cross_entropy`. Fails where a target
/// is not one of the data's classes.
inline table one_hot(const dataset& data) {
  check_rows(data);
  check_labels(data, data.classes);
  table out{{data.x.data, data.x.data + data.x.size()}, {}, data.x.width, data.classes, 0};
  out.targets.resize(std::size_t(data.rows()) * std::size_t(data.classes));
  for (int r = 0; r < data.rows(); ++r)
    write_one_hot(*data.y.row(r), data.classes, out.targets.data() + std::size_t(r) * std::size_t(data.classes));
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA
