// A small problem for criteria that look at data: rows, a model whose mask has gone through some weights, differences.
#pragma once
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/prune/by_gradient.hpp>

#include <boost/test/unit_test.hpp>

namespace evengrad_test {

namespace eg = evengrad;

/// 23 rows, so that chunks are not of one size.
struct rows {
  eg::table all;
  rows() {
    all.width = 4, all.classes = 3;
    const eg::generator g(eg::seed{4});
    for (int r = 0; r < 23; ++r) {
      float x[4];
      for (int i = 0; i < 4; ++i) x[i] = g.normal(std::uint64_t(4 * r + i));
      const float y = float(g.below(std::uint32_t(r), 3));
      all.append(x, &y);
    }
  }
};

template <const auto& Net>
struct masked_problem : rows {
  eg::model<Net, double> m{eg::seed{5}};
  eg::weight_mask mask{m.places()};
  std::vector<double> before;
  /// A fifth of the weights is pruned, but still there.
  masked_problem() {
    int n = 0;
    for (const eg::masked_tensor& t : mask.tensors())
      for (int i = 0; t.is_pruned() && i < t.lines * t.columns; ++i)
        if (n++ % 5 == 2) mask.set(t, i / t.columns, i % t.columns, false);
    m.set_steps(9);
    before.assign(m.weights(), m.weights() + m.weight_count());
  }
  /// Calls f(weight, place) for each that is kept.
  template <class F>
  void each(F f) {
    for (const eg::masked_tensor& t : mask.tensors())
      for (int i = 0; t.is_pruned() && i < t.lines * t.columns; ++i)
        if (mask.keeps(t, i / t.columns, i % t.columns))
          f(std::size_t(t.offset + eg::panel_place(t.lines, i / t.columns, i % t.columns)));
  }
  /// The mean loss of all rows at once, of the masked network, and its gradient.
  double loss(eg::model<Net, double>& at) { return at.differentiate(eg::cross_entropy, all.view()); }
};

/// (f(w + h) − f(w − h)) / 2h.
template <class M, class F>
double difference(M& m, std::size_t place, F f) {
  double& w = m.weights()[place];
  const double was = w, h = 1e-5;
  w = was + h;
  const double up = f();
  w = was - h;
  const double down = f();
  w = was;
  return (up - down) / (2 * h);
}

template <class C, class P>
eg::data_seen look(const C& c, P& p) {
  eg::data_seen seen;
  c.look(p.m, p.mask, seen);
  BOOST_TEST((std::equal(p.before.begin(), p.before.end(), p.m.weights()) && p.m.steps() == 9u));
  return seen;
}

}  // namespace evengrad_test
