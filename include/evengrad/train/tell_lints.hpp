// What `fit` says on stderr before the first step: the lints of the network, and of its data.
#pragma once
#include <evengrad/data/dataset.hpp>
#include <evengrad/lint/strict.hpp>

#include <cmath>
#include <cstdio>

namespace evengrad::inline EVENGRAD_ISA {

/// The feature whose root mean square is largest, as text; empty where it is no more than `largest_input`.
inline std::string far_feature(const rows_view& x) {
  std::vector<double> sum(std::size_t(x.width)), square(sum);
  for (int r = 0; r < x.rows; ++r)
    for (int i = 0; i < x.width; ++i) {
      const double v = x.row(r)[i];
      sum[std::size_t(i)] += v, square[std::size_t(i)] += v * v;
    }
  std::size_t worst = 0;
  for (std::size_t i = 1; i < square.size(); ++i)
    if (square[i] > square[worst]) worst = i;
  const double rows = x.rows, mean = sum[worst] / rows, of_squares = square[worst] / rows;
  if (!(of_squares > largest_input * largest_input)) return {};
  char text[96];
  std::snprintf(text, sizeof text, "feature %d: mean %.4g, deviation %.4g", int(worst), mean,
                std::sqrt(std::fmax(of_squares - mean * mean, 0)));
  return text;
}

/// The line of unscaled_input, of data that a network takes as it comes; empty where there is nothing to say.
template <const auto& Net, class Policy, class Loss>
std::string input_line(const rows_view& x) {
  if constexpr (looks_for<Policy>(lint::unscaled_input)) {
    using C = checked<Net, Loss>;
    if constexpr (input_lints<C>.count > 0)
      if (const std::string figures = far_feature(x); !figures.empty()) return line_of(input_lints<C>.of[0], figures);
  }
  return {};
}

/// Lines on stderr, each once in the life of a program; an error where the policy says so. Nothing is compiled, and
/// nothing is done, for what it turns off.
template <const auto& Net, class Policy, class Loss>
void tell_lints(const rows_view& x) {
  if constexpr (looks_for_any<Policy>)
    if constexpr (check_lints<Net, Policy, Loss>()) {
      [[maybe_unused]] static const int of_network = std::fputs(lints<Net, Policy>(Loss{}).c_str(), stderr);
      if (const std::string of_data = input_line<Net, Policy, Loss>(x); !of_data.empty()) [[maybe_unused]]
        static const int once = std::fputs(of_data.c_str(), stderr);
    }
}

}  // namespace evengrad::inline EVENGRAD_ISA
