// 1,797 handwritten digits of 8 · 8 pixels in the library itself, so that the first example needs no file.
#pragma once
#include <evengrad/data/split.hpp>

namespace evengrad::inline EVENGRAD_ISA {

// A line a digit: two characters hold three values below 17, the pixels row by row, then the label.
inline constexpr char digit_lines[][45] = {
#include <evengrad/data/digits.inc>
};

/// All 1,797 digits in the order of their source: rows of 64 pixels in [0, 1], classes 0 … 9. The test set of "Optical
/// Recognition of Handwritten Digits" (Alpaydin and Kaynak, UCI, 1998, doi 10.24432/C50P49, CC BY 4.0), pixels / 16.
inline table all_digits() {
  table out{{}, {}, 64, 1, 10};
  out.reserve(static_cast<int>(sizeof digit_lines / sizeof digit_lines[0]));
  const auto place = [](char c) { return c - '(' - (c > '?') - (c > '\\'); };
  for (const auto& line : digit_lines) {
    float values[66];
    for (int i = 0; i < 22; ++i) {
      const int n = 71 * place(line[2 * i]) + place(line[2 * i + 1]);
      values[3 * i] = static_cast<float>(n / 289) / 16;
      values[3 * i + 1] = static_cast<float>(n / 17 % 17) / 16;
      values[3 * i + 2] = static_cast<float>(n % 17) / 16;
    }
    const float label = values[64] * 16;
    out.append(values, &label);
  }
  return out;
}

/// The digits with a fifth held out: 1,438 rows to train, 359 to test, each class in its share, always the same rows.
inline train_and_test digits() { return split(all_digits(), 0.2, seed{0}, stratify::yes); }

}  // namespace evengrad::inline EVENGRAD_ISA
