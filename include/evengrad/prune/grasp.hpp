// GraSP: weights go whose removal leaves the gradient largest.
#pragma once
#include <evengrad/model/hvp.hpp>
#include <evengrad/prune/by_gradient.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// −S(−θ) = θ · H g, so that the lowest go first: S(−θ) = −θ · H g is by how much, to first order and halved, the
/// squared norm of the gradient grows where the weight is removed, and what makes it grow most is removed (Wang, Zhang
/// & Grosse 2020, "Picking winning tickets before training by preserving gradient flow", eq. 8). g and its norm are of
/// the weights that the mask keeps, biases not among them, of the mean loss over all rows; the Hessian is never held.
/// Made for one shot at the initial draw in scope `globally`.
template <class Loss>
struct grasp {
  Loss loss;
  dataset data;
  int chunk = 256;
  template <const auto& Net, class T>
  void look(const model<Net, T>& m, const weight_mask& kept, data_seen& seen) const {
    seen.gradient = mean_gradient(m, kept, loss, data, chunk);
    if constexpr (check_fit<Net, Loss>()) {
      model<Net, T> twin(m.drawn_from());
      twin.take(m), kept.apply(twin.weights());
      std::vector<T> direction(seen.gradient.size(), T(0));
      for (const masked_tensor& t : kept.tensors())
        for (std::int64_t i = t.offset; t.is_pruned() && i < t.offset + t.room(); ++i)
          direction[std::size_t(i)] = T(seen.gradient[std::size_t(i)]);
      kept.apply(direction.data());
      seen.curvature.assign(seen.gradient.size(), 0.);
      loss_hessian<Net, T> hessian(twin);
      each_chunk(data, chunk, [&](const dataset& rows, double share) {
        const std::vector<T>& product = hessian(loss, rows.x, rows.y, direction.data());
        for (std::size_t i = 0; i < product.size(); ++i) seen.curvature[i] += share * double(product[i]);
      });
    }
  }
  double score(const weight_seen& w) const { return w.now * w.curvature; }
};
template <class Loss>
grasp(Loss, dataset) -> grasp<Loss>;
template <class Loss>
grasp(Loss, dataset, int) -> grasp<Loss>;

}  // namespace evengrad::inline EVENGRAD_ISA
