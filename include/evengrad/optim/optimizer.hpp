// A transform with what it keeps: the slots of every weight and the number of the step.
#pragma once
#include <evengrad/core/arena.hpp>
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/core/panel.hpp>
#include <evengrad/optim/norm.hpp>
#include <evengrad/optim/transform.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class T, a_transform X>
class optimizer {
  X transform_;
  arena<T> slots_;
  std::int64_t count_ = 0, step_ = 0;

 public:
  static constexpr int lanes = native_lanes<T> < panel_width ? native_lanes<T> : panel_width;
  explicit optimizer(X x) : transform_(x) { x.check(); }
  std::int64_t steps() const { return step_; }

  /// One step over n weights (a multiple of the panel): every transform in one loop.
  void update(T* w, const T* g, std::int64_t n) {
    if (count_ != n) slots_.reserve(std::size_t(X::slots * n)), count_ = n;
    step_facts facts{++step_};
    if constexpr (asks_for_norm<X>()) facts.norm = norm_of(g, n);
    const auto rule = transform_.at(facts);
    using P = pack<T, lanes>;
    T* const slots = slots_.data();
    for (std::int64_t i = 0; i < n; i += lanes) {
      P slot[X::slots + 1];
      for (int s = 0; s < X::slots; ++s) slot[s] = P::load(slots + s * n + i);
      const P old = P::load(w + i);
      P(old - rule(P::load(g + i), old, slot)).store(w + i);
      for (int s = 0; s < X::slots; ++s) slot[s].store(slots + s * n + i);
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
