// The figures of a network's signal as a table with a bar for each layer.
#pragma once
#include <evengrad/model/columns.hpp>
#include <evengrad/model/directory.hpp>
#include <evengrad/signal/healthy.hpp>

#include <algorithm>
#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// What a verdict means, in words.
inline std::string_view words_of(verdict v) {
  static constexpr std::string_view words[] = {
      "healthy",
      "symmetric: the units of this layer begin alike and get the same gradient",
      "dead: this activation gives the same number whatever comes in",
      "saturated: most inputs of this activation lie where it has lost its slope",
      "exploding forward: the mean square of this layer is over 1e4",
      "vanishing forward: the mean square of this layer is under 1e-4",
      "exploding backward: the mean square gradient of this layer is over 1e4 times that of the last",
      "vanishing backward: the mean square gradient of this layer is under 1e-4 of that of the last"};
  return words[std::size_t(v)];
}

class signal_table {
  std::string out;

  static std::string number(double x) {
    char text[32];
    if (x == 0) return "0";
    x -= x * 1e-12;  // so that 5/32 is rounded alike whatever its last bits are
    std::snprintf(text, sizeof text, std::abs(x) >= 1e-3 && std::abs(x) < 1e5 ? "%.4g" : "%.2e", x);
    return text;
  }
  static std::string percent(double x) {
    if (x < 0) return "–";
    char text[32];
    std::snprintf(text, sizeof text, "%.0f %%", 100 * x);
    return text;
  }
  /// Twelve places from 10⁻⁴ to 10⁴ around 1 in the middle.
  static std::string bar(double x) {
    constexpr int half = 6;
    const double at = x > 0 ? std::clamp(std::log10(x) / 4 * half, -double(half), double(half)) : -half;
    const int n = int(std::lround(at));
    std::string s;
    for (int i = -half; i <= half; ++i) append(s, i == 0 ? "│" : (i < 0 ? i >= n : i <= n) ? "█" : "·");
    return s;
  }

 public:
  explicit signal_table(const signal_report& r) {
    std::vector<std::string> names;
    int width = 8;
    for (const layer_signal& x : r.rows) {
      names.push_back(layer_name(r.layers.data(), x.layer));
      width = std::max(width, width_of(names.back()) + 2);
    }
    const auto cells = [&](std::string_view name, const auto& forward, std::string_view bar, const auto& backward,
                           std::string_view back_bar, const auto& factor, const auto& linear, const auto& saturated,
                           const auto& chi) {
      line(out, pad(name, width), pad_left(forward, 10), "  ", pad(bar, 15), pad_left(backward, 10), "  ",
           pad(back_bar, 15), pad_left(factor, 8), pad_left(linear, 8), pad_left(saturated, 11), pad_left(chi, 8));
    };
    cells("layer", "E[y²]", "", "E[L'²]", "", "(a'f')²", "linear", "saturated", "χ₁");
    std::string rule;
    for (int i = 0; i < width + 90; ++i) append(rule, "─");
    line(out, rule);
    for (int i = 0; i < r.rows.n; ++i) {
      const layer_signal& x = r.rows[i];
      cells(names[std::size_t(i)], number(x.out.second), bar(x.out.second), number(x.backward), bar(x.backward),
            i > 0 ? number(x.factor) : "–", percent(x.linear), percent(x.saturated), x.chi < 0 ? "–" : number(x.chi));
    }
    line(out, rule);
    if (r.worst.what == verdict::healthy) line(out, words_of(r.worst.what));
    else
      line(out, layer_name(r.layers.data(), r.worst.layer), " is ", words_of(r.worst.what), " (",
           number(r.worst.figure), ")");
  }
  const std::string& text() const { return out; }
};

/// The table of a network at its initialization, for inputs of these moments: of each layer the mean square of its
/// value, that of its loss gradient relative to the last layer's, the factor between two layers' gradients, the shares
/// of an activation's inputs where it is near linear and where it is saturated, and χ₁; then the verdict.
template <const auto& Net>
std::string signal(const signal_source& from = {}) {
  return signal_table(signal_of<Net>(from)).text();
}

}  // namespace evengrad::inline EVENGRAD_ISA
