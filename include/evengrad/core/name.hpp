// A text that can be a template argument: the names of taps, shared layers and random streams.
#pragma once
#include <evengrad/core/isa.hpp>

#include <string_view>

namespace evengrad::inline EVENGRAD_ISA {

template <int N>
struct name {
  char text[N]{};
  consteval name(const char (&s)[N]) {
    for (int i = 0; i < N; ++i) text[i] = s[i];
  }
  constexpr operator std::string_view() const { return {text, N - 1}; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
