// Where the first number that is not finite was born: in the data, in a weight, in a layer, or in the loss.
#pragma once
#include <evengrad/data/batches.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/probe/viewer.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The first number that is not finite, as words; nullptr.
template <class T>
const char* first_not_finite(const T* p, std::int64_t n) {
  for (std::int64_t i = 0; i < n; ++i)
    if (!(p[i] - p[i] == T(0))) return p[i] == p[i] ? "infinity" : "not a number";
  return nullptr;
}
template <class T>
const char* first_not_finite(const layer_view<T>& x) {
  for (std::int64_t r = 0; x.p && r < x.rows; ++r)
    if (const char* what = first_not_finite(x.p + r * x.stride, x.size())) return what;
  return nullptr;
}

/// Of the model as it is with a batch, looked at in the order in which one comes of the other: the rows, the parameters
/// and what is kept beside them, the layers' values, the loss, and the loss's gradient from the last layer to the
/// first ("the gradient at dense_2"). `seen` is false where all are finite. The model stays as it is.
template <const auto& Net, std::floating_point T, class Loss>
birth_of_nan find_birth(model<Net, T>& m, const Loss&, const minibatch& batch) {
  birth_of_nan found;
  auto born = [&](std::string where, const char* what) {
    if (what && !found.seen) found = {.seen = true, .where = std::move(where), .what = what};
    return found.seen;
  };
  if (born("the data", first_not_finite(batch.x.data, std::int64_t(batch.x.size()))) ||
      born("the targets", first_not_finite(batch.y.data, std::int64_t(batch.y.size()))))
    return found;
  for (const entry& e : m.entries()) {
    const parameter_view<T> w = m.view(e);
    for (int i = 0; i < w.size() && !found.seen; ++i) born(e.name, first_not_finite(&w(i), 1));
  }
  if (found.seen) return found;
  model<Net, T> twin;
  twin.take(m);
  using C = checked<Net, watching_all_t<Loss>>;
  const auto layers = describe_layers<C>(1 << 20);
  std::vector<const char*> value(layers.size(), nullptr), gradient(value);
  step_viewer viewer(twin, layers, watched_of<C>.data(), [&](std::size_t l, const watched_step<T>& values, int i) {
    value[l] = first_not_finite(values.view(i, &watched_values::output));
    gradient[l] = first_not_finite(values.view(i, &watched_values::gradient));
  });
  const T loss = twin.differentiate(watching_all_t<Loss>(), batch);
  viewer.finish();
  for (std::size_t l = 0; l < layers.size(); ++l)
    if (born(layers[l].name, value[l])) return found;
  if (born("the loss", first_not_finite(&loss, 1))) return found;
  for (std::size_t l = layers.size(); l-- > 0;)
    if (born("the gradient at " + layers[l].name, gradient[l])) return found;
  return found;
}

}  // namespace evengrad::inline EVENGRAD_ISA
