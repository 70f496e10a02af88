// The network from top to bottom, a line for each value, coloured by the size of the gradient that flows back on it.
#pragma once
#include <evengrad/model/columns.hpp>
#include <evengrad/report/heat_map.hpp>
#include <evengrad/report/wiring.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// Which layer of a recording stands at a path; of the copies of a repeated block, whose paths have numbers, the first.
inline int recorded_at(const recording& r, const std::string& path) {
  if (path.empty()) return -1;
  auto without_numbers = [](const std::string& s) {
    std::string out;
    for (std::size_t i = 0; i < s.size();) {
      const std::size_t end = std::min(s.find('.', i), s.size());
      const std::string part = s.substr(i, end - i);
      if (part.find_first_not_of("0123456789") != part.npos) out += (out.empty() ? "" : ".") + part;
      i = end + 1;
    }
    return out;
  };
  for (const bool exactly : {true, false})
    for (std::size_t l = 0; l < r.layers.size(); ++l)
      if (exactly ? r.layers[l].name == path : without_numbers(r.layers[l].name) == path) return int(l);
  return -1;
}

class network_drawing {
  static constexpr int row = 26, lane = 18, margin = 12;
  const wiring& w;
  const recording& r;
  const gradient_sizes& g;
  std::vector<int> lane_of, last_user, readers;
  std::vector<spread_of_many> gradient;  // of each row's value; of no numbers where it is not known
  int lanes = 1;
  struct piece {
    int gap, from, to;  // between row `gap` and the next one, from one lane to another
    int value;          // a row
  };
  std::vector<piece> pieces;

  /// A value keeps its lane down to its last reader; a reader sits in the lane of a value that ends there.
  void place() {
    const int n = int(w.rows.size());
    lane_of.assign(std::size_t(n), 0), last_user.assign(std::size_t(n), -1);
    for (int i = 0; i < n; ++i)
      for (const int from : w.rows[i].in) last_user[from] = i;
    std::vector<int> busy;  // lane → the last row that it is kept for
    for (int i = 0; i < n; ++i) {
      int mine = -1;
      for (const int from : w.rows[i].in)
        if (last_user[from] == i && (mine < 0 || lane_of[from] < mine)) mine = lane_of[from];
      for (int k = 0; mine < 0; ++k)
        if (k == int(busy.size()) || busy[k] < i) mine = k;
      if (mine == int(busy.size())) busy.push_back(0);
      busy[mine] = last_user[i], lane_of[i] = mine;
      lanes = std::max(lanes, int(busy.size()));
    }
    for (int i = 0; i < n; ++i)
      for (const int from : w.rows[i].in)
        for (int gap = from; gap < i; ++gap) {
          const piece p{gap, lane_of[from], gap + 1 == i ? lane_of[i] : lane_of[from], from};
          bool known = false;
          for (const piece& q : pieces) known = known || (q.gap == p.gap && q.from == p.from && q.to == p.to);
          if (!known) pieces.push_back(p);
        }
  }
  static double at_lane(int i) { return margin + lane * i; }
  /// What was recorded; of sums and concatenations what follows from the values that only they read.
  void find_gradients() {
    gradient.resize(w.rows.size()), readers.assign(w.rows.size(), 0);
    if (g.columns.empty()) return;
    for (const wiring::row& x : w.rows)
      for (const int from : x.in) ++readers[from];
    for (std::size_t i = 0; i < w.rows.size(); ++i) {
      const wiring::row& x = w.rows[i];
      if (const int l = recorded_at(r, x.path); l >= 0) gradient[i] = g.of[std::size_t(l)].back();
      else if (x.label == "+") {
        for (const int from : x.in)
          if (readers[from] == 1 && gradient[i].count == 0) gradient[i] = gradient[from];
      } else if (x.label == "concat") {
        bool all = true;
        for (const int from : x.in) all = all && readers[from] == 1 && gradient[from].count > 0;
        for (const int from : x.in)
          if (all) gradient[i].merge(gradient[from]);
      }
    }
  }
  bool known(int row) const { return gradient[row].count > 0 || gradient[row].not_finite > 0; }
  std::string way(const piece& p, int first) const {
    const double y = row * (p.gap - first + 0.5), a = at_lane(p.from), b = at_lane(p.to);
    std::string d = together({"M", coordinate(a), " ", coordinate(y)});
    if (p.from == p.to) d += "v" + std::to_string(row);
    else
      put(d, {"C", coordinate(a), " ", coordinate(y + row * 0.6), " ", coordinate(b), " ", coordinate(y + row * 0.4),
              " ", coordinate(b), " ", coordinate(y + row)});
    const spread_of_many& s = gradient[p.value];
    const double thick = s.rms() > 0 && s.rms() - s.rms() == 0 ? 2 + 4 * g.sizes.at(s.rms()) : 1.5;
    return together(
        {"<path class=\"flow ", g.class_of(s), "\" style=\"stroke-width:", coordinate(thick), "\" d=\"", d, "\"/>"});
  }

 public:
  network_drawing(const wiring& w, const recording& r, const gradient_sizes& g) : w(w), r(r), g(g) {
    place(), find_gradients();
  }
  /// Rows from `first` to before `end`; what goes on above and below is cut half-way.
  std::string part(int first, int end) const {
    std::string flows, dots, words, hits;
    for (const piece& p : pieces)
      if (p.gap >= first - 1 && p.gap < end) flows += way(p, first);
    const int left = margin + lane * lanes;
    for (int i = first; i < end; ++i) {
      const wiring::row& x = w.rows[i];
      const double y = row * (i - first + 0.5);
      const spread_of_many& s = gradient[i];
      const std::string style = g.class_of(s);
      if (x.is_layer)
        put(dots, {"<rect class=\"knot ", style, "\" x=\"", coordinate(at_lane(lane_of[i]) - 5), "\" y=\"",
                   coordinate(y - 5), "\" width=\"10\" height=\"10\" rx=\"2\"/>"});
      else
        put(dots, {"<circle class=\"knot open\" cx=\"", coordinate(at_lane(lane_of[i])), "\" cy=\"", coordinate(y),
                   "\" r=\"4\"/>"});
      put(words, {"<text class=\"", std::string(x.is_layer ? "layer" : "note"), "\" x=\"",
                  std::to_string(left + 10 * x.depth), "\" y=\"", coordinate(y), "\" dy=\"4\">",
                  escaped(shortened(x.label, 24)), " <tspan class=\"note\">", escaped(x.extents), "</tspan></text>"});
      if (known(i))
        put(words, {"<text x=\"100%\" y=\"", coordinate(y), "\" dy=\"4\" text-anchor=\"end\">",
                    escaped(s.not_finite ? "not finite" : value_text(s.rms())), "</text>"});
      std::string told = x.label + (x.extents.empty() ? "" : ", " + x.extents);
      if (x.parameters > 0) told += ", " + grouped(x.parameters) + " parameters";
      if (known(i))
        put(told, {"; RMS of the gradient by its value: ", g.text_of(s), ", ", steps_text(r, g.columns.back())});
      put(hits, {"<rect y=\"", std::to_string(row * (i - first)), "\" width=\"100%\" height=\"", std::to_string(row),
                 "\"><title>", escaped(told), "</title></rect>"});
    }
    return together({"<svg width=\"100%\" height=\"", std::to_string(row * (end - first)),
                     "\" role=\"img\" tabindex=\"0\" aria-label=\"The network, rows ", std::to_string(first + 1),
                     " to ", std::to_string(end), "\">", flows, dots, words, "<g class=\"hits\">", hits, "</g></svg>"});
  }
};

inline std::string network_map(const wiring& w, const recording& r, const gradient_sizes& g) {
  if (w.rows.empty()) return "";
  const network_drawing d(w, r, g);
  const int n = int(w.rows.size()), parts = n <= 14 ? 1 : n <= 40 ? 2 : 3, each = (n + parts - 1) / parts;
  std::string out = "<div class=\"plot map\">";
  for (int i = 0; i < n; i += each) out += d.part(i, std::min(n, i + each));
  return figure_with("The net, and the gradient that flows back through it",
                     "Read downwards, and on in the next column: squares are layers, circles what joins them, lines "
                     "values. The wider and stronger a line, the larger the "
                     "gradient on it; the figure at the right is its RMS in the last recorded steps.",
                     (g.columns.empty() ? "" : g.legend_text()) + out + "</div>", parts > 1 ? "wide" : "");
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
