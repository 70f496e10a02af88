// A layer as it is written in a program: by the name of its object where it has one, else by its type.
#pragma once
#include <evengrad/combinator/branch.hpp>
#include <evengrad/layer/alpha_dropout.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/drop_path.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/prelu.hpp>
#include <evengrad/layer/range.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/scaling.hpp>
#include <evengrad/layer/softmax.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/group_norm.hpp>
#include <evengrad/op/elu.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hard.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/leaky_relu.hpp>
#include <evengrad/op/softplus.hpp>
#include <evengrad/prune/spelled_type.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The object of the library that a type of layer has, without its namespace; "" where it has none.
template <class L>
inline constexpr std::string_view object_name{};
template <class L>
using layer_type = std::remove_cvref_t<L>;
template <>
inline constexpr std::string_view object_name<layer_type<decltype(relu)>> = "relu";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(selu)>> = "selu";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(gelu)>> = "gelu";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(gelu_tanh)>> = "gelu_tanh";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(gelu_sigmoid)>> = "gelu_sigmoid";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(hard_tanh)>> = "hard_tanh";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(hard_sigmoid)>> = "hard_sigmoid";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(hard_swish)>> = "hard_swish";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(softsign)>> = "softsign";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(tanh)>> = "tanh";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(sigmoid)>> = "sigmoid";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(scaled_tanh)>> = "scaled_tanh";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(softplus)>> = "softplus";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(silu)>> = "silu";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(mish)>> = "mish";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(bias)>> = "bias";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(scale)>> = "scale";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(shift)>> = "shift";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(gain)>> = "gain";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(prelu)>> = "prelu";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(flatten)>> = "flatten";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(softmax)>> = "softmax";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(log_softmax)>> = "log_softmax";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(identity_layer)>> = "identity_layer";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(batch_norm)>> = "batch_norm";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(layer_norm)>> = "layer_norm";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(instance_norm)>> = "instance_norm";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(rms_norm)>> = "rms_norm";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(centre)>> = "centre";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(standardize)>> = "standardize";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(whiten)>> = "whiten";
template <>
inline constexpr std::string_view object_name<layer_type<decltype(whiten_pca)>> = "whiten_pca";

/// "<28, 28>".
template <int... I>
std::string spelled_extents() {
  std::string s;
  ((s += (s.empty() ? "<" : ", ") + std::to_string(I)), ...);
  return s + ">";
}
/// Forms that are made of numbers; "" for all other layers.
inline std::string spelled_with_numbers(const layer&) { return {}; }
template <int... I>
std::string spelled_with_numbers(const input_t<I...>&) {
  return "evengrad::input" + spelled_extents<I...>();
}
template <int... I>
std::string spelled_with_numbers(const reshape_t<I...>&) {
  return "evengrad::reshape_to" + spelled_extents<I...>();
}
template <int From, int Count>
std::string spelled_with_numbers(const range_t<From, Count>&) {
  return "evengrad::range" + spelled_extents<From, Count>();
}
template <int V, int N>
std::string spelled_with_numbers(const embedding_t<V, N, init::normal<1>>&) {
  return "evengrad::embedding" + spelled_extents<V, N>();
}
template <int Low, int High>
std::string spelled_with_numbers(const min_max_t<Low, High>&) {
  return "evengrad::min_max" + spelled_extents<Low, High>();
}
template <int Groups>
std::string spelled_with_numbers(const normalize_t<over_groups<Groups>, normalization>&) {
  return "evengrad::group_norm" + spelled_extents<Groups>();
}
inline std::string spelled_call(std::string_view name, double x) {
  return "evengrad::" + std::string(name) + "(" + spelled_number(x) + ")";
}
inline std::string spelled_with_numbers(const dropout_t& l) { return spelled_call(l.name, l.rate); }
inline std::string spelled_with_numbers(const alpha_dropout_t& l) { return spelled_call(l.name, l.rate); }
inline std::string spelled_with_numbers(const drop_path_t& l) { return spelled_call(l.name, l.rate); }
inline std::string spelled_with_numbers(const elu_t& l) { return spelled_call(l.name, l.alpha); }
inline std::string spelled_with_numbers(const leaky_relu_t& l) { return spelled_call(l.name, l.slope); }

/// "evengrad::dense<300>"; policies are told where they are not the usual ones.
template <class W, class B>
std::string spelled_dense(int units) {
  std::string s = "evengrad::dense<" + std::to_string(units);
  const bool usual_bias = std::is_same_v<B, init::zeros>;
  if (!std::is_same_v<W, init::automatic> || !usual_bias) s += ", " + spelled_type<W>();
  if (!usual_bias) s += ", " + spelled_type<B>();
  return s + ">";
}
template <int Out, class W, class B>
std::string spelled_with_numbers(const dense_t<Out, W, B>&) {
  return spelled_dense<W, B>(Out);
}

/// A layer that says itself how it is written: `std::string written() const`.
template <class L>
concept says_how_it_is_written = requires(const L& l) {
  { l.written() } -> std::convertible_to<std::string>;
};

/// "evengrad::relu", "evengrad::dropout(0.1)", "mine::layer{}". Fails where the object of a type
/// that is not known here holds something, such as a number, and does not say itself how it is written.
template <class L>
std::string spelled_layer(const L& part) {
  if constexpr (says_how_it_is_written<L>) return part.written();
  else if constexpr (!object_name<L>.empty()) return "evengrad::" + std::string(object_name<L>);
  else if (const std::string s = spelled_with_numbers(part); !s.empty()) return s;
  else if constexpr (std::is_empty_v<L>) return spelled_type<L>() + "{}";
  else
    fail("write_ticket", spelled_type<L>() + ", whose object holds more than its type says",
         "give it a member std::string written() const: how a program writes it");
}

}  // namespace evengrad::inline EVENGRAD_ISA
