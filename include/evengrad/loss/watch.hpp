// A loss that keeps more than the loss: values and gradients of the layers that are named, or of all.
#pragma once
#include <evengrad/core/name.hpp>
#include <evengrad/graph/symbol.hpp>

#include <array>

namespace evengrad::inline EVENGRAD_ISA {

template <class Loss, name... Layers>
struct watching_t : Loss {
  static constexpr std::array<std::string_view, sizeof...(Layers)> watched{std::string_view(Layers)...};
};
/// The same loss; after a step with it the model shows `output("dense_1")`, `loss_gradient("dense_1")`, which is L'(l)
/// = dLoss/dy_(l), and of an activation `local_gradient("relu_1")`, for each layer named. It costs the memory of these
/// values.
template <name... Layers, class Loss>
constexpr watching_t<Loss, Layers...> watching(const Loss&) {
  return {};
}

template <class Loss>
struct watching_all_t : Loss {
  static constexpr bool watches_all = true;
};
/// The same of every layer that gives a value a row; of what is repeated, the repetition as a whole, while its copies
/// are shown to an onlooker.
template <class Loss>
constexpr watching_all_t<Loss> watching_all(const Loss&) {
  return {};
}

}  // namespace evengrad::inline EVENGRAD_ISA
