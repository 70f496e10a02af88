// The formula of a loss by itself, computed in double from predictions that are there already.
#pragma once
#include <evengrad/graph/symbol.hpp>

#include <cmath>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether what the node gives for a row is known from that row alone.
constexpr bool is_of_one_row(const node& x) {
  return x.what == kind::map || x.what == kind::reshape || x.what == kind::slice || x.what == kind::largest ||
         x.what == kind::column || x.what == kind::input || (x.what == kind::number && x.aux == 0) ||
         (x.what == kind::sum && !(x.aux & over_rows));
}

/// The graph of Loss::formula behind an output of this shape.
template <class Loss>
constexpr graph graph_of_loss(const shape& out) {
  graph g;
  shape target = out;
  if constexpr (requires { Loss::target(target); }) target = Loss::target(target);
  const symbol y{&g, g.input(out, 0)}, t{&g, g.input(target, 1)};
  g.loss = Loss::formula(y, t).id;
  return g;
}
template <class Loss, shape Out>
inline constexpr int nodes_of_loss = graph_of_loss<Loss>(Out).nodes.n;

/// Its nodes, where the values of each begin among all, and the one that is the loss: −1 where the loss of a row
/// depends on more than the row.
template <int Nodes>
struct loss_table {
  node nodes[Nodes];
  int begin[Nodes + 1];
  int loss;
};
template <class Loss, shape Out>
inline constexpr auto loss_formula = [] {
  const graph g = graph_of_loss<Loss>(Out);
  loss_table<nodes_of_loss<Loss, Out>> t{};
  t.loss = g.loss;
  for (int i = 0; i < g.nodes.n; ++i) {
    t.nodes[i] = g.nodes.p[i], t.begin[i + 1] = t.begin[i] + g.nodes.p[i].dims.size();
    if (!is_of_one_row(t.nodes[i])) t.loss = -1;
  }
  return t;
}();

/// Computes the loss of one row after the other.
class loss_of_rows {
  const node* nodes_ = nullptr;
  const int* begin_ = nullptr;
  int loss_ = -1;
  std::vector<double> all_;

  /// Element e of shape `to` in an operand that is broadcast to it.
  static int beside(int e, const shape& to, const shape& from) {
    if (from.size() == to.size()) return e;
    int place = 0, stride = 1;
    for (int back = 0; back < to.rank; ++back) {
      const int extent = extent_from_back(to, back), own = extent_from_back(from, back);
      place += own == 1 ? 0 : e % extent * stride;
      stride *= own, e /= extent;
    }
    return place;
  }
  /// Which element of the operand, or of a reduction's result, element e belongs to.
  static int partner(const node& x, int e, const shape& wide) {
    if (x.what == kind::slice) {
      int behind = 1;
      for (int i = x.aux + 1; i < x.dims.rank; ++i) behind *= x.dims[i];
      const int own = x.dims[x.aux] * behind;
      return e / own * wide[x.aux] * behind + x.offset * behind + e % own;
    }
    const int column = e % wide.last(), line = e / wide.last();
    return x.aux == over_columns ? line : x.aux == over_lines ? column : 0;
  }
  double element(const node& x, int e) const {
    if (x.what == kind::number) return x.value;
    if (x.what == kind::column) return e;
    if (x.what == kind::reshape) return all_[std::size_t(begin_[x.in[0]] + e)];
    if (x.what == kind::slice) return all_[std::size_t(begin_[x.in[0]] + partner(x, e, nodes_[x.in[0]].dims))];
    std::array<double, 3> a{};
    for (int k = 0; k < x.op->arity; ++k) {
      const int i = x.in[std::size_t(k)];
      a[std::size_t(k)] = all_[std::size_t(begin_[i] + beside(e, x.dims, nodes_[i].dims))];
    }
    return x.op->fold(a);
  }
  void reduce(const node& x, double* to) const {
    const node& from = nodes_[x.in[0]];
    for (int e = 0; e < x.dims.size(); ++e) to[e] = x.what == kind::sum ? 0. : -HUGE_VAL;
    for (int e = 0; e < from.dims.size(); ++e) {
      const double v = all_[std::size_t(begin_[x.in[0]] + e)];
      double& y = to[partner(x, e, from.dims)];
      y = x.what == kind::sum ? y + v : y < v ? v : y;
    }
  }

 public:
  loss_of_rows() = default;
  template <int Nodes>
  explicit loss_of_rows(const loss_table<Nodes>& t)
      : nodes_(t.nodes), begin_(t.begin), loss_(t.loss), all_(std::size_t(t.begin[Nodes])) {}
  bool is_known() const { return loss_ >= 0; }
  /// The mean over the lines of the row.
  double at(const double* y, const float* target) {
    for (int i = 0; i <= loss_; ++i) {
      const node& x = nodes_[i];
      double* const to = all_.data() + begin_[i];
      if (x.what == kind::sum || x.what == kind::largest) reduce(x, to);
      else
        for (int e = 0; e < x.dims.size(); ++e)
          to[e] = x.what != kind::input ? element(x, e) : x.aux == 0 ? y[e] : double(target[e]);
    }
    double sum = 0;
    for (int e = begin_[loss_]; e < begin_[loss_ + 1]; ++e) sum += all_[std::size_t(e)];
    return sum / (begin_[loss_ + 1] - begin_[loss_]);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
