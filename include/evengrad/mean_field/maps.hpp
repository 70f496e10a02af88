// Elementwise ops on what is known of their operands.
#pragma once
#include <evengrad/core/list.hpp>
#include <evengrad/graph/arithmetic.hpp>
#include <evengrad/mean_field/samplers.hpp>
#include <evengrad/mean_field/spread.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/exponential.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of how many columns a value says which is the largest, as the derivative of `largest` does: 1 − step(largest − x); 0
/// where it is another value.
constexpr int columns_of_choice(const node* nodes, int i) {
  const auto is = [nodes](int j, const auto op) {
    return nodes[j].what == kind::map && is_op<typename decltype(op)::type>(*nodes[j].op);
  };
  if (!is(i, std::type_identity<subtract_op>{}) || !is(nodes[i].in[1], std::type_identity<step_op>{})) return 0;
  const int difference = nodes[nodes[i].in[1]].in[0];
  if (!is(difference, std::type_identity<subtract_op>{})) return 0;
  const node& most = nodes[nodes[difference].in[0]];
  return most.what == kind::largest && most.in[0] == nodes[difference].in[1] ? nodes[most.in[0]].dims.last() : 0;
}

/// Sums, products and quotients keep what their operands are functions of; whatever else maps numbers is integrated by
/// its own value.
template <int N>
struct map_signal {
  const node* nodes;  // a pointer, for compilers count each call of an operator
  double rows;
  const list<spread>& at;
  const op_sampler<N>* samplers;  // none: ops are asked for one point at a time
  bool across = true;             // whether products of two rows are asked for
  list<sampled_map<N>> tables{};

  constexpr spread of(const node& x, int i) {
    const spread& a = at.p[x.in[0]];
    if (is_op<detach_op>(*x.op) && nodes[x.in[0]].what == kind::largest)  // what an exponential is taken relative to
      return spread::constant(a.all.mean);
    if (x.op->arity == 1) return pointwise(x, i);
    if (const double n = columns_of_choice(nodes, i); n > 0) return spread::normal(i, {1 / n, 1 / n, 1 / (n * n)});
    const spread& b = at.p[x.in[1]];
    spread s;
    if (is_op<multiply_op>(*x.op)) s = product(a, b, x, i);
    else if (is_op<divide_op>(*x.op) && b.is_constant()) s = product(a, spread::constant(1 / b.level), x, i);
    else if (is_op<add_op>(*x.op)) s = sum_of(a, b, 1, x, i);
    else if (is_op<subtract_op>(*x.op)) s = sum_of(a, b, -1, x, i);
    else return pointwise(x, i);
    s.alike = a.alike && b.alike;
    return s;
  }

  /// The values of f at the points.
  constexpr samples<N> values(const spread& s) const {
    if (s.base < 0) return s.level;
    return s.table >= 0 ? tables.p[s.table].f : points(s.base).x * s.slope + s.level;
  }
  /// Of an op, where its operands have these values.
  constexpr samples<N> sampled(const op_info& op, const samples<N> (&x)[3]) const {
    for (const op_sampler<N>* s = samplers; s && s->at; ++s)
      if (s->op == op.id) return s->at(x);
    return one_by_one(op, x, first_indices<N>{});
  }
  constexpr bool is_uniform(int base) const { return base >= 0 && nodes[base].what == kind::uniform; }
  constexpr const sample_points<N>& points(int base) const {
    return is_uniform(base) ? uniform_samples<N> : normal_samples<N>;
  }

 private:
  constexpr spread finished(spread s) const {
    signal_moments f{s.level, s.level * s.level, s.level * s.level};
    if (s.base >= 0) {
      const signal_moments& z = at.p[s.base].all;
      if (s.table >= 0) {
        const sampled_map<N>& t = tables.p[s.table];
        f = {t.mean, t.square, t.mean * t.mean};
        if (across && !t.uniform && s.of_factor.across != 0)
          f.across = product_across<N>(t.f, t.mean, t.square, z.correlation());
      } else {
        const double unit = is_uniform(s.base) ? z.variance() : 1, m = s.level + (is_uniform(s.base) ? s.slope / 2 : 0);
        const double v = s.slope * s.slope * unit;
        f = {m, m * m + v, m * m + v * (is_uniform(s.base) ? 0 : z.correlation())};
      }
    }
    s.all = s.factor < 0 ? f : signal_moments::of_product(f, s.of_factor);
    return s;
  }
  /// f as op of the functions x, which have one base: looked up among the last tables, or sampled.
  constexpr int table_of(const op_info& op, const spread* const (&x)[3], int base) {
    sampled_map<N> t;
    t.op = op.id, t.uniform = is_uniform(base);
    for (int o = 0; o < op.arity; ++o)
      t.table[o] = x[o]->base < 0 ? -1 : x[o]->table, t.level[o] = x[o]->level,
      t.slope[o] = x[o]->base < 0 ? 0 : x[o]->slope;
    for (int i = tables.n - 1; i >= 0 && i > tables.n - 12; --i)
      if (tables.p[i].same_origin(t)) return i;
    const samples<N> weight = points(base).weight;
    t.f = sampled(op, {values(*x[0]), op.arity > 1 ? values(*x[1]) : 0, op.arity > 2 ? values(*x[2]) : 0});
    const samples<N> share = weight * t.f;
    t.mean = total<N>(share), t.square = total<N>(share * t.f);
    tables.push(t);
    return tables.n - 1;
  }
  template <int... K>
  static constexpr samples<N> one_by_one(const op_info& op, const samples<N> (&x)[3], lane_indices<K...>) {
    return typename samples<N>::vector{op.fold({x[0][K], x[1][K], x[2][K]})...};
  }
  constexpr spread product(const spread& a, const spread& b, const node& x, int i) {
    if (a.base >= 0 && b.base >= 0 && a.base != b.base) {  // the one that is no function of another becomes the factor
      const bool second = b.base == x.in[1] || a.base != x.in[0];
      return second ? product(a, as_factor(b, x.in[1]), x, i) : product(as_factor(a, x.in[0]), b, x, i);
    }
    spread s = a.base >= 0 ? a : b;
    if (a.base < 0 || b.base < 0) {
      const double c = a.base < 0 ? a.level : b.level;
      if (s.base < 0) s.level = a.level * b.level;
      else if (s.table < 0) s.level *= c, s.slope *= c;
      else if (c != 1) s.table = table_of(info<multiply_op>, {&a, &b, nullptr}, s.base);
    } else s.table = table_of(info<multiply_op>, {&a, &b, nullptr}, s.base);
    s.of_factor = signal_moments::of_product(a.of_factor, b.of_factor), s.placed = a.placed || b.placed;
    s.factor = a.factor < 0 ? b.factor : b.factor < 0 ? a.factor : i;
    if (s.base < 0 && s.level == 0) return spread::constant(0);
    return finished(s);
  }
  constexpr spread as_factor(const spread& x, int node) const {
    spread s;
    s.level = 1, s.factor = node, s.of_factor = s.all = x.all;
    return s;
  }
  constexpr spread sum_of(const spread& a, const spread& b, double sign, const node& x, int i) {
    if ((a.base < 0 || b.base < 0 || a.base == b.base) && a.factor == b.factor) {
      spread s = a.base >= 0 ? a : b;
      if (a.table >= 0 || b.table >= 0) s.table = table_of(*x.op, {&a, &b, nullptr}, s.base);
      else s.level = a.level + sign * b.level, s.slope = a.slope + sign * b.slope;
      return finished(s);
    }
    if (a.is_constant() && a.level == 0 && sign > 0) return b;
    if (b.is_constant() && b.level == 0) return a;
    signal_moments m = signal_moments::of_sum(a.all, b.all, sign);
    if (a.placed && b.placed) m.second = a.all.second + b.all.second, m.across = a.all.across + b.all.across;
    else {
      const signal_moments both = covariance(x.in[0], b);
      m.second += 2 * sign * both.second, m.across += 2 * sign * both.across;
    }
    spread s = spread::normal(i, m);
    s.placed = a.placed && b.placed;
    return s;
  }
  // Of x with b where b is a multiple of the sum over x and its likes, as in x − mean(x): in one row, and of two rows.
  constexpr signal_moments covariance(int x, const spread& b) const {
    if (b.base < 0 || b.factor >= 0 || b.table >= 0 || nodes[b.base].what != kind::sum) return {};
    const spread &a = at.p[x], &summed = at.p[nodes[b.base].in[0]];
    if (a.base < 0 || a.base != summed.base || a.factor >= 0 || summed.factor >= 0) return {};
    const signal_moments& m = a.all;
    const double part = points(a.base).mean(values(a) * values(summed)) - m.mean * summed.all.mean;
    const double slope = b.slope * part / m.variance() / at.p[b.base].all.deviation(), square = m.mean * m.mean;
    if (!(nodes[b.base].aux & over_rows)) return {0, slope * (m.second - square), slope * (m.across - square)};
    const double within = slope * (m.second - square + (rows - 1) * (m.across - square));
    return {0, within, within};
  }

  /// Any op: at the points where all operands are functions of one normal number, else on the grid of two or three.
  constexpr spread pointwise(const node& x, int i) {
    const int arity = x.op->arity;
    spread own[3];
    const spread* y[3]{};
    int bases[3]{-1, -1, -1}, count = 0;
    bool alike = true;
    for (int o = 0; o < arity; ++o) {
      y[o] = &at.p[x.in[o]];
      if (y[o]->factor >= 0) own[o] = spread::normal(x.in[o], y[o]->all), y[o] = &own[o];
      alike = alike && y[o]->alike;
      bool known = y[o]->base < 0;
      for (int b = 0; b < count; ++b) known = known || bases[b] == y[o]->base;
      if (!known) bases[count++] = y[o]->base;
    }
    spread s;
    if (count == 0)
      s = spread::constant(x.op->fold({y[0]->level, arity > 1 ? y[1]->level : 0, arity > 2 ? y[2]->level : 0}));
    else if (count == 1) {
      s.base = bases[0], s.table = table_of(*x.op, y, bases[0]);
      s = finished(s);
    } else s = spread::normal(i, on_grid(*x.op, y, bases, count));
    s.alike = alike;
    return s;
  }
  // Of the last base all points at once; of the others before it one at a time, of two of them every third.
  constexpr signal_moments on_grid(const op_info& op, const spread* const (&x)[3], const int (&bases)[3],
                                   int count) const {
    const auto is_at = [&](int o, int b) { return x[o] && x[o]->base == bases[b]; };
    samples<N> y[3]{0, 0, 0}, mean(0), square(0);
    for (int o = 0; o < op.arity; ++o)
      if (x[o]->base < 0 || is_at(o, count - 1)) y[o] = values(*x[o]);
    double all = 0;
    for (int i = 0; i < N; i += count == 2 ? 1 : 3) {
      for (int o = 0; o < op.arity; ++o)
        if (is_at(o, 0)) y[o] = values(*x[o])[i];
      for (int j = 0; j < (count == 3 ? N : 1); j += 3) {
        for (int o = 0; o < op.arity; ++o)
          if (count == 3 && is_at(o, 1)) y[o] = values(*x[o])[j];
        const double w = points(bases[0]).weight[i] * (count == 3 ? points(bases[1]).weight[j] : 1);
        const samples<N> v = sampled(op, y), share = v * w;
        all += w, mean += share, square += share * v;
      }
    }
    const sample_points<N>& last = points(bases[count - 1]);
    signal_moments m{last.mean(mean) / all, last.mean(square) / all};
    m.across = m.mean * m.mean;
    return m;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
