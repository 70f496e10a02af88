// Whether what a network says of a row depends on that row alone.
#pragma once
#include <evengrad/diagnose/range_test.hpp>
#include <evengrad/diagnose/recipe_table.hpp>
#include <evengrad/model/listing.hpp>

#include <cstring>

namespace evengrad::inline EVENGRAD_ISA {

/// Layers that sum over the rows of a batch while training, with commas between.
template <class C>
std::string layers_over_rows() {
  const graph_listing& g = graphs_of<C>[0];
  std::string names, last;
  for (int i = 0; i <= g.output; ++i) {
    if (g.nodes[i].what != kind::sum || !(g.nodes[i].aux & over_rows)) continue;
    const std::string name = full_name(g, g.nodes[i].layer);
    if (name != last) names += (names.empty() ? "" : ", ") + name;
    last = name;
  }
  return names;
}

/// The largest share of L(j) − L + L(k) − L that L(j, k) − L does not have, where L(j) is the loss of a batch with
/// another row in the place of row j, over some pairs: d²L/dx_j dx_k in differences. 0 where no row looks at another,
/// up to rounding, for the loss is then a sum over rows; with the same random numbers for dropout.
template <const auto& Net, class T, class Loss, class X>
double dependence_of_rows(const model<Net, T>& m, const dataset& few, const Loss& loss, const X& transform) {
  const int n = few.rows() / 2;
  const auto with = [&](int j, int k) {
    std::vector<float> x(few.x.data, few.x.row(n));
    for (const int r : {j, k})
      if (r >= 0) std::copy_n(few.x.row(n + r), few.x.width, x.data() + r * few.x.width);
    const dataset d{{x.data(), n, few.x.width}, few.y.slice(0, n), few.classes};
    return trial(m, d, loss, transform, {.batch = n, .steps = 1})[0];
  };
  const double base = with(-1, -1);
  double most = 0;
  for (int j = 0; j + 1 < n; ++j) {
    const double a = with(j, -1) - base, b = with(-1, j + 1) - base, both = with(j, j + 1) - base;
    const double noise = 1e-5 * (std::abs(base) + std::abs(a) + std::abs(b)), apart = std::abs(both - a - b);
    if (apart > noise) most = std::max(most, apart / (std::abs(a) + std::abs(b) + noise));
  }
  return most;
}

/// Whether a prediction changes where other rows of the batch do.
template <const auto& Net, class T>
bool predictions_depend(const model<Net, T>& m, const dataset& few) {
  const int n = few.rows() / 2;
  std::vector<float> other(few.x.data, few.x.row(n));
  std::copy_n(few.x.row(n + 1), std::ptrdiff_t(n - 1) * few.x.width, other.data() + few.x.width);
  model<Net, T> copy;
  copy.take(m);
  const auto first = [&](const float* x) {
    const T* y = copy.predict({x, n, few.x.width});
    return std::vector<T>(y, y + copy.outputs);
  };
  const std::vector<T> a = first(few.x.data), b = first(other.data());
  return std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) != 0;
}

/// Of eight rows, and eight others.
template <const auto& Net, class T, class Loss, class X>
void check_rows_apart(const model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform, seed s,
                      recipe_report& r) {
  batches shuffled(data, 16, s);
  const minibatch b = shuffled[0];
  if (b.x.rows < 4) return r.add("rows are apart", outcome::doubt, "there are less than four rows", "give more data");
  const dataset few{b.x, b.y, data.classes};
  if (predictions_depend(m, few))
    return r.add("rows are apart", outcome::wrong, "a prediction changes with the other rows of its batch",
                 "look for a layer that sums over rows, or reshapes them into one another");
  const double share = dependence_of_rows(m, few, loss, transform);
  const std::string layers = layers_over_rows<checked<Net, Loss>>();
  if (share == 0) r.add("rows are apart", outcome::ok, "no row changes what is said of another");
  else if (!layers.empty())
    r.add("rows are apart", outcome::ok, "but for " + layers + ", which takes figures of the batch while training");
  else
    r.add("rows are apart", outcome::wrong, percent_text(share) + " of what a row changes hangs on another row",
          "look for a layer that mixes rows while training");
}

}  // namespace evengrad::inline EVENGRAD_ISA
