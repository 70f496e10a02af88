// How large weights begin whose initializer follows the graph: by what they read.
#pragma once
#include <evengrad/mean_field/propagate.hpp>
#include <evengrad/pass/fans.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What comes out of a block, for its copies and its callers: moments, and the balance of `scale_search`.
struct block_scale {
  signal_moments out{0, 1, 0};
  double balance = 1;
};

/// Walks forward through a graph built to train; each weight gets its scale when a product meets it, and what follows
/// sees it so.
struct scale_search {
  static constexpr int points = 32;
  const graph& g;
  signal_source from;
  double balance_of_input;
  const block_scale* calls;
  const list<double>& most;
  propagation<points, graph> p;
  list<scale_info> found;  // of parameters
  list<double> balances;   // of nodes; −1 where nobody asked
  block_scale result;

  /// `most` bounds gain² of each parameter.
  constexpr scale_search(const graph& g, const block_scale& in, const block_scale* calls, const list<double>& most,
                         const op_sampler<points>* samplers = nullptr)
      : g(g),
        from{in.out, {0, 1, 0}, 256},
        balance_of_input(in.balance),
        calls(calls),
        most(most),
        p(g, from, samplers),
        balances(g.forward, -1.) {
    for (const parameter_info& q : g.parameters) found.push(q.scale);
    list<int> first(g.parameters.n, -1);
    for (int i = 0; i < g.forward; ++i) {
      const node& x = g.nodes[i];
      if (x.parameter >= 0 && first[x.parameter] < 0) first[x.parameter] = i;
      if (x.what == kind::contract)
        for (int k = 0; k < 2; ++k) scale_weight(x, k, first);
      p.run(i, i + 1, [&](int c, const signal_moments&) { return call_signal{calls[c].out, 1}; });
    }
    result = {p.at[g.output].all, balance(g.output)};
  }

 private:
  constexpr void scale_weight(const node& product, int k, const list<int>& first) {
    const int w = product.in[k], x = product.in[1 - k];
    if (g.nodes[w].batched) return;
    list<int> parts;
    list_parts(w, parts);
    for (int q : parts) {
      if (found[q].gain_square > 0) return;
      const double asked = four_digits(1 / sqrt(balance(x))), gain_square = asked < most[q] ? asked : most[q],
                   now = at_inputs(product, k);
      const double own = g.parameters[q].factor, target = gain_square * own * own / found[q].branches;
      if (!(now > 0) || gain_square >= 1e12) return;
      p.scale[q] = sqrt(target / now);
      again(first[q], w);
      const double reached = at_inputs(product, k);
      if (reached < 1.000001 * target && reached > 0.999999 * target) {
        found[q].gain_square = gain_square, found[q].reads = layer_of(x);
        return;
      }
      p.scale[q] = 1, again(first[q], w);  // its length does not count, as that of a direction
    }
  }
  constexpr int layer_of(int x) const {
    while (g.nodes[x].what == kind::reshape) x = g.nodes[x].in[0];
    return g.nodes[x].layer >= 0 ? g.nodes[x].layer : g.nodes[x].what == kind::input ? -1 : -2;
  }
  /// E[w²] times fan_in.
  constexpr double at_inputs(const node& product, int k) const {
    return p.at[product.in[k]].all.second * fans_of_operand(g, product, k).in;
  }
  constexpr void again(int begin, int end) {
    for (int i = begin; i <= end; ++i)
      if (!g.nodes[i].batched && g.nodes[i].what != kind::contract)
        p.run(i, i + 1, [](int, const signal_moments&) { return call_signal{}; });
  }
  /// The parameters with such an initializer that an operand is made of.
  constexpr void list_parts(int i, list<int>& parts) const {
    const node& x = g.nodes[i];
    if (x.what == kind::parameter || x.what == kind::state) {
      const init_info* init = g.parameters[x.parameter].init;
      bool known = false;
      for (int q : parts) known = known || q == x.parameter;
      if (init && init->follows_graph && !known) parts.push(x.parameter);
    }
    for (int k = 0; k < x.inputs && !x.batched; ++k) list_parts(x.in[k], parts);
  }
  /// What differences and quadrature leave behind must not decide over bits.
  static constexpr double four_digits(double x) {
    double unit = 1;
    for (; x / unit >= 9999.5;) unit *= 10;
    for (; x / unit < 999.95;) unit /= 10;
    return double(long(x / unit + 0.5)) * unit;
  }

  /// E[x²] / E[z²] · E[(dx/dz)²]: how values and gradients change from z, which x is a function of, to x. Of a sum the
  /// mean over its terms; of another function of several values what it does to their mean square, twice.
  constexpr double balance(int i) {
    if (balances[i] < 0) balances[i] = balance_of(i);
    return balances[i];
  }
  constexpr double balance_of(int i) {
    const node& x = g.nodes[i];
    const spread& s = p.at[i];
    if (s.base < 0 || !(s.all.second > 0)) return 1;
    if (s.base != i) {
      if (p.maps.is_uniform(s.base)) return 1;
      const int n = normalized(i), z = n < 0 ? s.base : n;
      return i == z ? 1 : change(i, z) * (n < 0 ? balance(z) : 1);
    }
    if (x.what == kind::input) return balance_of_input;
    if (x.what == kind::call) return calls[x.call].balance;
    if (x.what == kind::place) return balance(x.in[0]);
    if (x.what != kind::map) return 1;
    const bool sum = is_op<add_op>(*x.op) || is_op<subtract_op>(*x.op);
    double all = 0, largest = 0, weighted = 0;
    for (int k = 0; k < x.inputs; ++k) {
      const double second = p.at[x.in[k]].all.second;
      if (sum) weighted += second * balance(x.in[k]);
      all += second, largest = second > largest ? second : largest;
    }
    return sum ? weighted / all : s.all.second / largest * (s.all.second / largest);
  }
  /// The value behind a division by a statistic of the data that x is made of: what happens from there on counts.
  constexpr int normalized(int i) const {
    const node& x = g.nodes[i];
    if (i == p.at[i].base) return -1;
    const bool scales = x.what == kind::map && !is_op<add_op>(*x.op) && !is_op<subtract_op>(*x.op);
    for (int k = 0; k < x.inputs && scales; ++k)
      if (p.at[x.in[k]].is_constant() && is_statistic(x.in[k])) return i;
    for (int k = 0; k < x.inputs; ++k)
      if (p.at[x.in[k]].base == p.at[i].base)
        if (const int n = normalized(x.in[k]); n >= 0) return n;
    return -1;
  }
  constexpr bool is_statistic(int i) const {
    const node& x = g.nodes[i];
    if (x.what == kind::sum || x.what == kind::largest) return true;
    if (x.what != kind::map && x.what != kind::reshape && x.what != kind::slice) return false;
    for (int k = 0; k < x.inputs; ++k)
      if (is_statistic(x.in[k])) return true;
    return false;
  }
  /// E[x²] / E[z²] · E[(dx/dz)²], with differences at points that lie on one side of a kink at 0.
  constexpr double change(int i, int z) const {
    const spread& s = p.at[i];
    const signal_moments& m = p.at[z].all;
    const double h = 1e-6, width = m.deviation();
    const sample_points<points>& q = normal_samples<points>;
    const samples<points> y = z == s.base ? p.maps.values(s) : values(i, z, q.x * width + m.mean),
                          slope = (values(i, z, (q.x + h) * width + m.mean) - y) * (1 / (h * width));
    const double all =
        sum(q.weight * y * y) * s.of_factor.second / m.second * sum(q.weight * slope * slope) * s.of_factor.second;
    return all > 0 ? all : 1;
  }
  /// Of node i where z has these values; factors that it has besides are left out.
  constexpr samples<points> values(int i, int z, const samples<points>& of_z) const {
    if (i == z) return of_z;
    const spread& s = p.at[i];
    if (s.base != p.at[z].base) return s.base < 0 && s.factor < 0 ? s.level : 1;
    if (s.base == i) return s.all.mean;  // reached on a way around z
    const node& x = g.nodes[i];
    if (x.what != kind::map) return values(x.in[0], z, of_z);
    samples<points> y[3]{0, 0, 0};
    for (int k = 0; k < x.inputs; ++k) y[k] = values(x.in[k], z, of_z);
    return p.maps.sampled(*x.op, y);
  }
};

/// The scales of a block's parameters by its own copies: what a copy reads is what the one before hands out. All have
/// the same, the smallest that one of the first twenty asks for.
constexpr scale_search search_scales(const graph& g, bool block, const block_scale* calls,
                                     const op_sampler<scale_search::points>* samplers = nullptr) {
  block_scale in;
  list<double> most(g.parameters.n, 1e12);
  bool settled = !block;
  for (int copy = 1; !settled && (copy <= 2 || copy <= g.copies) && copy <= 20; ++copy) {
    const scale_search s(g, in, calls, most, samplers);
    in = s.result, settled = copy > 1;
    for (int q = 0; q < most.n && copy > 1; ++q)
      if (const double asked = s.found[q].gain_square; asked > 0 && asked < most[q]) most[q] = asked, settled = false;
  }
  return scale_search(g, in, calls, most, samplers);
}

}  // namespace evengrad::inline EVENGRAD_ISA
