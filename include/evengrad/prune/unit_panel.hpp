// One net of dense layers as units in columns and connections between them, what is dead in red.
#pragma once
#include <evengrad/model/columns.hpp>
#include <evengrad/prune/layer_picture.hpp>
#include <evengrad/report/markup.hpp>

#include <algorithm>
#include <array>

namespace evengrad::inline EVENGRAD_ISA {

struct picture_options {
  std::string before = "Before", after = "After";  // headings
  int connections = 3000;                          // of each net, the strongest, shared among its layers
  bool one_below_the_other = false;
};

namespace report {

/// One of the nets. Layers of many units are grids of dots, row by row; inputs that are a square number are a square,
/// as an image is.
class unit_panel {
  static constexpr int room = 400, top = 84, least_gap = 92, most_in_column = 32, most_dots = 4096;
  static constexpr int tones = 6;  // of connections, by the size of the weight
  const std::vector<layer_picture>& layers;
  const picture_options& options;
  unit_states states;

  struct column {
    int units = 0, each = 1, dots = 0, across = 1, down = 1;  // a dot stands for `each` units
    double pitch = 0, left = 0, wide = 0;
    double x(int dot) const { return left + pitch * (dot % across + 0.5); }
    double y(int dot) const { return top + room / 2. + pitch * (dot / across + 0.5 - down / 2.); }
    double radius() const { return across == 1 ? std::min(9., pitch * 0.36) : pitch * 0.38; }
  };
  std::vector<column> columns;

  void place() {
    const std::size_t n = layers.size();
    for (std::size_t i = 0; i <= n; ++i) {
      column c;
      c.units = i == 0 ? layers[0].inputs : layers[i - 1].units;
      c.each = (c.units + most_dots - 1) / most_dots;
      c.dots = (c.units + c.each - 1) / c.each;
      const int side = int(std::lround(std::sqrt(double(c.dots))));
      if (c.dots <= most_in_column) c.down = c.dots, c.pitch = std::min(30., double(room) / c.dots);
      else if (i == 0 && side * side == c.dots) c.across = c.down = side, c.pitch = std::clamp(170. / side, 4., 18.);
      else {
        c.pitch = c.dots <= 400 ? 9 : c.dots <= 1600 ? 7 : 5;
        c.across = std::max(2, int(std::ceil(c.dots * c.pitch / room)));
        c.down = (c.dots + c.across - 1) / c.across;
      }
      c.wide = c.pitch * c.across;
      columns.push_back(c);
    }
    double sum = 0;
    for (const column& c : columns) sum += c.wide;
    const double gap = std::max<double>(least_gap, n > 0 ? (560 - sum) / double(n + 1) : 0);
    double x = gap / 2;
    for (column& c : columns) c.left = x, x += c.wide + gap;
    width = int(std::ceil(x - gap / 2));
  }

  struct connection {
    float size;
    int input, unit;
  };
  std::vector<connection> connections_of(const layer_picture& l) const {
    std::vector<connection> all;
    for (int k = 0; k < l.inputs; ++k)
      for (int u = 0; u < l.units; ++u)
        if (const float w = std::fabs(l.weight(k, u)); w > 0 && w - w == 0) all.push_back({w, k, u});
    return all;
  }
  /// How many of each layer are drawn: equally many, and what one does not need goes to the others.
  std::vector<std::size_t> shares(const std::vector<std::vector<connection>>& all) const {
    std::vector<std::size_t> share(all.size(), 0);
    std::size_t left = std::size_t(std::max(0, options.connections));
    for (std::size_t open = all.size(); left > 0 && open > 0;) {
      const std::size_t each = std::max<std::size_t>(1, left / open);
      open = 0;
      for (std::size_t i = 0; i < all.size(); ++i) {
        const std::size_t more = std::min({each, left, all[i].size() - share[i]});
        share[i] += more, left -= more, open += share[i] < all[i].size();
      }
    }
    return share;
  }
  std::string lines(std::size_t i, std::vector<connection>& all, std::size_t share) const {
    if (share == 0) return "";
    std::sort(all.begin(), all.end(), [](const connection& a, const connection& b) {
      return a.size != b.size ? a.size > b.size : a.input != b.input ? a.input < b.input : a.unit < b.unit;
    });
    const column &from = columns[i], &to = columns[i + 1];
    const float full = all[share / 50].size;  // all beyond it are as strong
    std::array<std::string, 2 * tones> d;     // those of dead units, and on them the others
    for (std::size_t k = 0; k < share; ++k) {
      const connection& c = all[k];
      const int tone = std::min(tones - 1, int(std::min(1.f, c.size / full) * tones));
      const bool gone = states.dead(i, c.input) || states.dead(i + 1, c.unit);
      const int a = c.input / from.each, b = c.unit / to.each;
      put(d[std::size_t(tone + (gone ? 0 : tones))],
          {"M", coordinate(from.x(a)), " ", coordinate(from.y(a)), "L", coordinate(to.x(b)), " ", coordinate(to.y(b))});
    }
    const double strongest = share > 800 ? 0.36 : share > 200 ? 0.6 : 0.9;
    std::string out;
    for (int k = 0; k < 2 * tones; ++k)
      if (!d[std::size_t(k)].empty())
        put(out, {"<path class=\"way", (k < tones ? " gone" : ""), "\" stroke-opacity=\"",
                  digits_of(strongest * (k % tones + 1) / tones, std::chars_format::fixed, 2), "\" d=\"",
                  d[std::size_t(k)], "\"/>"});
    return out;
  }
  std::string units(std::size_t i) const {
    const column& c = columns[i];
    std::array<std::string, 3> d;
    for (int dot = 0; dot < c.dots; ++dot) {
      bool none = true;
      for (int u = dot * c.each; u < std::min(c.units, (dot + 1) * c.each); ++u) none = none && states.dead(i, u);
      put(d[none ? i == 0 ? 1 : 2 : 0], {"M", coordinate(c.x(dot)), " ", coordinate(c.y(dot)), "h0"});
    }
    static constexpr const char* style[] = {"unit", "unit unread", "unit dead"};
    std::string out;
    for (std::size_t k = 0; k < d.size(); ++k)
      if (!d[k].empty())
        put(out,
            {"<path class=\"", style[k], "\" stroke-width=\"", coordinate(2 * c.radius()), "\" d=\"", d[k], "\"/>"});
    return out;
  }
  static std::string word(double x, double y, const char* style, const std::string& text, const char* more = "") {
    return together({"<text class=\"", style, "\" x=\"", coordinate(x), "\" y=\"", coordinate(y), "\"", more, ">",
                     escaped(text), "</text>"});
  }

 public:
  static constexpr int height = top + room + 116;
  int width = 0;

  unit_panel(const std::vector<layer_picture>& layers, const picture_options& o)
      : layers(layers), options(o), states(layers) {
    place();
  }
  std::string text(const std::string& heading) const {
    std::int64_t count = 0, kept = 0, broken = 0;
    int hidden = 0, dead = 0, most_each = 1;
    std::vector<std::vector<connection>> all;
    for (std::size_t i = 0; i < layers.size(); ++i) {
      all.push_back(connections_of(layers[i]));
      count += layers[i].count(), kept += layers[i].kept(), broken += layers[i].kept() - std::int64_t(all[i].size());
      hidden += layers[i].units, dead += states.dead_count(i + 1);
    }
    const std::vector<std::size_t> share = shares(all);
    std::string ways, dots, words = word(0, 18, "heading", heading);
    const char* const middle = " text-anchor=\"middle\"";
    words += word(0, 40, "note",
                  grouped(kept) + " of " + grouped(count) + " weights, " + grouped(hidden) + " units" +
                      (dead ? ", " + grouped(dead) + " of them dead" : ""));
    std::size_t drawn = 0;
    for (std::size_t i = 0; i <= layers.size(); ++i) {
      const column& c = columns[i];
      const double x = c.left + c.wide / 2;
      const int gone = states.dead_count(i);
      const std::string name = i == 0 ? "input" : layers[i - 1].name, of = i == 0         ? ""
                                                                           : c.units == 1 ? " unit"
                                                                                          : " units";
      most_each = std::max(most_each, c.each);
      dots += "<g>" + units(i) + "<title>" +
              escaped(name + ": " + grouped(c.units) + (i == 0 ? " numbers" : of) +
                      (gone ? ", " + grouped(gone) + (i == 0 ? " are not read" : " dead") : "")) +
              "</title></g>";
      words += word(x, top + room + 22, "name", shortened_path(name, 13), middle) +
               word(x, top + room + 42, "note", grouped(c.units) + of, middle);
      if (gone)
        words += word(x, top + room + 62, i == 0 ? "note" : "note dead",
                      grouped(gone) + (i == 0 ? " not read" : " dead"), middle);
      if (i == layers.size()) break;
      const layer_picture& l = layers[i];
      ways += "<g>" + lines(i, all[i], share[i]) + "<title>" +
              escaped(l.name + ": " + grouped(l.kept()) + " of " + grouped(l.count()) + " weights") + "</title></g>";
      drawn += share[i];
      words += word((c.left + c.wide + columns[i + 1].left) / 2, top - 14, "note",
                    percent(double(l.kept()) / double(l.count())) + " kept", middle);
    }
    std::string note;
    if (kept - broken > std::int64_t(drawn))
      note =
          "Drawn are the strongest " + grouped(std::int64_t(drawn)) + " of " + grouped(kept - broken) + " connections.";
    if (broken > 0) note += " " + grouped(broken) + " weights are not finite, and not drawn.";
    if (most_each > 1) note += " A dot stands for up to " + std::to_string(most_each) + " units.";
    std::string colours;
    if (dead) colours = "Red: the same for all rows, or not read.";
    if (states.dead_count(0)) colours += std::string(dead ? " " : "") + "Grey: not read.";
    return ways + dots + words + word(0, height - 28, "note", colours) + word(0, height - 8, "note", note);
  }
};

}  // namespace report
}  // namespace evengrad::inline EVENGRAD_ISA
