// Singular values of the end-to-end Jacobian: how a network stretches small changes of one example.
#pragma once
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/core/singular_values.hpp>
#include <evengrad/data/dataset.hpp>
#include <evengrad/model/model.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// dy_o/dx_i at one example, line o, column i.
struct network_jacobian {
  int outputs = 0, inputs = 0;
  std::vector<double> values;
  double operator()(int o, int i) const { return values[std::size_t(o) * std::size_t(inputs) + std::size_t(i)]; }

  /// From the largest to the smallest, as many as the smaller of inputs and outputs: square roots of the eigenvalues of
  /// J Jᵀ or Jᵀ J. Those below about 1e-8 of the largest are rounding.
  std::vector<double> singular_values() const { return evengrad::singular_values(values, outputs, inputs); }
};

/// The Jacobian of the network, as it infers, at one row of features: the network runs on dual numbers, in batches of
/// `at_once` equal rows of which each has another direction. The model stays as it is. Fails on a row that does not
/// fit, and on indices, which have no directions.
template <const auto& Net, std::floating_point T>
network_jacobian end_to_end_jacobian(const model<Net, T>& m, const rows_view& row, int at_once = 64) {
  using real = model<Net, T>;
  check_width(row, real::inputs), check_finite(row);
  if (row.rows != 1) fail("end_to_end_jacobian", std::to_string(row.rows) + " rows", "give one: row(i) of the data");
  if (real::vocabulary > 0)
    fail("end_to_end_jacobian", "a network that looks up indices", "ask of one that takes numbers");
  if (at_once < 1) fail("end_to_end_jacobian", std::to_string(at_once) + " rows at once", "run at least one");
  model<Net, dual<T>> twin;
  twin.take(m);
  twin.check_fitted("end_to_end_jacobian");
  network_jacobian j{real::outputs, real::inputs, {}};
  j.values.resize(std::size_t(j.outputs) * std::size_t(j.inputs));
  std::vector<dual<T>> x;
  for (int first = 0; first < j.inputs; first += at_once) {
    const int rows = std::min(at_once, j.inputs - first);
    x.clear();
    for (int r = 0; r < rows; ++r)
      for (int i = 0; i < j.inputs; ++i) x.push_back({T(row.data[i]), T(i == first + r ? 1 : 0)});
    const dual<T>* const y = twin.predict(x.data(), rows);
    for (int r = 0; r < rows; ++r)
      for (int o = 0; o < j.outputs; ++o)
        j.values[std::size_t(o) * std::size_t(j.inputs) + std::size_t(first + r)] =
            double(y[r * twin.stride() + o].derivative);
  }
  return j;
}

}  // namespace evengrad::inline EVENGRAD_ISA
