// What a network computes of one row before anything is learned, node by node in double: what scaling layers see.
#pragma once
#include <evengrad/model/listing.hpp>

#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Values of nodes that `is_known_before_training` allows; states are numbers of this object, by parameter, so that a
/// layer can be fitted to what layers before it give.
class row_values {
  const graph_listing& g_;
  std::vector<int> needed_;  // in order, without the input
  int input_ = -1;
  std::vector<std::vector<double>> value_;

  void need(int i, std::vector<char>& seen) {
    if (seen[std::size_t(i)]) return;
    seen[std::size_t(i)] = 1;
    const node& x = g_.nodes[i];
    for (int k = 0; k < x.inputs; ++k) need(x.in[std::size_t(k)], seen);
    value_[std::size_t(i)].resize(std::size_t(x.dims.size()));
    if (x.what == kind::state) value_[std::size_t(i)] = states[std::size_t(x.parameter)];
    else if (x.what == kind::input) input_ = i;
    else needed_.push_back(i);
  }
  /// Element e of shape `to` in an operand that is broadcast to it.
  static std::size_t beside(int e, const shape& to, const shape& from) {
    if (from.size() == to.size()) return std::size_t(e);
    int place = 0, stride = 1;
    for (int back = 0; back < to.rank; ++back) {
      const int extent = extent_from_back(to, back), own = extent_from_back(from, back);
      place += own == 1 ? 0 : e % extent * stride;
      stride *= own, e /= extent;
    }
    return std::size_t(place);
  }
  void map(const node& x, std::vector<double>& y) const {
    for (int e = 0; e < x.dims.size(); ++e) {
      std::array<double, 3> a{};
      for (int k = 0; k < x.op->arity; ++k) {
        const int i = x.in[std::size_t(k)];
        a[std::size_t(k)] = value_[std::size_t(i)][beside(e, x.dims, g_.nodes[i].dims)];
      }
      y[std::size_t(e)] = x.op->fold(a);
    }
  }
  void reduce(const node& x, const std::vector<double>& from, std::vector<double>& y) const {
    const int columns = g_.nodes[x.in[0]].dims.last();
    std::vector<char> begun(y.size());
    for (int e = 0; e < int(from.size()); ++e) {
      const int line = e / columns, column = e % columns;
      const bool both = x.aux == (over_columns | over_lines);
      const std::size_t to = std::size_t(both ? 0 : x.aux & over_lines ? column : line);
      const double v = from[std::size_t(e)];
      if (!begun[to]) y[to] = v;
      else y[to] = x.what == kind::sum ? y[to] + v : y[to] < v ? v : y[to];
      begun[to] = 1;
    }
  }
  void multiply(const node& x, const std::vector<double>& a, const std::vector<double>& w,
                std::vector<double>& y) const {
    const std::size_t n = std::size_t(x.dims.last()), depth = std::size_t(g_.nodes[x.in[0]].dims.last());
    for (std::size_t l = 0; l < y.size() / n; ++l)
      for (std::size_t j = 0; j < n; ++j) {
        double s = 0;
        for (std::size_t k = 0; k < depth; ++k) s += a[l * depth + k] * w[k * n + j];
        y[l * n + j] = s;
      }
  }
  /// slice: what lies in the range · place: the operand there, zeros around.
  void range(const node& x, const std::vector<double>& from, std::vector<double>& y) const {
    const bool slices = x.what == kind::slice;
    const shape& other = g_.nodes[x.in[0]].dims;
    const int axis = x.aux, narrow = slices ? x.dims[axis] : other[axis], wide = slices ? other[axis] : x.dims[axis];
    int behind = 1;
    for (int i = axis + 1; i < x.dims.rank; ++i) behind *= x.dims[i];
    for (double& v : y) v = 0;
    for (int before = 0; before < x.dims.size() / (x.dims[axis] * behind); ++before)
      for (int e = 0; e < narrow * behind; ++e) {
        const std::size_t in_narrow = std::size_t(before * narrow * behind + e),
                          in_wide = std::size_t((before * wide + x.offset) * behind + e);
        y[slices ? in_narrow : in_wide] = from[slices ? in_wide : in_narrow];
      }
  }
  void compute(int i) {
    const node& x = g_.nodes[i];
    std::vector<double>& y = value_[std::size_t(i)];
    const auto operand = [&](int k) -> const std::vector<double>& { return value_[std::size_t(x.in[std::size_t(k)])]; };
    if (x.what == kind::number) y.assign(y.size(), x.value);
    else if (x.what == kind::column)
      for (std::size_t c = 0; c < y.size(); ++c) y[c] = double(c);
    else if (x.what == kind::map) map(x, y);
    else if (is_reduction(x.what)) reduce(x, operand(0), y);
    else if (x.what == kind::contract) multiply(x, operand(0), operand(1), y);
    else if (x.what == kind::reshape) y = operand(0);
    else range(x, operand(0), y);
  }

 public:
  std::vector<std::vector<double>> states;

  explicit row_values(const graph_listing& g)
      : g_(g), value_(std::size_t(g.node_count)), states(std::size_t(g.parameter_count)) {}

  /// From here on rows are computed up to this node, with the states as they are.
  void ask_for(int target) {
    std::vector<char> seen(value_.size());
    needed_.clear();
    need(target, seen);
  }
  /// The value of the node that was asked for.
  const std::vector<double>& at(int target, const float* x) {
    if (input_ >= 0)
      for (double& y : value_[std::size_t(input_)]) y = double(*x++);
    for (const int i : needed_) compute(i);
    return value_[std::size_t(target)];
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
