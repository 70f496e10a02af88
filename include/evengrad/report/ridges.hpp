// Histograms of all layers, one above the other: the first and the last recorded step.
#pragma once
#include <evengrad/report/svg.hpp>
#include <evengrad/report/thin.hpp>

#include <array>

namespace evengrad::inline EVENGRAD_ISA::report {

inline constexpr int bins = 80;

/// How a histogram is spread over the bins of an axis, without the numbers that are 0; the largest is 1.
struct profile {
  std::array<double, bins> height{};
  double zeros = 0;  // as a share

  profile(const figures& f, const scale& axis, bool size_only) {
    double all = 0, largest = 0;
    for (const log_histogram::bucket& b : f.histogram.filled) {
      all += double(b.count);
      if (b.at == 0) {
        zeros += double(b.count);
        continue;
      }
      const bool turned = size_only && b.at < 0;
      double low = turned ? -log_histogram::high(b.at) : log_histogram::low(b.at),
             high = turned ? -log_histogram::low(b.at) : log_histogram::high(b.at);
      const double a = axis.at(low) * bins, z = axis.at(high) * bins;
      if (!(z > a)) continue;  // beyond the axis
      for (int i = int(a); i < bins && i < z; ++i)
        height[std::size_t(i)] += double(b.count) * (std::min(double(i + 1), z) - std::max(double(i), a)) / (z - a);
    }
    std::array<double, bins> smooth{};
    for (std::size_t i = 0; i < bins; ++i)
      smooth[i] = (height[i > 0 ? i - 1 : i] + 2 * height[i] + height[i + 1 < bins ? i + 1 : i]) / 4;
    height = smooth;
    for (const double h : height) largest = std::max(largest, h);
    if (largest > 0)
      for (double& h : height) h /= largest;
    if (all > 0) zeros /= all;
  }
  /// A line over the bins from a base line, `up` high, down to that line where it ends.
  std::string way(double base, double up) const {
    auto place = [](double i) { return coordinate(i * 1000 / bins); };
    std::string d;
    for (std::size_t i = 0; i < bins; ++i) {
      if (height[i] == 0) continue;
      if (i == 0 || height[i - 1] == 0) d += 'M' + place(double(i)) + ' ' + coordinate(base);
      d += 'L' + place(double(i) + 0.5) + ' ' + coordinate(base - up * height[i]);
      if (i + 1 == bins || height[i + 1] == 0) d += 'L' + place(double(i) + 1) + ' ' + coordinate(base);
    }
    return d;
  }
};

/// Filled is `last`, dotted `first`; the words say of what their root mean squares are.
struct ridge {
  std::string name;
  figures first, last;
  const char* first_words = "at first";
  const char* last_words = "at last";
};

/// `size_only`: the numbers without their sign, by orders of magnitude.
inline std::string ridges(const std::string& heading, const std::string& guide, const std::vector<ridge>& rows,
                          bool size_only, const std::string& of) {
  if (rows.empty()) return "";
  double low = 0, high = 0;
  std::vector<double> sizes;
  for (const ridge& r : rows)
    for (const figures* f : {&r.first, &r.last}) {
      if (f->count == 0 || f->histogram.filled.empty()) continue;
      const double far = std::max(std::fabs(f->percentile(0.002)), std::fabs(f->percentile(0.998))), rms = f->rms();
      if (!(far > 0) || !(rms > 0) || rms - rms != 0) continue;
      high = std::max(high, far), low = low == 0 ? rms * 1e-3 : std::min(low, rms * 1e-3), sizes.push_back(rms);
    }
  if (sizes.empty()) return "";
  std::nth_element(sizes.begin(), sizes.begin() + std::ptrdiff_t(sizes.size() / 2), sizes.end());
  const scale axis = size_only ? scale::logarithm(low, high, 2) : scale::symmetric(high, sizes[sizes.size() / 2] / 2);
  const int row = rows.size() <= 8 ? 38 : rows.size() <= 24 ? 26 : 18, lift = row * 13 / 10, top = row / 2 + 4;
  std::string shapes, words, hits, grid;
  for (const tick& t : axis.ticks(5)) {
    put(grid, {"M", coordinate(1000 * axis.at(t.value)), " 0V", std::to_string(top + row * int(rows.size()))});
    put(words, {"<text x=\"", coordinate(100 * axis.at(t.value)), "%\" y=\"100%\" dy=\"17\" text-anchor=\"middle\">",
                t.label, "</text>"});
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const double base = top + row * double(i + 1);
    const ridge& r = rows[i];
    const profile first(r.first, axis, size_only), last(r.last, axis, size_only);
    put(shapes, {"<path class=\"base\" d=\"M0 ", coordinate(base), "h1000\"/><path class=\"ridge\" d=\"",
                 last.way(base, lift - 4), "\"/><path class=\"before\" d=\"", first.way(base, lift - 4), "\"/>"});
    put(words, {"<text class=\"layer\" x=\"-7\" y=\"", coordinate(base), "\" dy=\"-2\" text-anchor=\"end\">",
                escaped(shortened_path(r.name, 14)), "</text>"});
    const figures& f = r.last;
    std::string told = r.name + ": ";
    if (f.not_finite > 0) told += std::to_string(f.not_finite) + " numbers are not finite, ";
    put(told, {"mean ", value_text(f.mean), ", deviation ", value_text(f.deviation()), "; 15, 50, 85, 98 % lie below ",
               value_text(f.percentile(0.15)), ", ", value_text(f.percentile(0.5)), ", ",
               value_text(f.percentile(0.85)), ", ", value_text(f.percentile(0.98))});
    if (last.zeros > 0.0005) told += "; " + percent(last.zeros) + " are 0";
    put(told, {"; ", r.first_words, " RMS ", value_text(r.first.rms()), ", ", r.last_words, " ", value_text(f.rms())});
    put(hits, {"<rect y=\"", coordinate(base - row), "\" width=\"1000\" height=\"", std::to_string(row), "\"><title>",
               escaped(told), "</title></rect>"});
    if (last.zeros > 0.05)
      put(words, {"<text class=\"note\" x=\"100%\" dx=\"4\" y=\"", coordinate(base), "\" dy=\"-2\">",
                  percent(last.zeros, 0), " 0</text>"});
  }
  const std::string height = std::to_string(top + row * int(rows.size()));
  const std::string inner =
      "<svg viewBox=\"0 0 1000 " + height + "\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\">";
  return figure_with(heading, guide,
                     "<div class=\"plot\" style=\"padding:4px 44px 38px 104px\"><svg width=\"100%\" height=\"" +
                         height + "\" role=\"img\" tabindex=\"0\" aria-label=\"Histograms: " + escaped(heading) +
                         "\">" + inner + "<path class=\"grid\" d=\"" + grid + "\"/>" + shapes + "</svg>" + words +
                         "<text class=\"note\" x=\"100%\" y=\"100%\" dy=\"33\" text-anchor=\"end\">" + escaped(of) +
                         "</text>" + inner + "<g class=\"hits\">" + hits + "</g></svg></svg></div>");
}

/// Of outputs, gradients, weights and updates: the first recorded step, and those of the last epoch.
inline std::string all_ridges(const recording& r) {
  if (r.steps.empty()) return "";
  const std::size_t first_of_last =
      std::max(epochs_of(r).back().first, r.steps.size() - std::min<std::size_t>(r.steps.size(), 20));
  auto row = [&](const std::string& name, const auto& get) {
    ridge all{.name = name, .first = {}, .last = {}};
    if (const figures* f = get(r.steps.front())) all.first = *f;
    for (std::size_t i = first_of_last; i < r.steps.size(); ++i)
      if (const figures* f = get(r.steps[i])) all.last.merge(*f);
    return all;
  };
  std::vector<ridge> outputs, gradients, weights, updates;
  for (std::size_t l = 0; l < r.layers.size(); ++l)
    outputs.push_back(row(r.layers[l].name, output_of(l))), gradients.push_back(row(r.layers[l].name, gradient_of(l)));
  for (std::size_t p = 0; p < r.parameters.size(); ++p)
    if (r.parameters[p].multiplies)
      weights.push_back(row(r.parameters[p].name, weights_of(p))),
          updates.push_back(row(r.parameters[p].name, update_of(p)));
  return together(
      {ridges("Values",
              "What each layer gives. Rows of similar width are healthy: rows that widen downwards explode, rows "
              "that narrow vanish.",
              outputs, false, "value of a unit"),
       ridges("Gradients",
              "Gradient of the loss by each value, without its sign. Peaks that wander to the left from the last "
              "layer up to the first vanish.",
              gradients, true, "size of the gradient, by orders of magnitude"),
       ridges("Weights",
              "Weights that multiply. The dotted line is how they began: where it still covers the filled one, "
              "little was learned.",
              weights, false, "weight"),
       ridges("Updates", "What a step adds to the weights, without its sign.", updates, true,
              "size of the update, by orders of magnitude")});
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
