// A graph computed node by node in the plainest way: what every compiled program must agree with.
#pragma once
#include <evengrad/graph/symbol.hpp>

#include <cmath>
#include <vector>

namespace evengrad_test {

namespace eg = evengrad;

/// Elements side by side, the last axis fastest; one list for each row of the batch, or a single one.
using tensor = std::vector<std::vector<double>>;

struct evaluation {
  const eg::graph& g;
  int rows;
  std::vector<std::vector<double>> parameters;  // by number, states among them
  std::vector<tensor> inputs;                   // by number
  std::vector<tensor> value{};                  // by node

  const std::vector<double>& at(int i, int row) const { return value[i][g[i].batched ? row : 0]; }

  /// Element e of shape `to` in an operand that is broadcast to it.
  static int spread(int e, const eg::shape& to, const eg::shape& from) {
    int place = 0, stride = 1;
    for (int back = 0; back < to.rank; ++back) {
      const int extent = eg::extent_from_back(to, back), own = eg::extent_from_back(from, back);
      place += own == 1 ? 0 : e % extent * stride;
      stride *= own, e /= extent;
    }
    return place;
  }
  double operand(int i, int row, int e, const eg::shape& to) const { return at(i, row)[spread(e, to, g[i].dims)]; }

  std::vector<double> map(const eg::node& x, int row) const {
    std::vector<double> y(x.dims.size());
    for (int e = 0; e < x.dims.size(); ++e) {
      std::array<double, 3> a{};
      for (int k = 0; k < x.op->arity; ++k) a[k] = operand(x.in[k], row, e, x.dims);
      y[e] = x.op->fold(a);
    }
    return y;
  }
  tensor reduce(const eg::node& x) const {
    const eg::node& v = g[x.in[0]];
    const bool sums = x.what == eg::kind::sum;
    tensor y(x.batched ? rows : 1, std::vector<double>(x.dims.size(), sums ? 0 : -HUGE_VAL));
    for (int r = 0; r < (v.batched ? rows : 1); ++r)
      for (int e = 0; e < v.dims.size(); ++e) {
        const int line = e / v.dims.last(), column = e % v.dims.last();
        const int to = x.aux & eg::over_columns ? (x.aux & eg::over_lines ? 0 : line)
                       : x.aux & eg::over_lines ? column
                                                : e;
        double& s = y[x.batched ? r : 0][to];
        const double a = at(x.in[0], r)[e];
        s = sums ? s + a : std::max(s, a);
      }
    return y;
  }
  /// Every combination of the indices that either operand has.
  tensor contract(const eg::node& x) const {
    const eg::roles& r = g.contractions[x.aux];
    const eg::node &a = g[x.in[0]], &b = g[x.in[1]];
    std::vector<int> extent(32, 1), at_label(32, 0);
    for (int i = 0; i < a.dims.rank; ++i) extent[r.a[i]] = a.dims[i];
    for (int i = 0; i < b.dims.rank; ++i) extent[r.b[i]] = b.dims[i];
    for (int i = 0; i < x.dims.rank; ++i) extent[r.y[i]] = x.dims[i];
    long combinations = 1;
    for (int n : extent) combinations *= n;
    auto place = [&](const eg::shape& s, const auto& labels) {
      int p = 0;
      for (int i = 0; i < s.rank; ++i) p = p * s[i] + at_label[labels[i]];
      return p;
    };
    tensor y(x.batched ? rows : 1, std::vector<double>(x.dims.size(), 0.));
    for (int row = 0; row < (a.batched || b.batched ? rows : 1); ++row)
      for (long c = 0; c < combinations; ++c) {
        long rest = c;
        for (int l = 0; l < 32; ++l) at_label[l] = int(rest % extent[l]), rest /= extent[l];
        y[x.batched ? row : 0][place(x.dims, r.y)] +=
            at(x.in[0], row)[place(a.dims, r.a)] * at(x.in[1], row)[place(b.dims, r.b)];
      }
    return y;
  }
  /// slice: what lies in the range · place: the operand there, zeros around.
  std::vector<double> range(const eg::node& x, int row) const {
    const eg::shape& from = g[x.in[0]].dims;
    const bool slices = x.what == eg::kind::slice;
    const int narrow = slices ? x.dims[x.aux] : from[x.aux], wide = slices ? from[x.aux] : x.dims[x.aux];
    int behind = 1;
    for (int i = x.aux + 1; i < x.dims.rank; ++i) behind *= x.dims[i];
    std::vector<double> y(x.dims.size(), 0.);
    for (int before = 0; before < x.dims.size() / (x.dims[x.aux] * behind); ++before)
      for (int e = 0; e < narrow * behind; ++e) {
        const int in_narrow = before * narrow * behind + e, in_wide = before * wide * behind + x.offset * behind + e;
        y[slices ? in_narrow : in_wide] = at(x.in[0], row)[slices ? in_wide : in_narrow];
      }
    return y;
  }
  tensor look_up(const eg::node& x) const {
    const int n = g[x.in[0]].dims.last();
    if (x.what == eg::kind::gather) {
      tensor y(rows);
      for (int r = 0; r < rows; ++r) {
        const auto line = value[x.in[0]][0].begin() + int(at(x.in[1], r)[0]) * n;
        y[r].assign(line, line + n);
      }
      return y;
    }
    tensor y(1, std::vector<double>(x.dims.size(), 0.));
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < n; ++c) y[0][int(at(x.in[1], r)[0]) * n + c] += at(x.in[0], r)[c];
    return y;
  }
  tensor compute(const eg::node& x) const {
    tensor y(x.batched ? rows : 1);
    auto each_row = [&](auto f) {
      for (int r = 0; r < int(y.size()); ++r) y[r] = f(r);
      return y;
    };
    switch (x.what) {
      case eg::kind::number:
        return each_row([&](int) { return std::vector<double>(x.dims.size(), x.value * std::pow(rows, x.aux)); });
      case eg::kind::input:
        return inputs[x.aux];
      case eg::kind::parameter:
      case eg::kind::state:
        return {parameters[x.parameter]};
      case eg::kind::column:
        y[0].resize(x.dims.size());
        for (int c = 0; c < x.dims.size(); ++c) y[0][c] = c;
        return y;
      case eg::kind::map:
        return each_row([&](int r) { return map(x, r); });
      case eg::kind::sum:
      case eg::kind::largest:
        return reduce(x);
      case eg::kind::contract:
        return contract(x);
      case eg::kind::slice:
      case eg::kind::place:
        return each_row([&](int r) { return range(x, r); });
      case eg::kind::gather:
      case eg::kind::scatter:
        return look_up(x);
      default:  // views, and values that are handed over
        return value[x.in[0]];
    }
  }
  /// Computes all nodes; of calls and random nodes it knows nothing.
  void run() {
    value.clear();
    for (const eg::node& x : g.nodes) value.push_back(compute(x));
  }
  /// What is handed to the update rule, by parameter; what is assigned to a state, by its number.
  std::vector<double> handed_over(eg::kind what, int parameter) const {
    for (int i = 0; i < int(g.nodes.size()); ++i)
      if (g[i].what == what && g[i].parameter == parameter) return value[i][0];
    return {};
  }
};

/// Numbers that repeat for nobody but are always the same.
inline std::vector<double> some_numbers(int n, int salt) {
  std::vector<double> x(n);
  for (int i = 0; i < n; ++i) x[i] = std::sin(1.7 * i + 0.9 * salt + 0.3);
  return x;
}

/// An evaluation of `g` with some parameters, some inputs, and targets that are class indices.
inline evaluation evaluation_of(const eg::graph& g, int rows, int classes) {
  evaluation v{g, rows, {}, {}};
  for (int p = 0; p < int(g.parameters.size()); ++p)
    v.parameters.push_back(some_numbers(g.parameters[p].dims.size(), p));
  for (auto& p : v.parameters)
    for (double& w : p) w *= 0.5;
  for (int p = 0; p < int(g.parameters.size()); ++p)
    if (!g.parameters[p].learned)
      for (double& w : v.parameters[p]) w = 1 + w * w;  // a state may be a variance
  for (const eg::node& x : g.nodes)
    if (x.what == eg::kind::input) {
      v.inputs.resize(std::max(int(v.inputs.size()), x.aux + 1));
      v.inputs[x.aux].resize(rows);
      for (int r = 0; r < rows; ++r) {
        v.inputs[x.aux][r] = some_numbers(x.dims.size(), 100 + 31 * r);
        if (x.aux == 1 || x.dims.size() == 1)
          for (double& t : v.inputs[x.aux][r]) t = (r * 5 + 1) % classes;
      }
    }
  v.run();
  return v;
}

}  // namespace evengrad_test
