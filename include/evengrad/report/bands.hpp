// Mean and deviation of what each layer gives, epoch by epoch, in the manner of Glorot and Bengio (2010).
#pragma once
#include <evengrad/report/svg.hpp>
#include <evengrad/report/thin.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// A small chart for each layer, all with the same axes.
inline std::string bands(const recording& r) {
  if (r.steps.empty() || r.layers.empty()) return "";
  const std::vector<column> epochs = joined(epochs_of(r), 60);
  std::vector<std::vector<spread_of_many>> all;
  std::vector<double> sizes;
  double reach = 0;
  for (std::size_t l = 0; l < r.layers.size(); ++l) {
    all.emplace_back();
    for (const column& c : epochs) {
      all[l].push_back(merged(r, c, output_of(l)));
      const spread_of_many& s = all[l].back();
      const double far = std::fabs(s.mean) + s.deviation();
      if (far - far == 0 && far > 0) reach = std::max(reach, far), sizes.push_back(far);
    }
  }
  if (sizes.empty()) return "";
  std::nth_element(sizes.begin(), sizes.begin() + std::ptrdiff_t(sizes.size() / 2), sizes.end());
  const scale y = scale::symmetric(reach, sizes[sizes.size() / 2] / 2);
  const int first = r.steps[epochs.front().first].epoch, last = r.steps[epochs.back().end - 1].epoch;
  const scale x = scale::between(first + 1, last + 1);
  std::string out = "<div class=\"smalls\">";
  for (std::size_t l = 0; l < r.layers.size(); ++l) {
    const layer_figures* now = l < r.steps.back().layers.size() ? &r.steps.back().layers[l] : nullptr;
    chart c({.height = 84,
             .left = 38,
             .right = 8,
             .bottom = 22,
             .x_label = "",
             .y_label = "",
             .description = "Mean and deviation of " + r.layers[l].name + " by epoch",
             .x_ticks = 3,
             .y_ticks = 3,
             .whole_x = true},
            x, y);
    std::vector<point> mean, low, high;
    std::vector<double> places;
    std::vector<std::string> titles;
    for (std::size_t e = 0; e < epochs.size(); ++e) {
      const spread_of_many& s = all[l][e];
      const int from = r.steps[epochs[e].first].epoch + 1, to = r.steps[epochs[e].end - 1].epoch + 1;
      const double at = (from + to) / 2., d = s.deviation(), m = s.count ? s.mean : epoch_result::none;
      mean.push_back({at, m}), low.push_back({at, m - d}), high.push_back({at, m + d}), places.push_back(at);
      titles.push_back((from == to ? "epoch " + std::to_string(from)
                                   : "epochs " + std::to_string(from) + " to " + std::to_string(to)) +
                       ": mean " + value_text(m) + ", deviation " + value_text(d) +
                       (s.not_finite ? ", " + std::to_string(s.not_finite) + " not finite" : ""));
    }
    c.area(low, high, "band"), c.line(mean, "s0"), c.tell_each(places, titles);
    std::string state;
    if (now && now->dead >= 0.005) state = percent(now->dead, 0) + " dead";
    else if (now && now->saturated >= 0.05 && now->output.share_of_zeros() < 0.05)
      state = percent(now->saturated, 0) + " saturated";
    else if (now && now->output.not_finite > 0) state = "not finite";
    put(out, {"<div class=\"small\"><h4>", escaped(r.layers[l].name),
              (state.empty() ? "" : " <span>" + state + "</span>"), "</h4>", c.text(), "</div>"});
  }
  return figure_with("Mean ± deviation by epoch",
                     "What each layer gives, over all units and rows of an epoch. All charts have the same axes: a "
                     "band that closes at 0 passes no signal on; one that "
                     "fills its chart saturates what follows.",
                     out + "</div>", "wide");
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
