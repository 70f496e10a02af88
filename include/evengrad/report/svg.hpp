// Charts as SVG that fits any width: shapes are stretched, while lines and text keep their size.
#pragma once
#include <evengrad/report/scale.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

struct point {
  double x, y;
};

inline std::string element(std::string_view name, const std::string& attributes, const std::string& inside) {
  return together(
      {"<", std::string(name), (attributes.empty() ? "" : " "), attributes, ">", inside, "</", std::string(name), ">"});
}

/// The room of a chart in pixels, and what it is for who does not see it.
struct chart_frame {
  int height = 200, left = 52, right = 10, bottom = 36;
  std::string x_label{}, y_label{}, description{};
  int x_ticks = 5, y_ticks = 5;
  bool whole_x = false;         // marks at whole numbers only
  std::vector<tick> x_marks{};  // instead of round numbers
};

/// Marks that differ without colour: the shapes of series, around 0.
inline std::string mark_of(int series) {
  static constexpr const char* shapes[] = {"M-4.5 0C-4.5 -6 4.5 -6 4.5 0C4.5 6 -4.5 6 -4.5 0Z",
                                           "M-4 -4L4 -4L4 4L-4 4Z",
                                           "M0 -5.5L5 3.5L-5 3.5Z",
                                           "M0 -5.5L5 0L0 5.5L-5 0Z",
                                           "M0 5.5L5 -3.5L-5 -3.5Z",
                                           "M-4.5 -1.5L4.5 -1.5L4.5 1.5L-4.5 1.5Z"};
  return together({"<path class=\"mark f", std::to_string(series % 4), "\" d=\"", shapes[series % 6], "\"/>"});
}

/// A drawing with two axes. Values that are not finite are gaps.
class chart {
  static constexpr double side = 1000;  // of the stretched drawing
  chart_frame frame;
  scale x, y;
  std::string below, shapes, marks, hits, words;

  std::string to_x(double v) const { return coordinate(side * x.at(v)); }
  std::string to_y(double v) const { return coordinate(side * (1 - y.at(v))); }
  static std::string of(double share) { return coordinate(100 * share) + "%"; }
  static bool drawn(const point& p) { return p.x - p.x == 0 && p.y - p.y == 0; }

  /// A line through neighbours; those without one are dots.
  std::string ways(const std::vector<point>& points, std::string& alone) const {
    std::string d;
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (!drawn(points[i])) continue;
      const bool follows = i > 0 && drawn(points[i - 1]);
      const bool ends = i + 1 == points.size() || !drawn(points[i + 1]);
      (!follows && ends ? alone : d) +=
          (follows ? 'L' : 'M') + to_x(points[i].x) + ' ' + to_y(points[i].y) + (!follows && ends ? "h0" : "");
    }
    return d;
  }

 public:
  chart(chart_frame f, scale x, scale y) : frame(std::move(f)), x(x), y(y) {}
  double x_low() const { return x.low(); }
  double x_high() const { return x.high(); }

  void line(const std::vector<point>& points, const std::string& style) {
    std::string alone;
    const std::string d = ways(points, alone);
    if (!d.empty()) put(shapes, {"<path class=\"line ", style, "\" d=\"", d, "\"/>"});
    if (!alone.empty()) put(shapes, {"<path class=\"dot ", style, "\" d=\"", alone, "\"/>"});
  }
  void dot(const point& p, const std::string& style) {
    if (drawn(p)) put(shapes, {"<path class=\"dot ", style, "\" d=\"M", to_x(p.x), " ", to_y(p.y), "h0\"/>"});
  }
  /// The mark of a series, which keeps its form at any width.
  void mark(const point& p, int series) {
    if (drawn(p))
      put(marks, {"<svg x=\"", of(x.at(p.x)), "\" y=\"", of(1 - y.at(p.y)), "\">", mark_of(series), "</svg>"});
  }
  /// From the least to the most of what was measured at a place.
  void bar(double place, double low, double high, const std::string& style) {
    if (drawn({place, low}) && drawn({place, high}) && high > low)
      put(shapes, {"<path class=\"span ", style, "\" d=\"M", to_x(place), " ", to_y(low), "L", to_x(place), " ",
                   to_y(high), "\"/>"});
  }
  /// The area between two lines over the same places.
  void area(const std::vector<point>& lower, const std::vector<point>& upper, const std::string& style) {
    for (std::size_t i = 0; i < upper.size();) {
      std::size_t end = i;
      while (end < upper.size() && drawn(upper[end]) && drawn(lower[end])) ++end;
      std::string d;
      for (std::size_t k = i; k < end; ++k) d += (d.empty() ? 'M' : 'L') + to_x(upper[k].x) + ' ' + to_y(upper[k].y);
      for (std::size_t k = end; k-- > i;) d += 'L' + to_x(lower[k].x) + ' ' + to_y(lower[k].y);
      if (end - i == 1)  // nothing between: a bar
        put(shapes, {"<path class=\"bar ", style, "\" d=\"", d, "\"/>"});
      else if (!d.empty()) put(shapes, {"<path class=\"", style, "\" d=\"", d, "Z\"/>"});
      i = end + 1;
    }
  }
  /// A horizontal line, with words or without, and a vertical one.
  void guide_at_y(double v, const std::string& text) {
    shapes += "<path class=\"guide\" d=\"M0 " + to_y(v) + "h1000\"/>";
    if (text.empty()) return;
    put(words, {"<text class=\"note halo\" x=\"100%\" y=\"", of(1 - y.at(v)), "\" dy=\"-4\" text-anchor=\"end\">",
                escaped(text), "</text>"});
  }
  void guide_at_x(double v, const std::string& text) {
    shapes += "<path class=\"guide\" d=\"M" + to_x(v) + " 0v1000\"/>";
    put(words, {"<text class=\"note halo\" x=\"", of(x.at(v)), "\" y=\"100%\" dy=\"-6\" dx=\"",
                (x.at(v) > 0.6 ? "-5\" text-anchor=\"end\">" : "5\">"), escaped(text), "</text>"});
  }
  void band_of_y(double low, double high) {
    put(below, {"<path class=\"zone\" d=\"M0 ", to_y(low), "L1000 ", to_y(low), "L1000 ", to_y(high), "L0 ", to_y(high),
                "Z\"/>"});
  }
  /// What is told of the places from one x to another, or of all that is between two y.
  void tell(double from, double to, const std::string& title) {
    const double a = side * x.at(from), b = side * x.at(to);
    put(hits, {"<rect x=\"", coordinate(a), "\" width=\"", coordinate(b - a), "\" height=\"1000\"><title>",
               escaped(title), "</title></rect>"});
  }
  /// The same for values at rising places, each up to the middle between its neighbours.
  void tell_each(const std::vector<double>& places, const std::vector<std::string>& titles) {
    for (std::size_t i = 0; i < places.size(); ++i)
      tell(i ? (places[i - 1] + places[i]) / 2 : x.low(),
           i + 1 < places.size() ? (places[i] + places[i + 1]) / 2 : x.high(), titles[i]);
  }

  std::string text() const {
    std::string grid, labels;
    for (const tick& t : y.ticks(frame.y_ticks)) {
      grid += "M0 " + to_y(t.value) + "h1000";
      put(labels,
          {"<text x=\"-7\" y=\"", of(1 - y.at(t.value)), "\" dy=\"4\" text-anchor=\"end\">", t.label, "</text>"});
    }
    for (const tick& t : frame.x_marks.empty() ? x.ticks(frame.x_ticks) : frame.x_marks) {
      if (frame.whole_x && std::fabs(t.value - std::round(t.value)) > 1e-6) continue;
      grid += "M" + to_x(t.value) + " 1000v12";
      labels +=
          "<text x=\"" + of(x.at(t.value)) + "\" y=\"100%\" dy=\"17\" text-anchor=\"middle\">" + t.label + "</text>";
    }
    if (!frame.x_label.empty())
      labels += "<text class=\"note\" x=\"100%\" y=\"100%\" dy=\"32\" text-anchor=\"end\">" + escaped(frame.x_label) +
                "</text>";
    const std::string padding =
        together({std::string("padding:"), (frame.y_label.empty() ? "8" : "24"), "px ", std::to_string(frame.right),
                  "px ", std::to_string(frame.bottom), "px ", std::to_string(frame.left), "px"});
    if (!frame.y_label.empty())
      put(labels, {"<text class=\"note\" x=\"-", std::to_string(frame.left - 4), "\" y=\"-11\">",
                   escaped(frame.y_label), "</text>"});
    return together({"<div class=\"plot\" style=\"", padding, "\"><svg width=\"100%\" height=\"",
                     std::to_string(frame.height), "\" role=\"img\" tabindex=\"0\" aria-label=\"",
                     escaped(frame.description), "\">",
                     "<svg viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\"><path "
                     "class=\"grid\" d=\"",
                     grid, "\"/>", below, shapes, "</svg>", labels, marks, words,
                     "<svg viewBox=\"0 0 1000 1000\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\"><g "
                     "class=\"hits\">",
                     hits, "</g></svg></svg></div>"});
  }
};

/// The names of series, each beside a piece of its line and, where it has one, its mark.
inline std::string legend(const std::vector<std::pair<std::string, std::string>>& style_and_name,
                          const std::vector<int>& marks = {}) {
  std::string out = "<p class=\"legend\">";
  for (std::size_t i = 0; i < style_and_name.size(); ++i) {
    const auto& [style, name] = style_and_name[i];
    put(out, {"<span><svg width=\"26\" height=\"10\" aria-hidden=\"true\"><path class=\"line ", style,
              "\" d=\"M1 5h24\"/>", (i < marks.size() ? "<svg x=\"13\" y=\"5\">" + mark_of(marks[i]) + "</svg>" : ""),
              "</svg> ", escaped(name), "</span> "});
  }
  return out + "</p>";
}
/// A chart with a sentence on how to read it.
inline std::string figure_with(const std::string& heading, const std::string& guide, const std::string& drawing,
                               const std::string& style = "") {
  return together({"<figure class=\"card ", style, "\"><h3>", escaped(heading), "</h3>",
                   (guide.empty() ? "" : "<p class=\"guide\">" + guide + "</p>"), drawing, "</figure>"});
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
