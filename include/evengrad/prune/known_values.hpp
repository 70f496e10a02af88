// Which elements of a network are the same number whatever the input is, and which of the others the output needs.
#pragma once
#include <evengrad/prune/element_map.hpp>

#include <map>

namespace evengrad::inline EVENGRAD_ISA {

/// The elements of one node in double, and which of them are known.
struct known_elements {
  std::vector<double> value;
  std::vector<char> known;
};

/// Constants, carried through a graph element by element: what all known operands make is known, and so is a product
/// with a known zero. Given a row of the input everything is known: so it also computes what the network says.
class known_values {
  const graph& g_;
  std::vector<known_elements> nodes_;
  const float* row_ = nullptr;
  std::map<int, std::vector<std::pair<int, double>>> pins_;  // by node: elements and their values

  known_elements& at(int i) { return nodes_[std::size_t(i)]; }

  void set(known_elements& y, int e, double value) { y.value[std::size_t(e)] = value, y.known[std::size_t(e)] = 1; }
  void map(const node& x, known_elements& y) {
    const bool times = is_op<multiply_op>(*x.op);
    for (int e = 0; e < x.dims.size(); ++e) {
      std::array<double, 3> a{};
      bool all = true, zero = false;
      for (int k = 0; k < x.op->arity; ++k) {
        const known_elements& from = at(x.in[k]);
        const std::size_t i = std::size_t(element_beside(e, x.dims, g_[x.in[k]].dims));
        a[std::size_t(k)] = from.value[i], all = all && from.known[i];
        zero = zero || (times && from.known[i] && from.value[i] == 0);
      }
      if (zero) set(y, e, 0);
      else if (all) set(y, e, x.op->fold(a));
    }
  }
  void reduce(const node& x, const known_elements& from, known_elements& y) {
    if (x.aux & over_rows) return;
    std::vector<char> begun(y.value.size());
    for (char& k : y.known) k = 1;
    for (int e = 0; e < int(from.value.size()); ++e) {
      const std::size_t to = std::size_t(element_of_sum(e, g_[x.in[0]].dims.last(), x.aux)), i = std::size_t(e);
      const double v = from.value[i];
      if (!begun[to]) y.value[to] = v;
      else y.value[to] = x.what == kind::sum ? y.value[to] + v : y.value[to] < v ? v : y.value[to];
      begun[to] = 1, y.known[to] = y.known[to] && from.known[i];
    }
  }
  /// Sums in the order of the operands; a product with a known zero is nothing.
  void multiply(const node& x, const known_elements& a, const known_elements& b, known_elements& y) {
    for (char& k : y.known) k = 1;
    for (double& v : y.value) v = 0;
    const auto add = [&](std::size_t ey, std::size_t ea, std::size_t eb) {
      const bool zero = (a.known[ea] && a.value[ea] == 0) || (b.known[eb] && b.value[eb] == 0);
      if (zero) return;
      y.value[ey] += a.value[ea] * b.value[eb];
      y.known[ey] = y.known[ey] && a.known[ea] && b.known[eb];
    };
    if (!is_matmul(g_, x))
      return each_product(g_, x,
                          [&](int ey, int ea, int eb) { add(std::size_t(ey), std::size_t(ea), std::size_t(eb)); });
    const std::size_t n = std::size_t(x.dims.last()), depth = std::size_t(g_[x.in[0]].dims.last());
    for (std::size_t l = 0; l < y.value.size() / n; ++l)
      for (std::size_t k = 0; k < depth; ++k) {
        const std::size_t ea = l * depth + k;
        const double factor = a.value[ea];
        if (!a.known[ea])
          for (std::size_t j = 0; j < n; ++j) add(l * n + j, ea, k * n + j);
        else if (factor != 0)
          for (std::size_t j = 0; j < n; ++j)
            y.value[l * n + j] += factor * b.value[k * n + j], y.known[l * n + j] &= b.known[k * n + j];
      }
  }
  void compute(int i) {
    const node& x = g_[i];
    known_elements& y = at(i);
    y.value.assign(std::size_t(x.dims.size()), 0), y.known.assign(y.value.size(), 0);
    switch (x.what) {
      case kind::number:
        if (x.aux == 0)
          for (int e = 0; e < x.dims.size(); ++e) set(y, e, x.value);
        break;
      case kind::column:
        for (int e = 0; e < x.dims.size(); ++e) set(y, e, e);
        break;
      case kind::input:
        if (row_ && x.aux == input_features)
          for (int e = 0; e < x.dims.size(); ++e) set(y, e, double(row_[e]));
        break;
      case kind::map:
        map(x, y);
        break;
      case kind::sum:
      case kind::largest:
        reduce(x, at(x.in[0]), y);
        break;
      case kind::contract:
        multiply(x, at(x.in[0]), at(x.in[1]), y);
        break;
      case kind::reshape:
        y = at(x.in[0]);
        break;
      case kind::slice:
        each_in_range(g_[x.in[0]].dims, x.dims, x.aux, x.offset, [&](int wide, int narrow) {
          if (at(x.in[0]).known[std::size_t(wide)]) set(y, narrow, at(x.in[0]).value[std::size_t(wide)]);
        });
        break;
      case kind::place:
        for (char& k : y.known) k = 1;
        each_in_range(x.dims, g_[x.in[0]].dims, x.aux, x.offset, [&](int wide, int narrow) {
          y.value[std::size_t(wide)] = at(x.in[0]).value[std::size_t(narrow)];
          y.known[std::size_t(wide)] = at(x.in[0]).known[std::size_t(narrow)];
        });
        break;
      case kind::gather:
        if (const known_elements& index = at(x.in[1]); index.known[0]) {
          const known_elements& table = at(x.in[0]);
          const std::size_t first = std::size_t(index.value[0]) * y.value.size();
          for (int e = 0; e < x.dims.size() && first + y.value.size() <= table.value.size(); ++e)
            if (table.known[first + std::size_t(e)]) set(y, e, table.value[first + std::size_t(e)]);
        }
        break;
      default:
        break;
    }
    if (const auto at = pins_.find(i); at != pins_.end())
      for (const auto& [element, value] : at->second) set(y, element, value);
  }

 public:
  /// `values(parameter)` are the numbers of a parameter, line after line.
  template <class Values>
  known_values(const graph& g, const Values& values) : g_(g), nodes_(std::size_t(g.nodes.n)) {
    for (int i = 0; i < g.nodes.n; ++i)
      if (g[i].what == kind::parameter || g[i].what == kind::state)
        at(i).value = values(g[i].parameter), at(i).known.assign(at(i).value.size(), 1);
      else compute(i);
  }

  const known_elements& operator[](int i) const { return nodes_[std::size_t(i)]; }

  /// From the next `refresh` on this element is known, whatever it is made of.
  void pin(int node, int element, double value) { pins_[node].push_back({element, value}); }
  void refresh() {
    for (int i = pins_.empty() ? g_.nodes.n : pins_.begin()->first; i < g_.nodes.n; ++i)
      if (g_[i].what != kind::parameter && g_[i].what != kind::state) compute(i);
  }

  /// By node: what all these rows make of it, where they agree; `in_float` as far as a network of floats tells numbers
  /// apart, for which a saturated tanh is 1.
  std::vector<known_elements> in_common(const float* rows, int count, int width, bool in_float) const {
    const auto seen = [&](double v) { return in_float ? double(float(v)) : v; };
    const auto agree = [&](double a, double b) { return seen(a) == seen(b) && seen(a) - seen(a) == 0; };
    known_values first = *this, other = *this;
    for (int r = 0; r < count; ++r) {
      known_values& now = r == 0 ? first : other;
      now.row_ = rows + std::ptrdiff_t(r) * width;
      for (int i = 0; i < g_.nodes.n; ++i) {
        if (!g_[i].batched) continue;
        now.compute(i);
        if (r > 0)
          for (std::size_t e = 0; e < now[i].value.size(); ++e)
            first.at(i).known[e] &= now[i].known[e] && agree(now[i].value[e], first[i].value[e]);
      }
    }
    for (int i = 0; i < g_.nodes.n; ++i)
      if (g_[i].batched)
        for (double& v : first.at(i).value) v = seen(v);
    return first.nodes_;
  }
  /// By node: the elements that the output is made of and that are not known, going back from all of the output.
  std::vector<std::vector<char>> needed() const {
    std::vector<std::vector<char>> need(nodes_.size());
    for (std::size_t i = 0; i < need.size(); ++i) need[i].assign(nodes_[i].known.size(), 0);
    need[std::size_t(g_.output)].assign(nodes_[std::size_t(g_.output)].known.size(), 1);
    for (int i = g_.output; i >= 0; --i) {
      const node& x = g_[i];
      std::vector<char>& y = need[std::size_t(i)];
      for (std::size_t e = 0; e < y.size(); ++e) y[e] = y[e] && !(*this)[i].known[e];
      ask(x, y, need);
    }
    return need;
  }

 private:
  void ask(const node& x, const std::vector<char>& y, std::vector<std::vector<char>>& need) const {
    const auto want = [&](int k, int e) { need[std::size_t(x.in[k])][std::size_t(e)] = 1; };
    const auto wanted = [&](int e) { return y[std::size_t(e)] != 0; };
    const auto zero = [&](int k, int e) {
      const known_elements& v = (*this)[x.in[k]];
      return v.known[std::size_t(e)] && v.value[std::size_t(e)] == 0;
    };
    if (x.what == kind::map) {
      for (int e = 0; e < x.dims.size(); ++e)
        for (int k = 0; wanted(e) && k < x.inputs; ++k) want(k, element_beside(e, x.dims, g_[x.in[k]].dims));
    } else if (is_reduction(x.what)) {
      const shape& from = g_[x.in[0]].dims;
      for (int e = 0; e < from.size(); ++e)
        if (wanted(element_of_sum(e, from.last(), x.aux))) want(0, e);
    } else if (x.what == kind::contract) {
      each_product(g_, x, [&](int ey, int ea, int eb) {
        if (wanted(ey) && !zero(0, ea) && !zero(1, eb)) want(0, ea), want(1, eb);
      });
    } else if (x.what == kind::reshape) {
      for (int e = 0; e < x.dims.size(); ++e)
        if (wanted(e)) want(0, e);
    } else if (x.what == kind::slice) {
      each_in_range(g_[x.in[0]].dims, x.dims, x.aux, x.offset, [&](int wide, int narrow) {
        if (wanted(narrow)) want(0, wide);
      });
    } else if (x.what == kind::place) {
      each_in_range(x.dims, g_[x.in[0]].dims, x.aux, x.offset, [&](int wide, int narrow) {
        if (wanted(wide)) want(0, narrow);
      });
    } else {
      for (int k = 0; k < x.inputs; ++k) need[std::size_t(x.in[k])].assign(need[std::size_t(x.in[k])].size(), 1);
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
