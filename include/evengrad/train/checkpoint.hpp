// The numbers of a model at some time, to go back to.
#pragma once
#include <evengrad/model/model.hpp>

#include <exception>
#include <span>

namespace evengrad::inline EVENGRAD_ISA {

template <const auto& Net, class T>
class checkpoint {
  std::vector<T> weights_, states_;
  std::uint64_t steps_ = 0;

 public:
  void take(model<Net, T>& m) {
    weights_.assign(m.weights(), m.weights() + m.weight_count());
    states_.assign(m.states(), m.states() + m.state_count());
    steps_ = m.steps();
  }
  void give(model<Net, T>& m) const {
    std::copy(weights_.begin(), weights_.end(), m.weights());
    std::copy(states_.begin(), states_.end(), m.states());
    m.set_steps(steps_);
  }
  /// Calls f(memory, bytes) for all that it holds.
  template <class F>
  void each_kept(const F& f) {
    f(weights_.data(), sizeof(T) * weights_.size()), f(states_.data(), sizeof(T) * states_.size());
    f(&steps_, sizeof steps_);
  }
  /// Whether none was taken yet.
  bool empty() const { return weights_.empty(); }
  /// In panels, like those of the model.
  std::span<const T> weights() const { return weights_; }
  bool finite() const {
    bool all = true;
    for (const T& w : weights_) all = all && w - w == T(0);
    return all;
  }
};

/// Gives the model its checkpoint back where a scope is left by an exception.
template <const auto& Net, class T>
struct go_back {
  const checkpoint<Net, T>& to;
  model<Net, T>& m;
  const int before = std::uncaught_exceptions();
  ~go_back() {
    if (std::uncaught_exceptions() > before) to.give(m);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
