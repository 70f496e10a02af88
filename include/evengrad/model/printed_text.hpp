// Names and numbers as text in messages of the compiler.
#pragma once
#include <evengrad/graph/node.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of a text clang 16 prints only the beginning.
inline constexpr int printed = 36;

/// The end of a text, as much as is printed.
struct printed_text {
  char text[printed]{};
  int size = 0;

  constexpr void put_before(std::string_view s) {
    for (int i = int(s.size()) - 1; i >= 0; --i) {
      if (size == printed) {
        text[0] = text[1] = '.';
        return;
      }
      for (int j = size++; j > 0; --j) text[j] = text[j - 1];
      text[0] = s[std::size_t(i)];
    }
  }
  constexpr void put_before(int n) {
    do put_before(std::string_view(&"0123456789"[n % 10], 1));
    while (n /= 10);
  }
  /// "encoder_1.dense_2".
  constexpr void put_layer_before(const layer_info* layers, int layer) {
    for (; layer >= 0; layer = layers[layer].parent) {
      if (size) put_before(".");
      put_before(layers[layer].ordinal);
      put_before("_");
      put_before(layers[layer].name);
    }
  }
  template <class Text>
  constexpr Text as() const {
    Text t;
    for (int i = 0; i < size; ++i) t.text[i] = text[i];
    t.text[size] = 0;  // written, for clang prints no text where an element is left to its default
    return t;
  }
};
}  // namespace evengrad::inline EVENGRAD_ISA
