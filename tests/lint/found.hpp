// The lints of a network as one line of text.
#pragma once
#include <evengrad/evengrad.hpp>

namespace evengrad_test {

namespace eg = evengrad;

/// "dense_1 bias_without_effect; ".
template <const auto& Net, class Loss = eg::signal_probe, class Policy = eg::all_lints>
std::string found() {
  std::string s;
  for (int i = 0; i < eg::lints_of<Net, Loss, Policy>.count; ++i) {
    const eg::placed_lint& l = eg::lints_of<Net, Loss, Policy>.of[i];
    s += std::string(l.place.text, std::size_t(l.place.size)) + " " + std::string(eg::text_of(l.what).name) + "; ";
  }
  return s;
}

/// N times the same part, each written by itself.
template <int N>
constexpr auto times(auto part) {
  if constexpr (N == 1) return part;
  else return times<N - 1>(part) | part;
}

}  // namespace evengrad_test
