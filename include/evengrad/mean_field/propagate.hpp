// Moments of every value of a training program, forward and backward, without running it: mean-field theory (Poole et
// al. 2016, Schoenholz et al. 2017) as one walk over the graph.
#pragma once
#include <evengrad/core/normal.hpp>
#include <evengrad/mean_field/maps.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What comes in: the moments of the input's features, of the adjoint in a block, and how many rows a batch has.
struct signal_source {
  signal_moments input{0, 1, 0}, adjoint{0, 1, 0};
  double rows = 256;
  signal_moments step{0, 1, 0};  // of what a step of a scan reads; then the input is its state
};

/// What a call makes of the moments that it gets: the value after all copies, and by how much E[adjoint²] grows from
/// its end to its beginning.
struct call_signal {
  signal_moments out;
  double gain = 1;
  double to_step = 1;  // of a step of a scan: E[adjoint²] of what it reads, of 1 of its state
};

/// Elements of different columns are independent draws, and sums of many of them normal: exact for wide layers. No
/// layer is known here by name.
template <int N, class Graph>
struct propagation {
  const Graph& g;
  const node* nodes;
  const signal_source& from;
  list<spread> at;
  map_signal<N> maps;
  list<double> gain;   // of calls
  list<double> scale;  // of parameters: what is drawn is multiplied by it
  list<char> wanted;

  constexpr propagation(const Graph& g, const signal_source& from, const op_sampler<N>* samplers = nullptr)
      : g(g),
        nodes(g.nodes.data()),
        from(from),
        at(g.nodes.n),
        maps{nodes, from.rows, at, samplers},
        gain(g.calls.n),
        scale(g.parameters.n, 1.),
        wanted(g.nodes.n) {
    want(g.output), want(g.dx), want(g.dstep);
    for (int l = 0; l < g.layers.n; ++l) want(g.layers[l].out), want(g.layers[l].gradient);
    for (int i = g.nodes.n - 1; i >= 0; --i) {
      const node& x = nodes[i];
      if (x.what == kind::sink && starts_alike(x)) want(i);
      if (wanted.p[i])
        for (int k = 0; k < x.inputs; ++k) want(x.in[k]);
    }
  }
  constexpr void want(int i) {
    if (i >= 0) wanted.p[i] = 1;
  }
  /// Moments of two rows are left out where nothing reads them but the rows of a report.
  constexpr void skip_rows() {
    maps.across = false;
    for (int i = 0; i < g.nodes.n; ++i)
      if (const node& x = nodes[i]; wanted.p[i] && !maps.across)
        maps.across = is_call(x.what) || (x.what == kind::sum && (x.aux & over_rows)) ||
                      (x.what == kind::contract && nodes[x.in[0]].batched && !x.batched);
  }
  /// The gradient of weights that all units begin with the same.
  constexpr bool starts_alike(const node& sink) const {
    return sink.dims.rank > 1 && sink.dims.last() > 1 && law_of(g.parameters[sink.parameter]).deviation == 0;
  }

  /// Nodes begin … end; `call(c, moments)` gives the call_signal of call c.
  template <class Call>
  constexpr void run(int begin, int end, const Call& call) {
    for (int i = begin; i < end; ++i) {
      const node& x = nodes[i];
      if (!wanted.p[i]) continue;
      if (x.what == kind::call) {
        const call_signal s = call(x.call, at.p[x.in[0]].all);
        gain[x.call] = s.gain, at.p[i] = spread::normal(i, s.out);
      } else if (x.what == kind::map) at.p[i] = maps.of(x, i);
      else at.p[i] = of(x, i);
    }
  }

 private:
  constexpr spread of(const node& x, int i) const {
    const signal_moments& a = at.p[x.inputs > 0 ? x.in[0] : 0].all;
    switch (x.what) {
      case kind::number: {
        double c = x.value;
        for (int p = x.aux; p > 0; --p) c *= from.rows;
        for (int p = x.aux; p < 0; ++p) c /= from.rows;
        return spread::constant(c);
      }
      case kind::input:
        if (x.aux == input_of_state) return spread::constant(0);  // only what later steps hand back is followed
        return spread::normal(i, x.aux == input_features  ? from.input
                                 : x.aux == input_of_step ? from.step
                                                          : from.adjoint);
      case kind::parameter:
      case kind::state: {
        const parameter_info& p = g.parameters[x.parameter];
        const signal_moments& seen = at.p[p.sees >= 0 ? p.sees : 0].all;
        law l = p.sees < 0 ? law_of(p) : p.fitting->expected(seen.mean, seen.deviation(), p.dims.last());
        l.mean *= scale[x.parameter], l.deviation *= scale[x.parameter];
        const double square = l.mean * l.mean + l.deviation * l.deviation;
        return spread::normal(i, {l.mean, square, square});
      }
      case kind::column: {
        const double n = x.dims.last(), square = (n - 1) * (2 * n - 1) / 6;
        return spread::normal(i, {(n - 1) / 2, square, square});
      }
      case kind::uniform:
        return spread::uniform(i);
      case kind::sum:
        return of_sum(x, i);
      case kind::largest:
        return of_largest(a, nodes[x.in[0]].dims.last(), i);
      case kind::contract:
        return of_contraction(x, i);
      case kind::place: {
        const double share = double(nodes[x.in[0]].dims[x.aux]) / x.dims[x.aux];
        spread s = spread::normal(i, {share * a.mean, share * a.second, share * a.across});
        s.placed = true;
        return s;
      }
      case kind::gather:
        return spread::normal(i, {a.mean, a.second, a.mean * a.mean});
      case kind::scatter:
        return spread::normal(i, signal_moments::of_draws(a, from.rows / x.dims.lines()));
      case kind::sparse:
        return of_sparse_product(x, i, a);
      case kind::call_back:
        return spread::normal(i, {0, a.second * gain[x.call], a.across * gain[x.call]});
      default:
        return at.p[x.in[0]];  // the same elements in other extents, or handed on
    }
  }

  /// Of n columns: independent normal numbers, whose largest has the density n Φ(z)^(n−1) φ(z).
  constexpr spread of_largest(const signal_moments& a, int n, int i) const {
    const samples<N>& z = normal_samples<N>.x;
    samples<N> w = normal_samples<N>.weight, power = normal_cdf(z);
    for (int left = n - 1; left; left >>= 1, power *= power)
      if (left & 1) w *= power;
    const double all = sum(w), mean = sum(w * z) / all, square = sum(w * z * z);
    const double v = a.variance(), m = a.mean + a.deviation() * mean;
    // Two rows have in common what is linear in the columns: by Stein's lemma a share of 1/n.
    return spread::normal(i, {m, m * m + v * (square / all - mean * mean), m * m + v * a.correlation() / n});
  }
  constexpr spread of_sum(const node& x, int i) const {
    if (columns_of_choice(nodes, x.in[0])) return spread::constant(1);  // one of them is the largest
    const node& v = nodes[x.in[0]];
    const spread& a = at.p[x.in[0]];
    const double n = ((x.aux & over_columns) ? v.dims.last() : 1.) * ((x.aux & over_lines) ? v.dims.lines() : 1.);
    signal_moments m = signal_moments::of_draws(a.all, n);
    if (x.aux & over_rows) m = signal_moments::of_rows(m, from.rows);
    // Of what is never negative: it is near its mean, and no normal number, for roots are taken of it.
    if (a.factor < 0 && (a.base < 0 || (a.table >= 0 && maps.tables.p[a.table].nonnegative())))
      return spread::constant(m.mean);
    spread s = spread::normal(i, m);
    s.alike = (x.aux & over_columns) || a.alike;
    return s;
  }
  /// Kept weights as draws; each output has as many as the average, and they are constants for every row.
  constexpr spread of_sparse_product(const node& x, int i, const signal_moments& a) const {
    const matrix_facts& w = *x.op->matrix;
    const signal_moments by{w.mean, w.second, w.second};
    const signal_moments y =
        signal_moments::of_draws(signal_moments::of_product(a, by), double(w.count) / x.dims.last());
    return spread::normal(i, signal_moments::of_sum(y, {w.shift_mean, w.shift_second, w.shift_second}, 1));
  }
  constexpr spread of_contraction(const node& x, int i) const {
    const spread &a = at.p[x.in[0]], &b = at.p[x.in[1]];
    const node &u = nodes[x.in[0]], &v = nodes[x.in[1]];
    const roles& r = g.contractions[x.aux];
    double n = 1;
    for (int k = 0; k < u.dims.rank; ++k)
      if (!has_label(r.y, x.dims.rank, r.a[k])) n *= u.dims[k];
    for (int k = 0; k < v.dims.rank; ++k)
      if (!has_label(r.y, x.dims.rank, r.b[k]) && !has_label(r.a, u.dims.rank, r.b[k])) n *= v.dims[k];
    signal_moments m = signal_moments::of_draws(signal_moments::of_product(a.all, b.all), n);
    if (u.batched && v.batched && !x.batched) m = signal_moments::of_rows(m, from.rows);
    spread s = spread::normal(i, m);
    // The columns of y come from those of the operands that have y's last label.
    const signed char last = r.y[x.dims.rank - 1];
    s.alike = s.is_constant() ||
              ((a.alike || !has_label(r.a, u.dims.rank, last)) && (b.alike || !has_label(r.b, v.dims.rank, last)));
    return s;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
