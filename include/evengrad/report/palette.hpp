// Colours that people with any kind of colour vision can tell apart: one run of rising lightness, and a few for series.
#pragma once
#include <evengrad/report/markup.hpp>

#include <array>

namespace evengrad::inline EVENGRAD_ISA::report {

struct colour {
  double red, green, blue;  // 0 to 1, sRGB
};
inline std::string hex(const colour& c) {
  char text[16];
  std::snprintf(text, sizeof text, "#%02x%02x%02x", int(std::lround(255 * c.red)), int(std::lround(255 * c.green)),
                int(std::lround(255 * c.blue)));
  return text;
}

/// Viridis (van der Walt and Smith 2015), from dark at 0 to light at 1: lightness rises evenly, and is seen as well
/// without red or green.
constexpr colour viridis(double at) {
  constexpr int n = 9;
  constexpr unsigned stops[n] = {0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c,
                                 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725};
  const double t = (at < 0 ? 0 : at > 1 ? 1 : at) * (n - 1);
  const int i = int(t) < n - 2 ? int(t) : n - 2;
  auto part = [&](int shift) {
    const double a = double(stops[i] >> shift & 255), b = double(stops[i + 1] >> shift & 255);
    return (a + (b - a) * (t - i)) / 255;
  };
  return {part(16), part(8), part(0)};
}

/// Sizes are shown in so many steps, the classes v0 to v23 of the page.
inline constexpr int colour_steps = 24;
/// The more, the farther from the paper: dark on white, light on black.
constexpr colour step_of(int i, bool dark_page) {
  const double t = double(i) / (colour_steps - 1);
  return dark_page ? viridis(0.12 + 0.86 * t) : viridis(0.93 * (1 - t));
}
/// Of series, in this order; they differ in their dashes too (Okabe and Ito 2008, lighter on black).
inline constexpr std::array<const char*, 4> series_on_white = {"#0072b2", "#c04f00", "#00795a", "#a3487c"};
inline constexpr std::array<const char*, 4> series_on_black = {"#56b4e9", "#f0a030", "#2fc79a", "#e59bc6"};

/// A class for a place between 0 and 1.
inline std::string step_class(double at) {
  const int i = int(at * colour_steps);
  return "v" + std::to_string(i < 0 ? 0 : i >= colour_steps ? colour_steps - 1 : i);
}

/// What CSS knows of colours, for one kind of page.
inline std::string colour_variables(bool dark_page) {
  std::string css;
  for (int i = 0; i < colour_steps; ++i) put(css, {"--v", std::to_string(i), ":", hex(step_of(i, dark_page)), ";"});
  for (std::size_t i = 0; i < series_on_white.size(); ++i)
    put(css, {"--s", std::to_string(i), ":", (dark_page ? series_on_black : series_on_white)[i], ";"});
  return css;
}
/// The classes that use them.
inline std::string colour_classes() {
  std::string css;
  for (int i = 0; i < colour_steps; ++i) {
    const std::string n = std::to_string(i);
    put(css, {".v", n, "{fill:var(--v", n, ");stroke:var(--v", n, ")}"});
  }
  for (std::size_t i = 0; i < series_on_white.size(); ++i) {
    const std::string n = std::to_string(i);
    put(css, {".s", n, "{stroke:var(--s", n, ")}.f", n, "{fill:var(--s", n, ")}"});
  }
  return css;
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
