// What the moments of a network say before it runs: a figure for each layer, and whether it can be trained.
#pragma once
#include <evengrad/model/checked.hpp>
#include <evengrad/signal/copies.hpp>

namespace evengrad::inline EVENGRAD_ISA {

enum class verdict : unsigned char {
  healthy,
  symmetric,           // units that start alike and get the same gradient stay alike (S13)
  dead,                // an activation that is constant
  saturated,           // most pre-activations lie where the slope is a tenth of the largest
  exploding_forward,   // E[y²] of a layer over 10⁴
  vanishing_forward,   // under 10⁻⁴
  exploding_backward,  // E[L'²] of a layer over 10⁴ times that of the last
  vanishing_backward   // under 10⁻⁴ of it
};

/// Of one layer, for inputs of mean 0 and variance 1.
struct layer_signal {
  int layer = -1;
  signal_moments out;   ///< of its value y
  double backward = 0;  ///< E[L'²], L' = dLoss/dy, relative to the last layer's
  double factor = 0;    ///< by which E[L'²] changes from this layer's end to that of the row above: E[(a' f')²]
  /// Of an activation; else -1. Shares of its inputs where |a''| < 0.02 and the slope is large, and where the slope is
  /// less than a tenth of the largest.
  double linear = -1, saturated = -1;
  /// Of an activation behind a product: χ₁ = σ_w² · fan_in · E[a'²] (Poole et al. 2016, eq. 8); else -1. Two inputs
  /// drift apart where it is more than 1, and together over ξ = −1/log χ₁ layers where it is less.
  double chi = -1;
};

struct signal_fault {
  verdict what = verdict::healthy;
  int layer = -1;
  double figure = 0;
};

/// The loss of the analysis: its gradient is an independent number of mean 0 and variance 1 for each output.
struct signal_probe {
  static constexpr symbol formula(symbol y, symbol target) { return sum(y * target); }
};

template <class C, int I, int N>
struct calls_signal;

/// What the graph asks of the weights counts as drawn.
template <class C, int I>
constexpr void scale_signal(list<double>& scale) {
  if constexpr (follows_graph<C, I>())
    for (int i = 0; i < scale.n; ++i) scale[i] = scales_of<typename C::to_infer, I>.factor[i];
}

/// One copy of a block.
template <class C, int I, int N>
constexpr call_signal block_signal(const signal_source& from, const signal_moments& in) {
  constexpr const auto& g = graph_of<C, I>;
  const signal_source inside{in, {0, 1, 0}, from.rows, from.step};
  propagation<N, std::remove_cvref_t<decltype(g)>> p(g, inside, samplers_of<graph_of<C, I>, N>.data());
  scale_signal<C, I>(p.scale);
  p.run(0, g.nodes.n, calls_signal<C, I, N>{inside});
  return {p.at[g.output].all, p.at[g.dx].all.second, g.dstep >= 0 ? p.at[g.dstep].all.second : 1};
}
/// All states of a scan count as the last one, which begins at zero and reads the same moments at every step. Adjoints
/// are those of a loss that reads the last state: what reaches a line of x is the mean over the steps.
template <class Block>
constexpr call_signal through_steps(const Block& step, const signal_moments& x, int count, double rows) {
  const signal_source from{{}, {0, 1, 0}, rows, x};
  call_signal last;
  const call_signal all = through_copies([&](const signal_moments& m) { return last = step(from, m); }, {}, count);
  const double each = last.gain > 0 ? continued::power(all.gain, 1. / count) : 0;
  const double sum = continued::geometric_sum(each, count);
  return {all.out, last.to_step * (sum < 1e304 ? sum : 1e304) * (count + 1) / count};
}
template <class C, int I, int N>
struct calls_signal {
  const signal_source& from;
  constexpr call_signal operator()(int c, const signal_moments& in) const {
    constexpr source s = sources_of<C>.sources[I];
    constexpr auto blocks = []<int... K>(std::integer_sequence<int, K...>) {
      return std::array<call_signal (*)(const signal_source&, const signal_moments&), sizeof...(K) + 1>{
          &block_signal<C, sources_of<C>.callees[s.first_callee + K], N>...};
    }
    (std::make_integer_sequence<int, s.calls>{});
    const call_info& call = graph_of<C, I>.calls[c];
    if (call.state) return through_steps(blocks[c], in, call.count, from.rows);
    return through_copies([&](const signal_moments& m) { return blocks[c](from, m); }, in, call.count);
  }
};

/// A network's figures: rows in the order of its layers.
struct signal_report {
  list<layer_info> layers;
  list<layer_signal> rows;
  signal_fault worst;
};

/// Reads the moments of a training graph that has run.
template <int N, class Graph>
struct signal_reading {
  const Graph& g;
  const propagation<N, Graph>& p;

  constexpr signal_report report() const {
    signal_report r;
    double head = 0;
    for (int l = 0; l < g.layers.n; ++l) {
      const layer_info& x = g.layers[l];
      r.layers.push(x);
      if (x.out == g.output && x.gradient >= 0) head = p.at[x.gradient].all.second;
    }
    const list<char> shown = shown_by_others();
    for (int l = 0; l < g.layers.n; ++l)
      if (has_row(l, shown)) r.rows.push(row(l, head));
    for (int i = 0; i < r.rows.n; ++i)
      if (i > 0 && r.rows[i].backward > 0) r.rows[i].factor = r.rows[i - 1].backward / r.rows[i].backward;
    for (int i = 0; i < r.rows.n; ++i) activation(r.rows[i], i > 0 ? &r.rows[i - 1] : nullptr);
    r.worst = judged(r.rows);
    return r;
  }

 private:
  // A block shows itself only where its value is not that of its last layer.
  constexpr bool has_row(int l, const list<char>& shown_inside) const {
    const int out = g.layers[l].out;
    return out >= 0 && out < g.forward && g.nodes[out].what != kind::input && !shown_inside[l];
  }
  constexpr list<char> shown_by_others() const {
    list<char> shown(g.layers.n);
    for (int l = 0; l < g.layers.n; ++l)
      if (const int p = g.layers[l].parent; p >= 0 && g.layers[p].out == g.layers[l].out) shown[p] = 1;
    return shown;
  }
  constexpr layer_signal row(int l, double head) const {
    const layer_info& x = g.layers[l];
    layer_signal r{.layer = l, .out = p.at[x.out].all};
    if (x.gradient >= 0 && head > 0) r.backward = p.at[x.gradient].all.second / head;
    return r;
  }
  constexpr bool is_function_of(const spread& s, int base) const { return s.base == base && s.factor < 0; }

  /// Slopes between neighbouring points, of the value of a layer by the normal number that it is a function of.
  constexpr void activation(layer_signal& r, const layer_signal* above) const {
    const spread& y = p.at[g.layers[r.layer].out];
    if (y.table < 0 || y.factor >= 0 || p.maps.is_uniform(y.base)) return;
    const spread& x = p.at[y.base];
    double slope[N - 1]{}, at[N]{};
    const samples<N> f = p.maps.values(y);
    for (int i = 0; i < N; ++i) at[i] = x.level + x.slope * normal_points<N>.x[i];
    double most = 0, square = 0, all = 0;
    for (int i = 0; i + 1 < N; ++i) {
      slope[i] = (f[i + 1] - f[i]) / (at[i + 1] - at[i]);
      const double size = slope[i] < 0 ? -slope[i] : slope[i], w = weight(i);
      if (size > most) most = size;
      square += w * size * size, all += w;
    }
    double bent = 0, linear = 0, saturated = 0;
    for (int i = 0; i + 1 < N; ++i) {
      const double size = slope[i] < 0 ? -slope[i] : slope[i], w = weight(i) / all;
      // The smaller of both sides: beside a kink it is straight.
      const double left = i > 0 ? bend(slope[i] - slope[i - 1], at[i + 1] - at[i - 1]) : 1e9,
                   right = i + 2 < N ? bend(slope[i + 1] - slope[i], at[i + 2] - at[i]) : 1e9,
                   second = left < right ? left : right;
      if (second > bent) bent = second;
      if (size < most / 10) saturated += w;
      else if (second < 0.02) linear += w;
    }
    if (bent < 1e-9 * most) return;  // a linear layer
    r.linear = linear, r.saturated = saturated;
    if (above && r.factor > 0 && is_function_of(p.at[g.layers[above->layer].out], y.base))  // then it is known exactly
      square = r.factor, all = 1;
    const node& product = g.nodes[y.base];
    if (product.what != kind::contract) return;
    const double in = p.at[product.in[0]].all.second;
    if (in > 0) r.chi = x.all.variance() / in * square / all;
  }
  // The second derivative, without its sign, where the slope changes by this between the middles of a distance.
  static constexpr double bend(double difference, double distance) {
    const double second = 2 * difference / distance;
    return second < 0 ? -second : second;
  }
  static constexpr double weight(int i) { return normal_points<N>.weight[i] + normal_points<N>.weight[i + 1]; }

  constexpr signal_fault judged(const list<layer_signal>& rows) const {
    for (int i = 0; i < g.nodes.n; ++i) {
      const node& x = g.nodes[i];
      if (x.what == kind::sink && p.starts_alike(x) && p.at[x.in[0]].alike)
        return {verdict::symmetric, g.parameters[x.parameter].layer, 0};
    }
    constexpr double bound = 1e4;
    // Exactly 0 is what a head or a branch of zero weights gives, which the first step moves away from there.
    for (const layer_signal& r : rows)
      if (r.saturated >= 0 && !(r.out.variance() > 1e-12 * r.out.second)) return {verdict::dead, r.layer, r.out.mean};
    for (const layer_signal& r : rows)
      if (r.saturated > 0.6) return {verdict::saturated, r.layer, r.saturated};
    for (const layer_signal& r : rows) {
      if (!(r.out.second < bound)) return {verdict::exploding_forward, r.layer, r.out.second};
      if (r.out.second > 0 && r.out.second < 1 / bound) return {verdict::vanishing_forward, r.layer, r.out.second};
    }
    for (int i = rows.n - 1; i >= 0; --i) {
      const layer_signal& r = rows[i];
      if (g.layers[r.layer].gradient < 0) continue;
      if (!(r.backward < bound)) return {verdict::exploding_backward, r.layer, r.backward};
      if (r.backward > 0 && r.backward < 1 / bound) return {verdict::vanishing_backward, r.layer, r.backward};
    }
    return {};
  }
};

/// The figures of a network at its initialization, by N points of quadrature; for the verdict alone without the
/// products of two rows.
template <const auto& Net, int N = 64>
constexpr signal_report signal_of(const signal_source& from = {}, bool verdict_alone = false) {
  using C = checked<Net, signal_probe>;
  constexpr const auto& g = graph_of<C, 0>;
  propagation<N, std::remove_cvref_t<decltype(g)>> p(g, from, samplers_of<graph_of<C, 0>, N>.data());
  if (verdict_alone) p.skip_rows();
  scale_signal<C, 0>(p.scale);
  p.run(0, g.nodes.n, calls_signal<C, 0, N>{from});
  return signal_reading<N, std::remove_cvref_t<decltype(g)>>{g, p}.report();
}

}  // namespace evengrad::inline EVENGRAD_ISA
