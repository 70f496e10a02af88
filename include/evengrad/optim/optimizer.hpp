// A transform with what it keeps: the slots of every weight and the number of the step.
#pragma once
#include <evengrad/core/arena.hpp>
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/core/panel.hpp>
#include <evengrad/kernel/context.hpp>
#include <evengrad/optim/norm.hpp>
#include <evengrad/optim/transform.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// One step's rule at an address of the weights: packs of weights and of their slots are read, changed and written.
template <class T, int Slots, class Rule>
struct weight_update {
  // A root and a division: with registers to spare, they wait behind the multiply-adds of the next tile.
  static constexpr bool takes_long = vector_bytes == 64;
  const T* weights;
  T* slots;
  std::int64_t stride;  // from slot to slot of a weight
  Rule rule;

  template <int N>
  EVENGRAD_INLINE void operator()(T* at, pack<T, N> gradient, bool = false) const {
    using P = pack<T, N>;
    T* const s = slots + (at - weights);
    P slot[Slots + 1];
#pragma GCC unroll 8
    for (int i = 0; i < Slots; ++i) slot[i] = P::load(s + i * stride);
    const P old = P::load(at);
    P(old - rule(gradient, old, slot)).store(at);
#pragma GCC unroll 8
    for (int i = 0; i < Slots; ++i) slot[i].store(s + i * stride);
  }
};

template <class T, a_transform X>
class optimizer {
  X transform_;
  arena<T> slots_;
  std::int64_t count_ = 0, step_ = 0;

 public:
  using transform = X;
  static constexpr int lanes = native_lanes<T> < panel_width ? native_lanes<T> : panel_width;
  explicit optimizer(X x) : transform_(x) { x.check(); }
  std::int64_t steps() const { return step_; }

  /// Begins a step over n weights (a multiple of the panel), of which `facts` may know the norm of all gradients.
  auto begin(const T* w, std::int64_t n, step_facts facts = {}) {
    if (count_ != n) slots_.reserve(std::size_t(X::slots * n)), count_ = n;
    facts.step = ++step_;
    auto rule = transform_.at(facts);
    return weight_update<T, X::slots, decltype(rule)>{w, slots_.data(), n, rule};
  }
  /// One step over n weights (a multiple of the panel): every transform in one loop, shared by a team if there is one.
  void update(T* w, const T* g, std::int64_t n, team* together = nullptr) {
    step_facts facts;
    if constexpr (asks_for_norm<X>()) facts.norm = norm_of(g, n);
    const auto rule = begin(w, n, facts);
    const auto part = [&](int i, int parts) {
      const std::int64_t packs = (n / panel_width + parts - 1) / parts * panel_width, end = (i + 1) * packs;
      for (std::int64_t at = i * packs; at < n && at < end; at += lanes) rule(w + at, pack<T, lanes>::load(g + at));
    };
    if (!together) return part(0, 1);
    const struct {
      const decltype(part)& run;
      int parts;
    } all{part, together->size()};
    together->run(
        [](const void* what, int i) {
          const auto& a = *static_cast<const decltype(all)*>(what);
          a.run(i, a.parts);
        },
        &all);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
