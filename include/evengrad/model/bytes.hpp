// The memory of a network as constants: what a model holds to train and to infer, by use.
#pragma once
#include <evengrad/core/arena.hpp>
#include <evengrad/model/cost.hpp>
#include <evengrad/model/workplace.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Bytes, by use. `rows` and `fixed` are the two arenas of values in between: those of a row, and those without one.
struct memory_use {
  std::int64_t weights = 0, gradients = 0, states = 0, rows = 0, fixed = 0, scratch = 0;
  constexpr std::int64_t total() const { return weights + gradients + states + rows + fixed + scratch; }
};

template <class T, class C>
constexpr memory_use memory_of(batch b) {
  const program_facts& f = program_of<C, 0>.facts;
  auto bytes = [](std::int64_t n) { return std::int64_t(arena<T>::bytes(std::size_t(n))); };
  const std::int64_t fixed = padded(f.fixed_elements), rows = padded(f.row_elements * b.rows) + workplace<T>::gap,
                     scratch = scratch_of_all<T, C>(b.rows, 1);
  memory_use m{.weights = bytes(f.weights), .gradients = bytes(f.weights), .states = bytes(f.states)};
  m.fixed = fixed * std::int64_t(sizeof(T)), m.rows = rows * std::int64_t(sizeof(T));
  m.scratch = bytes(fixed + rows + scratch) - m.fixed - m.rows;
  return m;
}

/// What `model<Net, T>` holds once it has trained on batches of so many rows, on one thread; the optimizer's slots come
/// on top.
template <const auto& Net, class Loss = cross_entropy_t, class T = float>
consteval memory_use training_memory(batch b) {
  return memory_of<T, checked<Net, Loss>>(b);
}
template <const auto& Net, class Loss = cross_entropy_t, class T = float>
consteval std::int64_t training_bytes(batch b) {
  return training_memory<Net, Loss, T>(b).total();
}
/// What `model<Net, T>` holds once it has inferred batches of so many rows, which takes no gradients; the program has
/// `constant_bytes` beside it, where layers are sparse.
template <const auto& Net, class T = float>
consteval memory_use inference_memory(batch b) {
  memory_use m = memory_of<T, checked<Net, void>>(b);
  m.gradients = 0;
  return m;
}
template <const auto& Net, class T = float>
consteval std::int64_t inference_bytes(batch b) {
  return inference_memory<Net, T>(b).total();
}
/// What the optimizer keeps beside the weights.
template <const auto& Net, class Transform, class T = float>
consteval std::int64_t optimizer_bytes() {
  return std::int64_t(arena<T>::bytes(std::size_t(Transform::slots * program_of<checked<Net, void>, 0>.facts.weights)));
}
/// Everything that a step computes but the gradients of parameters, if each value had memory of its own and no padding:
/// what a library that computes op by op, and frees nothing, would hold. A void Loss: to infer.
template <const auto& Net, class Loss = cross_entropy_t, class T = float>
consteval std::int64_t activation_bytes(batch b) {
  return counts_of<checked<Net, Loss>, 0>.values.at(b) * std::int64_t(sizeof(T));
}

}  // namespace evengrad::inline EVENGRAD_ISA
