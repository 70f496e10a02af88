// The results of a plan in a constant expression: node after node, element after element.
#pragma once
#include <evengrad/autodiff/plan.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Which element of `of` stands beside element (l, c) of a larger value.
constexpr int beside_index(const item& of, int l, int c) {
  return (of.lines == 1 ? 0 : l * of.cols) + (of.cols == 1 ? 0 : c);
}

template <class T>
struct interpreter {
  const item* items;
  const double* constants;
  const T* const* arguments;
  list<T> values;
  list<int> first;

  constexpr T at(int i, int element) const { return values[first[i] + element]; }
  constexpr T map(const item& x, int l, int c) const {
    std::array<double, 3> v{};
    for (int k = 0; k < x.op->arity; ++k) v[k] = double(at(x.in[k], beside_index(items[x.in[k]], l, c)));
    return T(x.op->fold(v));
  }
  constexpr T reduced(const item& x, int i) const {
    const item& from = items[x.in[0]];
    T r = x.what == kind::sum ? T(0) : at(x.in[0], i * from.cols);
    auto take = [&](T y) { r = x.what == kind::sum ? r + y : r < y ? y : r; };
    if (x.aux & over_lines)
      for (int l = 0; l < from.lines; ++l) take(at(x.in[0], l * from.cols + i));
    else
      for (int c = 0; c < from.cols; ++c) take(at(x.in[0], i * from.cols + c));
    return r;
  }
  constexpr T element(const item& x, int l, int c) const {
    const int i = l * x.cols + c;
    switch (x.what) {
      case kind::number:
        return T(x.value);
      case kind::parameter:
      case kind::state:
        return x.where == bank::table ? T(constants[x.at + i]) : arguments[x.base][i];
      case kind::map:
        return map(x, l, c);
      case kind::sum:
      case kind::largest:
        return reduced(x, i);
      case kind::reshape:
        return at(x.in[0], i);
      case kind::slice:
        return at(x.in[0], x.offset + i);
      case kind::place:
        return i >= x.offset && i < x.offset + items[x.in[0]].size() ? at(x.in[0], i - x.offset) : T(0);
      case kind::gather:
        return at(x.in[0], int(constants[x.offset + i]));
      default:
        return T(0);
    }
  }
  constexpr void compute(int j) {
    const item& x = items[j];
    first.push(values.size());
    for (int l = 0; l < x.lines; ++l)
      for (int c = 0; c < x.cols; ++c) values.push(element(x, l, c));
    if (x.what == kind::scatter)
      for (int i = 0; i < items[x.in[0]].size(); ++i) values[first[j] + int(constants[x.offset + i])] += at(x.in[0], i);
  }
};

/// The same results as `evaluate`, but for rounding.
template <const auto& P, class T>
constexpr void interpret(const T* const* arguments, T* const* results) {
  interpreter<T> r{P.items.data(), P.constants.data(), arguments, {}, {}};
  for (int j = 0; j < P.count.items; ++j) r.compute(j);
  for (int k = 0; k < P.count.results; ++k)
    for (int i = 0; i < P.items[P.results[k]].size(); ++i) results[k][i] = r.at(P.results[k], i);
}

}  // namespace evengrad::inline EVENGRAD_ISA
