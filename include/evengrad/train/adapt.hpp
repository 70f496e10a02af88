// Fits the layers that scale the input to the training data, before training, and reports what that data is like.
#pragma once
#include <evengrad/core/moments.hpp>
#include <evengrad/core/symmetric_eigen.hpp>
#include <evengrad/layer/scaling.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/model/row_values.hpp>

#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// What becomes of a feature that is the same number in every row, where a layer would divide by its deviation.
enum class constant_features : bool {
  refuse,  // an error that names it
  keep     // divided by 1: 0 on the training data
};

struct adapt_options {
  constant_features constant = constant_features::refuse;
  /// The condition number is found for so many features or fewer: it takes about 30 n³ steps.
  int correlate = 128;
};

/// What a scaling layer saw, feature by feature, before it changed anything.
struct scaling_report {
  std::string layer;
  std::int64_t rows = 0;
  std::vector<double> mean, deviation, low, high;
  /// Features that are the same number in every row.
  std::vector<int> constant;
  /// The largest over the smallest eigenvalue of the features' correlations, constant ones left out: steps of gradient
  /// descent on a linear layer are about so many times too short along the worst direction. Infinite where features
  /// follow from others, NaN where there are more features than `correlate`.
  double condition = 0;
};

/// Constants by parameter, and a report for each layer that has some.
struct fitted_scaling {
  std::vector<std::vector<double>> constants;
  std::vector<scaling_report> reports;
};

inline double condition_of(const moments& m) {
  std::vector<std::size_t> varying;
  for (int i = 0; i < m.features; ++i)
    if (!m.constant(i)) varying.push_back(std::size_t(i));
  const std::size_t n = varying.size();
  if (n == 0) return 1;
  std::vector<double> correlation;
  for (const std::size_t i : varying)
    for (const std::size_t j : varying)
      correlation.push_back(m.covariance[i * m.mean.size() + j] / sqrt(m.variance[i] * m.variance[j]));
  const eigen e = symmetric_eigen(std::move(correlation), int(n));
  return e.values[n - 1] > rank_tolerance * e.values[0] ? e.values[0] / e.values[n - 1] : HUGE_VAL;
}

/// What the node gives for these rows; fails at the first number that is not finite.
inline moments moments_of(row_values& values, int node, const shape& dims, const rows_view& x, bool together,
                          const std::string& place) {
  moments m(dims.last(), together);
  const auto each_line = [&](auto use) {
    for (int r = 0; r < x.rows; ++r) {
      const std::vector<double>& v = values.at(node, x.row(r));
      for (std::size_t i = 0; i < v.size(); ++i)
        if (!(v[i] - v[i] == 0))
          fail(place, "it sees no finite number in row " + std::to_string(r) + ", element " + std::to_string(i),
               "look at the layers in front of it, or remove the row");
      for (int l = 0; l < dims.lines(); ++l) use(v.data() + std::ptrdiff_t(l) * dims.last());
    }
  };
  values.ask_for(node);
  each_line([&](const double* line) { m.add(line); });
  m.settle();
  each_line([&](const double* line) { m.add_deviations(line); });
  m.finish();
  return m;
}

/// Fails where a layer cannot divide, and that is not allowed.
inline void check_divides(const moments& m, int without_variance, const std::string& place) {
  if (without_variance == 0) return;
  const char* cure = "leave it out, or divide it by 1: adapt(model, train, {.constant = constant_features::keep})";
  int first = 0;
  while (first < m.features && !m.constant(first)) ++first;
  if (first == m.features)
    fail(place, std::to_string(without_variance) + " of " + std::to_string(m.features) + " directions have no variance",
         cure);
  fail(place,
       "feature " + std::to_string(first) + " is " + short_number(m.low[std::size_t(first)]) + " in all " +
           grouped(m.rows) + " rows" +
           (without_variance > 1 ? ", and " + std::to_string(without_variance - 1) + " more are constant" : ""),
       cure);
}

/// `rounded` gives a number as the model holds it: what stands behind a layer sees that.
inline fitted_scaling fit_scaling(const graph_listing& g, const rows_view& x, const adapt_options& o,
                                  double (*rounded)(double)) {
  fitted_scaling all;
  row_values values(g);
  moments m;
  int layer = -2;
  for (int i = 0; i < g.parameter_count; ++i) {
    const parameter_info& p = g.parameters[i];
    if (p.sees < 0) continue;
    const std::string name = full_name(g, p.layer), place = "adapt, " + name;
    if (p.layer != layer) {
      layer = p.layer;
      const shape& dims = g.nodes[p.sees].dims;
      bool together = dims.last() <= o.correlate;
      for (int j = i; j < g.parameter_count && g.parameters[j].layer == layer; ++j)
        together = together || (g.parameters[j].sees >= 0 && g.parameters[j].fitting->together);
      m = moments_of(values, p.sees, dims, x, together, place);
      scaling_report r{name, m.rows, m.mean, m.variance, m.low, m.high, {}, std::nan("")};
      for (double& v : r.deviation) v = sqrt(v);
      for (int f = 0; f < m.features; ++f)
        if (m.constant(f)) r.constant.push_back(f);
      if (m.features <= o.correlate) r.condition = condition_of(m);
      all.reports.push_back(std::move(r));
    }
    std::vector<double>& to = values.states[std::size_t(i)];
    to.resize(std::size_t(p.dims.size()));
    const int without_variance = p.fitting->fit(m, to.data());
    if (o.constant == constant_features::refuse) check_divides(m, without_variance, place);
    for (double& c : to) {
      const double given = c;
      c = rounded(c);
      if (!(c - c == 0) || (p.fitting->divides && c == 0))
        fail(place, std::string(p.name) + " is " + short_number(given) + ", beyond the numbers of the model",
             "give the feature in another unit");
    }
  }
  all.constants = std::move(values.states);
  return all;
}

/// Says that there is nothing to fit.
template <const auto& Net>
constexpr bool check_scaling() {
  constexpr bool scales = has_scaling<Net> || !fits_together<Net>;
  static_assert(scales, "adapt fits layers that scale the input, and here is none: input<...> | eg::standardize | ...");
  return has_scaling<Net>;
}

/// Fits `standardize`, `min_max`, `centre` and `whiten` of the network to these features, in double, in the order in
/// which they stand; call it once, on the training data only. Targets are not looked at. The report has an entry for
/// each layer. Fails, with the model as it was, where there is no row, where a number is not finite, and, unless
/// `constant_features::keep` allows it, where a layer would divide by a feature that does not vary.
template <const auto& Net, class T>
std::vector<scaling_report> adapt(model<Net, T>& m, const dataset& data, const adapt_options& o = {}) {
  if constexpr (!check_scaling<Net>()) return {};
  else {
    check_width(data.x, model<Net, T>::inputs), check_finite(data.x);
    const graph_listing& g = graphs_of<checked<Net, void>>[0];
    fitted_scaling all = fit_scaling(g, data.x, o, [](double c) { return sizeof(T) == 4 ? double(float(c)) : c; });
    for (int i = 0; i < g.parameter_count; ++i)
      if (g.parameters[i].sees >= 0) m[parameter_name(g, i)].assign(all.constants[std::size_t(i)]);
    return std::move(all.reports);
  }
}

/// A few lines for each layer that was fitted.
inline std::string text_of(const std::vector<scaling_report>& reports) {
  std::string text;
  const auto range = [](const std::vector<double>& x) {
    const auto [low, high] = std::minmax_element(x.begin(), x.end());
    char s[64];
    std::snprintf(s, sizeof s, "%.4g … %.4g", *low, *high);
    return std::string(s);
  };
  for (const scaling_report& r : reports) {
    line(text, r.layer, ": ", grouped(r.rows), " rows of ", std::to_string(r.mean.size()), " features, ",
         std::to_string(r.constant.size()), " of them constant");
    line(text, "  means ", range(r.mean), ", deviations ", range(r.deviation));
    char s[32];
    std::snprintf(s, sizeof s, "%.3g", r.condition);
    if (r.condition == r.condition) line(text, "  condition number of the correlations ", s);
  }
  return text;
}

}  // namespace evengrad::inline EVENGRAD_ISA
