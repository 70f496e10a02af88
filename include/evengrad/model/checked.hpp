// The public door: a network that does not fit together gives one message, and another network takes its place from
// there on.
#pragma once
#include <evengrad/combinator/chain.hpp>
#include <evengrad/core/dual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/model/printed_text.hpp>
#include <evengrad/pass/compile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A loss: `static constexpr symbol formula(symbol output, symbol target)`, one number a row; without
/// `target(shape of the output)` the target has the shape of the output.
template <class L>
concept a_loss = requires(symbol s) {
  { L::formula(s, s) } -> std::same_as<symbol>;
};

/// What a model counts with: float, double, and dual numbers of either.
template <class T>
inline constexpr bool is_element = std::is_same_v<T, float> || std::is_same_v<T, double>;
template <class T>
inline constexpr bool is_element<dual<T>> = is_element<T>;
template <class T>
concept an_element = is_element<T>;

inline constexpr auto stand_in = input<1> | dense<1>;
struct stand_in_loss {
  static constexpr symbol formula(symbol y, symbol target) { return y * target; }
};

// What the messages show. Compilers print an array of characters as text where it is just as long as the text.
template <int N>
struct in_layer {
  char text[N]{};
};
template <int N>
struct called {
  char text[N]{};
};
struct expected {
  int i;
};
struct got {
  int i;
};
/// Shown with what a message is about.
template <bool Fits, in_layer, expected, got>
inline constexpr bool fits = Fits;
template <bool Fits, in_layer, called>
inline constexpr bool fits_by_name = Fits;

/// A fault of each kind has a sentence of its own, and an entry in docs/problems.md.
template <fault What, in_layer Layer, called Name, expected Expected, got Got>
consteval void complain() {
  using enum fault;
  static_assert(fits<What != operands_do_not_broadcast, Layer, Expected, Got>,
                "operands of a formula do not broadcast: from the last axis on, extents must be equal or 1");
  static_assert(fits<What != matmul_inner_extents_differ, Layer, Expected, Got>,
                "matmul(x, w): the last axis of x must be as long as the first of w, and w has two axes");
  static_assert(fits<What != residual_body_must_keep_its_shape, Layer, Expected, Got>,
                "residual adds x to what its body makes of it: let this last layer of the body give the shape of x");
  static_assert(fits<What != branches_must_have_the_same_shape, Layer, Expected, Got>,
                "add and multiply join branches of equal shape: let this layer give the shape of the first branch");
  static_assert(fits<What != concat_parts_must_agree_but_for_the_last_axis, Layer, Expected, Got>,
                "concat joins along the last axis: let this layer give the other extents of the first part");
  static_assert(fits<What != repeat_body_must_keep_its_shape, Layer, Expected, Got>,
                "repeat feeds what its body gives to the next copy: let the body give the shape that it takes");
  static_assert(fits<What != scan_needs_steps_by_features, Layer, Expected, Got>,
                "scan reads T steps of F features, two axes: write input<T, F>, or reshape_to<T, F> in front of it");
  static_assert(fits<What != cell_must_keep_its_state, Layer, Expected, Got>,
                "a cell gives its state to the next step: let each part have the extent that state of the cell says");
  static_assert(fits<What != reshape_must_keep_the_number_of_elements, Layer, Expected, Got>,
                "reshape shows the same elements in other extents: their product must be the number of elements");
  static_assert(
      fits<What != only_values_of_rows_are_reshaped, Layer, Expected, Got>,
      "weights and means over a batch lie in panels, which no view can show: give them their extents at once");
  static_assert(fits<What != extent_must_be_positive, Layer, Expected, Got>,
                "an extent of a shape, and how often a block is repeated, must be at least 1");
  static_assert(fits_by_name<What != parameter_to_initialize_is_unknown, Layer, Name>,
                "initialize<name, init> stands around a part with a parameter of this name, such as dense_1.w");
  static_assert(fits_by_name<What != tap_name_is_unknown, Layer, Name>,
                "from<name> recalls what passed tap<name> before it: no tap of this name has been passed");
  static_assert(fits_by_name<What != tap_name_is_taken, Layer, Name>,
                "tap<name> stands at one place of a network: give the second one another name");
  static_assert(fits<What != shared_layer_changes_its_shape, Layer, Expected, Got>,
                "shared<name> uses the same parameters again: give it an x with as many features as the first time");
  static_assert(fits_by_name<What != shared_body_changes, Layer, Name>,
                "shared<name> is one layer at several places: write the same body at each, or take another name");
  static_assert(fits<What != network_must_begin_with_an_input, Layer, Expected, Got>,
                "a network begins with the shape of one example: write input<784> | in front of this layer");
  static_assert(fits<What != input_must_come_first, Layer, Expected, Got>,
                "input<...> begins a network and can not stand further down: use reshape_to<...> for another shape");
  static_assert(fits<What != target_shape_does_not_fit_the_loss, Layer, Expected, Got>,
                "this loss does not fit this network: let the last layer give as many outputs as it needs");
  static_assert(fits<What != loss_must_be_one_number_a_row, Layer, Expected, Got>,
                "the formula of a loss gives one number a row: end it with sum(...) or mean(...)");
  static_assert(fits<What != slice_is_out_of_range, Layer, Expected, Got>,
                "slice(x, offset, width) must lie inside its axis: the figures are the axis and the end of the slice");
  static_assert(fits<What != state_inside_a_shared_repeat, Layer, Expected, Got>,
                "repeat_shared has one state for all copies, so none may be in its body: try layer_norm, or repeat");
  static_assert(fits<What != rate_must_lie_in_0_1, Layer, Expected, Got>,
                "the rate of dropout lies from 0 to below 1: the figures are in percent");
  static_assert(fits<What != groups_must_divide_the_features, Layer, Expected, Got>,
                "groups are of equal size: their number must divide the number of features");
  static_assert(fits<What != embedding_needs_one_index_a_row, Layer, Expected, Got>,
                "embedding looks up one index a row: give it an input of one element");
  static_assert(fits<What != scaling_stands_behind_what_is_learned, Layer, Expected, Got>,
                "what scales the input is fitted before training: put it before all that learns, draws or repeats");
  static_assert(fits<What != sparse_reads_other_features, Layer, Expected, Got>,
                "sparse multiplies the last axis of x: let it have as many features as the weights have inputs");
  static_assert(fits<What != sparse_rows_must_ascend, Layer, Expected, Got>,
                "starts of compressed weights begin with 0, never fall, and end with the number of values: see got");
  static_assert(fits<What != sparse_inputs_must_ascend, Layer, Expected, Got>,
                "inputs of a row of compressed weights ascend and lie below the number of inputs: see values[got]");
  static_assert(fits<What != sparse_bias_has_another_size, Layer, Expected, Got>,
                "the bias of sparse is an array with one number for each output of its weights");
  static_assert(fits_by_name<What != no_layer_has_this_name, Layer, Name>,
                "what is watched is a layer by its path, such as dense_1 or encoder_1.relu_2: see summary<net>()");
  static_assert(fits<What != formula_must_return_a_value_of_the_graph, Layer, Expected, Got>,
                "the formula of this layer gives a plain number: return a symbol that is computed from x");
}

struct complaint {
  problem wrong;
  printed_text place, name;
};

/// The first fault of a network, or of the loss with it.
template <class C>
constexpr complaint complaint_about() {
  graph g = forward_graph(&C::body, 0, C::training);
  complaint c;
  if (C::training && g.wrong.what == fault::none) {
    g.layer = -1;
    C::loss(g, symbol{&g, g.output});
    c.place.put_before("the loss");
  } else if (g.wrong.layer < 0) c.place.put_before("the network");
  c.wrong = g.wrong;
  c.name.put_before(g.wrong.name);
  c.place.put_layer_before(g.layers.data(), g.wrong.layer);
  return c;
}

/// Says once that a loss is none.
template <class L>
constexpr bool check_loss() {
  constexpr bool is_loss = a_loss<L>;
  static_assert(is_loss, "a loss needs static constexpr eg::symbol formula(eg::symbol output, eg::symbol target)");
  return is_loss;
}

template <const auto& Net>
constexpr bool build_once() {
  const graph g = forward_graph(&compilation<Net, void>::body, 0, false);
  return g.output >= 0;
}
template <const auto& Net>
concept a_constant_network = requires {
  typename std::bool_constant<build_once<Net>()>;
};

template <const auto& Net, class Loss>
constexpr bool fit_together() {
  if constexpr (!a_constant_network<Net>) return false;
  else if constexpr (std::is_void_v<Loss>) return !graph_of<compilation<Net, Loss>, 0>.wrong;
  else if constexpr (!check_loss<Loss>()) return false;
  else return !graph_of<compilation<Net, Loss>, 0>.wrong;
}

template <class Loss>
using compilation_of_stand_in = compilation<stand_in, std::conditional_t<std::is_void_v<Loss>, void, stand_in_loss>>;

/// Says that numbers are of another type than the model's.
template <class Given, class Expected>
constexpr bool check_numbers() {
  constexpr bool same = std::is_same_v<Given, Expected>;
  static_assert(same, "give numbers of the model's type: float, or the T of eg::model<net, T>");
  return same;
}
/// Says that rows whose width is known are not as wide as the network, or the loss, takes them; nothing of a network
/// that stands in.
template <class Compilation, class OfNetwork, expected Width, got Given>
constexpr bool check_columns() {
  constexpr bool same = Width.i == Given.i, fits = same || !std::is_same_v<Compilation, OfNetwork>;
  static_assert(fits, "rows are as wide as the input of the network, targets as the loss compares");
  return same;
}

/// The compilation of a network, or, after one message, of a small one that stands in.
template <const auto& Net, class Loss>
consteval auto check() {
  if constexpr (fit_together<Net, Loss>()) return std::type_identity<compilation<Net, Loss>>{};
  else {
    constexpr bool is_constant = a_constant_network<Net>;
    static_assert(is_constant || !std::is_void_v<Loss>,
                  "a network is built while compiling: declare it constexpr, and the formulas of its layers too");
    if constexpr (is_constant && (std::is_void_v<Loss> || a_loss<Loss>)) {
      constexpr complaint c = complaint_about<compilation<Net, Loss>>();
      complain<c.wrong.what, c.place.template as<in_layer<c.place.size + 1>>(),
               c.name.template as<called<c.name.size + 1>>(), expected{c.wrong.expected}, got{c.wrong.got}>();
    }
    return std::type_identity<compilation_of_stand_in<Loss>>{};
  }
}
template <const auto& Net, class Loss>
using checked = typename decltype(check<Net, Loss>())::type;
/// Says that a network and a loss do not fit together; stands in front of what trains, because there the message is
/// short.
template <const auto& Net, class Loss>
constexpr bool check_fit() {
  return std::is_same_v<decltype(check<Net, Loss>()), std::type_identity<compilation<Net, Loss>>>;
}
/// Whether a network has a compilation of its own.
template <const auto& Net>
inline constexpr bool fits_together = std::is_same_v<checked<Net, void>, compilation<Net, void>>;

}  // namespace evengrad::inline EVENGRAD_ISA
