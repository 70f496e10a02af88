// A network whose signal vanishes, explodes or carries nothing does not compile where it is asked to be healthy.
#pragma once
#include <evengrad/signal/signal.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A number as text, "7.4e-06", to be shown by compilers.
struct scientific {
  char text[12]{};
  int size = 0;
  constexpr void put(std::string_view s) {
    for (char c : s) text[size++] = c;
  }
  constexpr void put_digit(int d) { text[size++] = char('0' + d); }
  constexpr explicit scientific(double x) {
    int power = 0;
    if (x < 0) put("-"), x = -x;
    if (!(x < 1e300)) {
      put(x != x ? "nan" : "inf");
      return;
    }
    for (; x >= 9.95; ++power) x /= 10;
    for (; x > 0 && x < 0.995; --power) x *= 10;
    const int tenths = int(x * 10 + 0.5), places = power < 0 ? -power : power;
    put_digit(tenths / 10), put("."), put_digit(tenths % 10), put(power < 0 ? "e-" : "e+");
    if (places >= 100) put_digit(places / 100);
    put_digit(places / 10 % 10), put_digit(places % 10);
  }
};
template <int N>
struct measured {
  char text[N]{};
  constexpr explicit measured(const scientific& x) {
    for (int i = 0; i < N; ++i) text[i] = x.text[i];
  }
};
template <bool Fits, in_layer, measured>
inline constexpr bool is_so = Fits;

/// A verdict of each kind has a sentence of its own, and an entry in docs/problems.md.
template <verdict What, in_layer Layer, measured Figure>
consteval void complain() {
  using enum verdict;
  static_assert(is_so<What != symmetric, Layer, Figure>,
                "units that begin alike and get the same gradient stay alike: draw the weights of this layer");
  static_assert(is_so<What != dead, Layer, Figure>,
                "this activation gives one number whatever comes in: begin with a bias of zero");
  static_assert(is_so<What != saturated, Layer, Figure>,
                "the slope is lost for this share of the inputs of an activation: draw smaller weights, or normalize");
  static_assert(is_so<What != exploding_forward, Layer, Figure>,
                "the mean square of a layer must not exceed 1e4: draw smaller weights, or normalize");
  static_assert(is_so<What != vanishing_forward, Layer, Figure>,
                "the mean square of a layer must not fall below 1e-4: draw larger weights, or normalize");
  static_assert(is_so<What != exploding_backward, Layer, Figure>,
                "the mean square gradient of a layer must not exceed 1e4 times the last layer's: draw smaller weights");
  static_assert(
      is_so<What != vanishing_backward, Layer, Figure>,
      "the mean square gradient of a layer must not fall below 1e-4 of the last layer's: draw larger weights, "
      "or take an activation that is steeper");
}

/// Of what comes in: mean 0, variance 1. Another type of the kind says otherwise, `static constexpr eg::signal_source
/// input{{20, 404, 400}};`.
struct unit_input {
  static constexpr signal_source input{};
};
/// What is wrong with a network before it runs, and where.
template <const auto& Net, class Given = unit_input>
struct diagnosis {
  signal_fault fault;
  printed_text place;
  constexpr diagnosis() {
    const signal_report r = signal_of<Net, 16>(Given::input, true);
    fault = r.worst;
    place.put_layer_before(r.layers.data(), fault.layer);
  }
};
template <const auto& Net, class Given = unit_input>
inline constexpr diagnosis<Net, Given> diagnosis_of;

/// `static_assert(eg::healthy<net>())` holds, or fails with one message: the first layer that is not, the figure, the
/// cure. For a value that depends on it see `eg::diagnosis_of<net>.fault.what`.
template <const auto& Net, class Given = unit_input>
consteval bool healthy() {
  if constexpr (fits_together<Net>) {
    constexpr const diagnosis<Net, Given>& d = diagnosis_of<Net, Given>;
    constexpr scientific figure(d.fault.figure);
    if constexpr (d.fault.what != verdict::healthy)
      complain<d.fault.what, d.place.template as<in_layer<d.place.size + 1>>(), measured<figure.size + 1>(figure)>();
  }
  return true;
}

}  // namespace evengrad::inline EVENGRAD_ISA
