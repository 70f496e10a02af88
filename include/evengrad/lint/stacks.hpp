// Stacks: products one behind the other, and between them nothing but functions of one value. What is lost on the way
// along them, before anything runs.
#pragma once
#include <evengrad/lint/linter.hpp>
#include <evengrad/mean_field/propagate.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of four sigmoids in a row Glorot & Bengio 2010 (section 3.1) saw the last saturate for a hundred epochs, of five for
/// good.
inline constexpr int deepest_sigmoid_stack = 3;
/// A stack may keep less than this share of its mean square. Gradients of weights shrink by the root of it: a tenth.
/// Seven rectifiers by Glorot's law are beyond it; of 22 He et al. 2015 (figure 2) tell that they learn later, and of
/// 30 (figure 3) not at all.
inline constexpr double least_of_stack = 0.01;
/// The first weight that leaves less than this share behind its activation is named; by a law that fits it is 1.
inline constexpr double losing = 0.9;
/// The root mean square of a feature beyond which a first layer, drawn for inputs of mean square 1, takes steps a
/// hundred times too long.
inline constexpr double largest_input = 10;

/// Sums of rows and residuals, normalizations, calls and products with what is not learned end a stack.
template <class Graph>
struct stacks {
  const Graph& g;
  int end;
  list<int> base;           // the one value that a value is a function of, row by row; -1: of none
  list<int> weights, rows;  // of a product with a learned parameter: both
  list<int> before;         // the product in front of it in the same stack
  int takes_input = -1;     // a product that takes the input as it comes

  constexpr explicit stacks(const Graph& g)
      : g(g), end(g.output + 1), base(end, -1), weights(end, -1), rows(end, -1), before(end, -1) {
    for (int i = 0; i < end; ++i) {
      base[i] = base_of(i);
      if (g.nodes[i].what != kind::contract) continue;
      for (int k = 0; k < 2; ++k) product(i, g.nodes[i].in[k], g.nodes[i].in[1 - k]);
    }
  }

 private:
  constexpr int base_of(int i) const {
    const node& x = g.nodes[i];
    if (x.what == kind::input) return i;
    if (x.what == kind::assign) return -1;
    int from = -1;
    bool several = false;
    for (int k = 0; k < x.inputs; ++k) {
      const node& v = g.nodes[x.in[k]];
      if (v.what == kind::state && g.parameters[v.parameter].sees >= 0) several = true;  // scaled
      if (const int b = base[x.in[k]]; b >= 0) several = several || (from >= 0 && from != b), from = b;
    }
    if (from < 0 || x.what == kind::reshape || x.what == kind::slice) return from;
    return x.what == kind::map && !several ? from : i;
  }
  constexpr void product(int i, int of_rows, int w) {
    while (g.nodes[w].what == kind::reshape) w = g.nodes[w].in[0];
    const node& v = g.nodes[w];
    if (base[of_rows] < 0 || v.what != kind::parameter || !g.parameters[v.parameter].learned) return;
    weights[i] = v.parameter, rows[i] = of_rows;
    if (const int b = base[of_rows]; weights[b] >= 0) before[i] = b;
    while (g.nodes[of_rows].what == kind::reshape || g.nodes[of_rows].what == kind::slice)
      of_rows = g.nodes[of_rows].in[0];
    if (g.nodes[of_rows].what == kind::input && takes_input < 0) takes_input = i;
  }
};

/// What the signal loses along stacks, by N points of quadrature. Copies that are not written out lose what the last
/// one does.
template <int N, class Graph>
struct stack_linter {
  struct lost {
    double all = 0;       // the logarithm of the share that is left
    double sigmoids = 0;  // in a row
    int first = -1;       // product to blame
  };
  const stacks<Graph>& s;
  const Graph& g;
  propagation<N, Graph> p;
  list<lost> at;  // up to what a product takes
  list<lint_finding> found;

  constexpr stack_linter(const stacks<Graph>& s, const signal_source& from, const op_sampler<N>* samplers)
      : s(s), g(s.g), p(g, from, samplers), at(s.end) {
    p.run(0, s.end, [](int, const signal_moments& m) { return call_signal{m}; });
    list<char> goes_on(s.end);
    for (int i = 0; i < s.end; ++i)
      if (const int b = s.before[i]; b >= 0)
        at[i] = through(b, s.rows[i], g.nodes[i].layer), goes_on[b] = 1, count_sigmoids(b, at[i], s.rows[i]);
    const int last = s.base[g.output];
    if (last >= 0 && s.weights[last] >= 0 && is_repeated(last)) {
      const lost l = through(last, g.output, -1);
      goes_on[last] = 1, count_sigmoids(last, l, g.output), judge(l);
    }
    for (int i = 0; i < s.end; ++i)
      if (s.weights[i] >= 0 && !goes_on[i]) judge(at[i]);
  }

 private:
  constexpr bool is_inside(int layer, int of) const {
    while (layer >= 0 && layer != of) layer = g.layers[layer].parent;
    return layer == of;
  }
  constexpr bool is_repeated(int product) const {
    for (int l = g.nodes[product].layer; l >= 0; l = g.layers[l].parent)
      if (g.layers[l].copies > 1) return true;
    return false;
  }
  /// From what a product takes to a function of it, in this layer. Weights that follow the graph lose nothing.
  constexpr lost through(int product, int to, int layer) const {
    lost l = at[product];
    const double from = p.at[s.rows[product]].all.second, left = p.at[to].all.second;
    if (!(from > 0 && left > 0 && left < 1e300)) return {};  // begins as zero, on purpose
    const init_info* init = g.parameters[s.weights[product]].init;
    const bool follows = init && init->follows_graph;
    const double of_small = follows ? 1 : share_of_small(product, to);
    double share = follows ? 1 : left / from;
    if (share < of_small * (1 - 1e-9)) share = of_small < 1 ? of_small : 1;  // by relu both are equal but for rounding
    l.all += log(share), l.sigmoids = is_sigmoid(to) ? l.sigmoids + 1 : 0;
    if (share < losing && l.first < 0) l.first = product;
    for (int c = g.nodes[product].layer; c >= 0; c = g.layers[c].parent)
      if (g.layers[c].copies > 1 && !is_inside(layer, c)) add_copies(l, product, c);
    return l;
  }
  /// What is left of small numbers, on which an activation is two straight lines. Where it is all of them, as by tanh,
  /// numbers shrink until they are small and no further.
  constexpr double share_of_small(int product, int to) const {
    constexpr double h = 1e-3;
    const double up = value_at(to, product, h), down = value_at(to, product, -h);
    return (up * up + down * down) / (2 * h * h) * p.at[product].all.second / p.at[s.rows[product]].all.second;
  }
  constexpr double value_at(int i, int product, double z) const {
    const node& x = g.nodes[i];
    if (i == product) return z;
    if (s.base[i] < 0) return p.at[i].all.mean;
    if (x.what != kind::map) return value_at(x.in[0], product, z);
    std::array<double, 3> of{};
    for (int k = 0; k < x.op->arity; ++k) of[k] = value_at(x.in[k], product, z);
    return x.op->fold(of);
  }
  /// Where the stack went through the whole of a copy it goes through the others too.
  constexpr void add_copies(lost& l, int product, int copy) const {
    int entry = product;
    while (s.before[entry] >= 0 && is_inside(g.nodes[s.before[entry]].layer, copy)) entry = s.before[entry];
    if (s.before[entry] < 0) return;
    const lost& e = at[entry];
    const int more = g.layers[copy].copies - 1;
    l.all += more * (l.all - e.all);
    if (l.sigmoids > e.sigmoids) l.sigmoids += more * (l.sigmoids - e.sigmoids);
  }
  /// A function whose slope is nowhere over ¼, and whose value is mostly its mean.
  constexpr bool is_sigmoid(int i) const {
    const spread& y = p.at[i];
    if (y.table < 0 || y.base < 0 || p.maps.is_uniform(y.base)) return false;
    if (!(y.all.mean * y.all.mean > y.all.variance())) return false;
    const samples<N> f = p.maps.values(y), x = p.maps.values(p.at[y.base]);
    for (int k = 0; k + 1 < N; ++k) {
      const double rise = f[k + 1] - f[k], run = x[k + 1] - x[k];
      if ((rise < 0 ? -rise : rise) > 0.2500001 * (run < 0 ? -run : run)) return false;
    }
    return true;
  }
  constexpr void count_sigmoids(int before, const lost& l, int i) {
    if (l.sigmoids > deepest_sigmoid_stack && at[before].sigmoids <= deepest_sigmoid_stack)
      add_finding(g, found, {lint::sigmoid_stack, g.nodes[i].layer});
  }
  constexpr void judge(const lost& l) {
    if (l.first < 0 || l.all >= log(least_of_stack)) return;
    const parameter_info& w = g.parameters[s.weights[l.first]];
    add_finding(g, found, {lint::gain_too_small, w.layer, w.name});
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
