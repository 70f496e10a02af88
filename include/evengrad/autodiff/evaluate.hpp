// Straight-line code and SIMD loops from a plan: each node's expression is a function of its own, inlined into its
// reader.
#pragma once
#include <evengrad/autodiff/plan.hpp>
#include <evengrad/core/fma.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <const auto& P, class T>
inline constexpr auto table_of = [] {
  std::array<T, P.constants.size()> c{};
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = T(P.constants[i]);
  return c;
}();
template <const auto& P>
inline constexpr auto indices_of = [] {
  std::array<int, P.constants.size()> c{};
  for (std::size_t i = 0; i < c.size(); ++i) c[i] = int(P.constants[i]);
  return c;
}();

/// Where code finds what is not in a register.
template <class T>
struct storage {
  const T* const* arguments;
  T* const* results;
  T* buffer;
  T* scalars;
};

template <const auto& P, int J, class T>
EVENGRAD_INLINE T* target(const storage<T>& m) {
  constexpr item x = P.items[J];
  if constexpr (x.where == bank::buffer) return m.buffer + x.at;
  else return m.results[x.base] + x.at;
}
template <const auto& P, int J, class T>
EVENGRAD_INLINE const T* place_of(const storage<T>& m) {
  constexpr item x = P.items[J];
  if constexpr (x.where == bank::argument) return m.arguments[x.base] + x.at;
  else if constexpr (x.where == bank::table) return table_of<P, T>.data() + x.at;
  else return target<P, J>(m);
}

/// The widest register that a line of n elements fills.
template <class T>
constexpr int lanes_for(int n) {
  int w = 1;
  while (w < native_lanes<T> && w < n) w *= 2;
  return w;
}

/// One step along a line: W elements from column c of line l, of which `Count` exist, and the values that the loop
/// keeps.
template <class V, int Count, int Values>
struct lane_step {
  static constexpr int count = Count;
  using value = V;
  int l, c;
  V values[Values + 1];
};

template <class V, int Count, class T>
EVENGRAD_INLINE V fetched(const T* p) {
  if constexpr (std::is_same_v<V, T>) return *p;
  else if constexpr (Count == V::size) return V::load(p);
  else return V::load(p, Count);
}
template <int Count, class V, class T>
EVENGRAD_INLINE void put(V v, T* p) {
  if constexpr (std::is_same_v<V, T>) *p = v;
  else if constexpr (Count == V::size) v.store(p);
  else v.store(p, Count);
}

template <const auto& P, int J, class V, int L, class Step, class T>
EVENGRAD_INLINE V computed(const Step& s, const storage<T>& m);

/// The one number of item J.
template <const auto& P, int J, class T>
EVENGRAD_INLINE T number_of(const storage<T>& m) {
  constexpr item x = P.items[J];
  if constexpr (x.what == kind::number) return T(x.value);
  else if constexpr (x.where == bank::scalar) return m.scalars[x.at];
  else if constexpr (x.inlined) return computed<P, J, T, x.loop>(0, m);
  else if constexpr (x.what == kind::gather) return place_of<P, J>(m)[indices_of<P>[x.offset]];
  else if constexpr ((x.what == kind::reshape || x.what == kind::slice) && P.items[x.in[0]].size() == 1)
    return number_of<P, x.in[0]>(m);
  else return *place_of<P, J>(m);
}

/// Item J as loop L reads it at a step.
template <const auto& P, int J, class V, int L, class Step, class T>
EVENGRAD_INLINE V read(const Step& s, const storage<T>& m) {
  constexpr item x = P.items[J];
  constexpr loop_info k = P.loops[L];
  if constexpr (x.what == kind::number) return V(T(x.value));
  else if constexpr (x.size() == 1) return V(number_of<P, J>(m));
  else if constexpr (x.inlined) return computed<P, J, V, L>(s, m);
  else if constexpr (x.what == kind::map && x.loop == L) return s.values[x.local];
  else {
    constexpr bool by_line = k.lines > 1 && x.cols == 1, by_column = k.lines > 1 && x.lines == 1;
    const int i = by_line ? s.l : by_column ? s.c : s.l * k.cols + s.c;
    const T* p = place_of<P, J>(m);
    if constexpr (x.what == kind::gather) {
      const int* at = indices_of<P>.data() + x.offset + i;
      if constexpr (by_line || std::is_same_v<V, T>) return V(p[*at]);
      else {
        V v = V(T(0));
        for (int e = 0; e < Step::count; ++e) v.v[e] = p[at[e]];
        return v;
      }
    } else if constexpr (by_line) return V(p[i]);
    else return fetched<V, Step::count>(p + i);
  }
}

/// A product that only this sum reads is fused with it.
template <const auto& P, int J>
constexpr bool is_product() {
  if constexpr (J < 0) return false;
  else if constexpr (!P.items[J].inlined) return false;
  else return is_op<multiply_op>(*P.items[J].op);
}
template <const auto& P, int J, class V, int L, class Step, class T>
EVENGRAD_INLINE V computed(const Step& s, const storage<T>& m) {
  constexpr item x = P.items[J];
  using Op = op_of<x.op>;
  constexpr int a = x.in[0], b = x.in[1], c = x.in[2];
  constexpr bool adds = std::is_same_v<Op, add_op>, subtracts = std::is_same_v<Op, subtract_op>;
  if constexpr ((adds || subtracts) && is_product<P, a>()) {
    const V z = read<P, b, V, L>(s, m);
    return fma(read<P, P.items[a].in[0], V, L>(s, m), read<P, P.items[a].in[1], V, L>(s, m), adds ? z : -z);
  } else if constexpr ((adds || subtracts) && is_product<P, b>()) {
    const V y = read<P, P.items[b].in[0], V, L>(s, m);
    return fma(adds ? y : -y, read<P, P.items[b].in[1], V, L>(s, m), read<P, a, V, L>(s, m));
  } else if constexpr (x.op->arity == 1) return Op::value(read<P, a, V, L>(s, m));
  else if constexpr (x.op->arity == 2) return Op::value(read<P, a, V, L>(s, m), read<P, b, V, L>(s, m));
  else return Op::value(read<P, a, V, L>(s, m), read<P, b, V, L>(s, m), read<P, c, V, L>(s, m));
}

/// f<0>, f<1>, …: halved, for compilers bound the length of a fold.
template <int Begin, int End, class F>
EVENGRAD_INLINE void for_each_index(const F& f) {
  if constexpr (End - Begin == 1) f(std::integral_constant<int, Begin>{});
  else if constexpr (End > Begin) {
    for_each_index<Begin, (Begin + End) / 2>(f);
    for_each_index<(Begin + End) / 2, End>(f);
  }
}

/// Statements S, S + 1, … of loop L, which are the same function of different numbers, as lanes of one register.
template <const auto& P, int L, int S, class T>
EVENGRAD_INLINE void run_together(const storage<T>& m) {
  constexpr item x = P.items[P.order[S]];
  constexpr int w = x.together <= 2 ? 2 : x.together <= 4 ? 4 : 8;
  using V = pack<T, w>;
  V in[3];
  for_each_index<0, x.op->arity>([&](auto a) EVENGRAD_LAMBDA {
    in[a] = V(number_of<P, x.in[a]>(m));
    for_each_index<1, x.together>(
        [&](auto e) EVENGRAD_LAMBDA { in[a].v[e.value] = number_of<P, P.items[P.order[S + e]].in[a]>(m); });
  });
  V y;
  if constexpr (x.op->arity == 1) y = op_of<x.op>::value(in[0]);
  else if constexpr (x.op->arity == 2) y = op_of<x.op>::value(in[0], in[1]);
  else y = op_of<x.op>::value(in[0], in[1], in[2]);
  for_each_index<0, x.together>([&](auto e) EVENGRAD_LAMBDA { m.scalars[P.items[P.order[S + e]].at] = y[e.value]; });
}
template <const auto& P, int L, class T>
EVENGRAD_INLINE void run_statements(const storage<T>& m) {
  constexpr loop_info k = P.loops[L];
  for_each_index<k.first, k.first + k.count>([&](auto s) EVENGRAD_LAMBDA {
    constexpr int j = P.order[s];
    if constexpr (P.items[j].together == 1) m.scalars[P.items[j].at] = computed<P, j, T, L>(0, m);
    else if constexpr (P.items[j].together > 1) run_together<P, L, s>(m);
  });
}

}  // namespace evengrad::inline EVENGRAD_ISA
