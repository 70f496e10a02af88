// A small dense net as a picture, and what became of it beside it.
#pragma once
#include <evengrad/data/new_file.hpp>
#include <evengrad/prune/unit_panel.hpp>

namespace evengrad::inline EVENGRAD_ISA {

namespace report {
/// For a file of its own, and for a page: all in classes of `units`.
inline constexpr const char* picture_style = R"(
.units{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--way:#0072b2;--unit:#3d4651;--idle:#c3cad2;--gone:#c8281d;font:12px/1.3 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
@media (prefers-color-scheme:dark){.units{--ink:#e8eaed;--soft:#a3acb7;--paper:#191d23;--way:#56b4e9;--unit:#c2cad3;--idle:#465060;--gone:#ff7a6b}}
@media print{.units{--ink:#1b1f24;--soft:#57606a;--paper:#fff;--way:#0072b2;--unit:#3d4651;--idle:#c3cad2;--gone:#c8281d}}
.units path,.units rect{vector-effect:none}
.units .back{fill:var(--paper);stroke:none}
.units text{fill:var(--ink);stroke:none;font-size:13px}
.units .heading{font-size:18px;font-weight:650}
.units .name{font-weight:600}
.units .note{fill:var(--soft)}
.units .way{fill:none;stroke:var(--way);stroke-width:1}
.units .way.gone{stroke:var(--gone)}
.units .unit{fill:none;stroke:var(--unit);stroke-linecap:round}
.units .unit.unread{stroke:var(--idle)}
.units .unit.dead{stroke:var(--gone)}
.units text.dead{fill:var(--gone);font-weight:600}
)";

inline std::string unit_picture(const std::vector<layer_picture>& before, const std::vector<layer_picture>& after,
                                const picture_options& o, const char* who) {
  check_layers(before, who), check_layers(after, who);
  if (before.empty()) fail(who, "a net without a layer", "give its dense layers in their order");
  constexpr int edge = 16;
  const unit_panel first(before, o);
  const int up = after.empty() ? 20 : 0;  // one net has no heading
  std::string inside = together({"<g transform=\"translate(16 ", std::to_string(edge - up), ")\">",
                                 first.text(after.empty() ? "" : o.before), "</g>"});
  int width = first.width, height = unit_panel::height - up;
  if (!after.empty()) {
    const unit_panel second(after, o);
    const bool below = o.one_below_the_other || first.width + second.width > 1600;
    put(inside, {"<g transform=\"translate(", std::to_string(below ? edge : 2 * edge + first.width), " ",
                 std::to_string(below ? 2 * edge + height : edge), ")\">", second.text(o.after), "</g>"});
    width = below ? std::max(width, second.width) : width + second.width + edge;
    height = below ? 2 * height + edge : height;
  }
  const std::string wide = std::to_string(width + 2 * edge), high = std::to_string(height + 2 * edge);
  return together({"<svg class=\"units\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ", wide, " ", high,
                   "\" width=\"", wide, "\" height=\"", high, "\" style=\"max-width:100%;height:auto\" role=\"img\" ",
                   "aria-label=\"Units and connections\"><style>", picture_style,
                   "</style><rect class=\"back\" width=\"100%\" height=\"100%\"/>", inside, "</svg>\n"});
}

}  // namespace report

/// SVG of a net of dense layers, and beside it of what became of it; `after` may be empty. A connection is the stronger
/// the larger its weight; one that is pruned is absent. A unit is red that is dead: the same for all rows, or read by
/// nothing. Fails where layers do not fit each other.
inline std::string unit_picture(const std::vector<layer_picture>& before, const std::vector<layer_picture>& after = {},
                                const picture_options& o = {}) {
  return report::unit_picture(before, after, o, "unit_picture");
}
/// The same as a file, such as "units.svg".
inline void write_unit_picture(const std::string& path, const std::vector<layer_picture>& before,
                               const std::vector<layer_picture>& after = {}, const picture_options& o = {}) {
  const std::string text = report::unit_picture(before, after, o, "write_unit_picture");
  new_file file(path, "write_unit_picture");
  file.write(text), file.put();
}

}  // namespace evengrad::inline EVENGRAD_ISA
