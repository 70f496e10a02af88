// Layers by steps: colour is the size of the gradient, in orders of magnitude.
#pragma once
#include <evengrad/report/palette.hpp>
#include <evengrad/report/svg.hpp>
#include <evengrad/report/thin.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// Root mean squares of gradients of layers, by column of steps; the same colours in every picture of them.
struct gradient_sizes {
  std::vector<column> columns;
  std::vector<std::vector<spread_of_many>> of;  // layer, column
  scale sizes = scale::logarithm(1e-2, 1);
  bool any_zero = false, any_not_finite = false;

  gradient_sizes(const recording& r, std::size_t most) : columns(columns_of(r.steps.size(), most)) {
    double low = 0, high = 0;
    for (std::size_t l = 0; l < r.layers.size(); ++l) {
      of.emplace_back();
      for (const column& c : columns) {
        of[l].push_back(merged(r, c, gradient_of(l)));
        const spread_of_many& s = of[l].back();
        const double size = s.rms();
        any_not_finite = any_not_finite || s.not_finite > 0;
        if (s.count == 0) continue;
        any_zero = any_zero || size == 0;
        if (!(size > 0) || size - size != 0) continue;
        low = low == 0 || size < low ? size : low, high = size > high ? size : high;
      }
    }
    if (high > 0) sizes = scale::magnitudes(low, high, 2);
  }
  /// The class of a colour; "none" where nothing was recorded, "zero", "broken" where a number is not finite.
  std::string class_of(const spread_of_many& s) const {
    if (s.not_finite > 0 || s.rms() - s.rms() != 0) return "broken";
    if (s.count == 0) return "none";
    return s.rms() > 0 ? step_class(sizes.at(s.rms())) : "zero";
  }
  static std::string text_of(const spread_of_many& s) {
    if (s.not_finite > 0) return std::to_string(s.not_finite) + " numbers are not finite";
    return s.count == 0 ? "not recorded" : value_text(s.rms());
  }
  /// Which colour is which size.
  std::string legend_text() const {
    std::string out =
        "<p class=\"legend colours\"><svg width=\"220\" height=\"30\" role=\"img\" aria-label=\"Colours from " +
        value_text(sizes.low()) + " to " + value_text(sizes.high()) + "\">";
    for (int i = 0; i < colour_steps; ++i)
      put(out, {"<rect class=\"v", std::to_string(i), "\" x=\"", coordinate(10 + i * 200. / colour_steps),
                "\" y=\"2\" width=\"", coordinate(200. / colour_steps), "\" height=\"10\"/>"});
    for (const tick& t : sizes.ticks(5))
      put(out, {"<text x=\"", coordinate(10 + 200 * sizes.at(t.value)), "\" y=\"25\" text-anchor=\"middle\">", t.label,
                "</text>"});
    out += "</svg> <span>RMS of the gradient</span>";
    auto box = [&](const char* style, const char* name) {
      put(out, {std::string(" <span><svg width=\"14\" height=\"12\" aria-hidden=\"true\"><rect class=\""), style,
                "\" width=\"14\" height=\"12\"/></svg> ", name, "</span>"});
    };
    if (any_zero) box("zero", "0");
    if (any_not_finite) box("broken", "not finite");
    return out + "</p>";
  }
};

/// Rows are layers from the input on, columns recorded steps.
inline std::string heat_map(const recording& r, const gradient_sizes& g) {
  constexpr std::size_t name = 14;
  const std::size_t layers = r.layers.size(), n = g.columns.size();
  if (layers == 0 || n == 0) return "";
  const int row = std::clamp(210 / int(layers), 15, 36);
  std::string cells, words;
  for (std::size_t l = 0; l < layers; ++l) {
    cells += "<g class=\"hits\">";
    for (std::size_t c = 0; c < n; ++c)
      put(cells, {"<path class=\"", g.class_of(g.of[l][c]), "\" d=\"M", std::to_string(c), " ", std::to_string(l),
                  "h1v1h-1z\"><title>", escaped(r.layers[l].name), ", ", steps_text(r, g.columns[c]), ": ",
                  g.text_of(g.of[l][c]), "</title></path>"});
    cells += "</g>";
    put(words, {"<text class=\"layer\" x=\"-7\" y=\"", std::to_string(row * int(l) + row / 2),
                "\" dy=\"4\" text-anchor=\"end\">", escaped(shortened_path(r.layers[l].name, name)), "</text>"});
  }
  // The columns stand side by side without regard to the distance of their steps.
  const std::size_t marks = n < 5 ? n : 5;
  for (std::size_t i = 0; i < marks; ++i) {
    const std::size_t c = marks > 1 ? i * (n - 1) / (marks - 1) : 0;
    put(words, {"<text x=\"", coordinate(100 * (double(c) + 0.5) / double(n)),
                "%\" y=\"100%\" dy=\"17\" text-anchor=\"middle\">", std::to_string(r.steps[g.columns[c].first].step),
                "</text>"});
  }
  return together(
      {g.legend_text(), "<div class=\"plot heat\" style=\"padding:4px 12px 38px 104px\"><svg width=\"100%\" height=\"",
       std::to_string(row * int(layers)),
       "\" role=\"img\" tabindex=\"0\" aria-label=\"Heat map of the gradient's size, ", std::to_string(layers),
       " layers by ", std::to_string(n), " columns of steps\"><svg viewBox=\"0 0 ", std::to_string(n), " ",
       std::to_string(layers), "\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\">", cells, "</svg>",
       words, "<text class=\"note\" x=\"100%\" y=\"100%\" dy=\"33\" text-anchor=\"end\">step</text></svg></div>"});
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
