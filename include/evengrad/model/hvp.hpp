// Second derivatives of a network's loss: the Hessian times a direction, by running the training program on dual
// numbers.
#pragma once
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/model/model.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The Hessian of a model's loss by its weights, as an operator: the gradient of the loss along a direction of weights
/// (Pearlmutter 1994, forward over reverse). The matrix is never held. The model is referred to, and not changed; its
/// weights at the time of a call count.
template <const auto& Net, class T>
class loss_hessian {
  const model<Net, T>& model_;
  model<Net, dual<T>> twin_;
  std::vector<dual<T>> x_, target_;
  std::vector<T> product_;

 public:
  explicit loss_hessian(const model<Net, T>& m) : model_(m), twin_(m) {}

  /// H·direction of the mean loss of these rows. Direction and result lie like the model's weights: weight_count()
  /// numbers, matrices in panels, so that m.gradients() is a direction; what pads panels is not read and comes back
  /// zero. Dropout takes the mask of the model's next step; running statistics stay. The result is valid until the next
  /// call.
  template <class Loss>
  const std::vector<T>& operator()(const Loss& loss, const T* x, const T* target, std::int64_t rows,
                                   const T* direction) {
    x_.assign(x, x + rows * twin_.inputs);
    target_.assign(target, target + rows * twin_.template targets<Loss>);
    return multiplied(loss, rows, direction);
  }
  template <class Loss>
  const std::vector<T>& operator()(const Loss& loss, const rows_view& x, const rows_view& target, const T* direction) {
    twin_.template check_batch<Loss>(x, target);
    x_.assign(x.data, x.data + x.size());
    target_.assign(target.data, target.data + target.size());
    return multiplied(loss, x.rows, direction);
  }

 private:
  template <class Loss>
  const std::vector<T>& multiplied(const Loss& loss, std::int64_t rows, const T* direction) {
    twin_.take(model_);
    for_each_weight([&](std::int64_t i) { twin_.weights()[i].derivative = direction[i]; });
    twin_.differentiate(loss, x_.data(), target_.data(), rows);
    product_.assign(std::size_t(twin_.weight_count()), T(0));
    for_each_weight([&](std::int64_t i) { product_[std::size_t(i)] = twin_.gradients()[i].derivative; });
    return product_;
  }
  template <class Take>
  void for_each_weight(Take take) const {
    for (const entry& e : twin_.entries()) {
      if (!e.learned) continue;
      for (int line = 0; line < e.dims.lines(); ++line)
        for (int column = 0; column < e.dims.last(); ++column)
          take(e.offset + panel_place(e.dims.lines(), line, column));
    }
  }
};

/// One product of the Hessian of the loss of a batch {x, y} with a direction that lies like the model's weights; for
/// many, keep a `loss_hessian`.
template <const auto& Net, class T, class Loss, class Batch>
std::vector<T> hvp(const model<Net, T>& m, const Loss& loss, const Batch& batch, const T* direction) {
  return loss_hessian<Net, T>(m)(loss, batch.x, batch.y, direction);
}

}  // namespace evengrad::inline EVENGRAD_ISA
