// Loops of a plan: SIMD along the columns of every line, sums and largest elements in registers, vectors put together
// from pieces.
#pragma once
#include <evengrad/autodiff/evaluate.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// x in the first Count lanes and a neutral element in the others.
template <int Count, class V>
EVENGRAD_INLINE V first_lanes(V x, [[maybe_unused]] V neutral) {
  if constexpr (requires { V::size; }) {
    if constexpr (Count < V::size) {
      V i(0);
      for (int e = 0; e < V::size; ++e) i.v[e] = typename V::value_type(e);
      return select(i < V(typename V::value_type(Count)), x, neutral);
    } else return x;
  } else return x;
}
template <class V>
EVENGRAD_INLINE auto over_lanes(V x, [[maybe_unused]] bool sums) {
  if constexpr (requires { V::size; }) return sums ? sum(x) : largest(x);
  else return x;
}

/// One step of loop L: every statement, in order.
template <const auto& P, int L, class V, int Count, class T>
EVENGRAD_INLINE void run_step(int l, int c, V* sums, const storage<T>& m) {
  constexpr loop_info k = P.loops[L];
  lane_step<V, Count, k.values> s;
  s.l = l, s.c = c;
  for_each_index<0, k.count>([&](auto i) EVENGRAD_LAMBDA {
    constexpr int j = P.order[k.first + i];
    constexpr item x = P.items[j];
    if constexpr (x.what == kind::map) {
      s.values[x.local] = computed<P, j, V, L>(s, m);
      if constexpr (x.where != bank::nowhere) put<Count>(s.values[x.local], target<P, j>(m) + (l * k.cols + c));
    } else {
      const V y = read<P, x.in[0], V, L>(s, m);
      if constexpr (x.what == kind::largest) {
        const V z = first_lanes<Count>(y, V(-layout<T>::infinity));
        sums[x.local] = select(sums[x.local] < z, z, sums[x.local]);
      } else if constexpr (k.lines > 1 && (x.aux & over_lines)) {
        T* p = target<P, j>(m) + c;
        put<Count>(l == 0 ? y : fetched<V, Count>(p) + y, p);
      } else sums[x.local] = sums[x.local] + first_lanes<Count>(y, V(T(0)));
    }
  });
}

template <const auto& P, int L, class T>
EVENGRAD_INLINE void run_loop(const storage<T>& m) {
  constexpr loop_info k = P.loops[L];
  constexpr int w = lanes_for<T>(k.cols), whole = k.cols / w * w;
  using V = std::conditional_t<w == 1, T, pack<T, w>>;
  for (int l = 0; l < k.lines; ++l) {
    V sums[k.sums + 1];
    for_each_index<0, k.count>([&](auto i) EVENGRAD_LAMBDA {
      constexpr item x = P.items[P.order[k.first + i]];
      if constexpr (is_reduction(x.what)) sums[x.local] = V(x.what == kind::sum ? T(0) : -layout<T>::infinity);
    });
    for (int c = 0; c < whole; c += w) run_step<P, L, V, w>(l, c, sums, m);
    if constexpr (whole < k.cols) run_step<P, L, V, k.cols - whole>(l, whole, sums, m);
    for_each_index<0, k.count>([&](auto i) EVENGRAD_LAMBDA {
      constexpr int j = P.order[k.first + i];
      constexpr item x = P.items[j];
      if constexpr (is_reduction(x.what) && !(k.lines > 1 && (x.aux & over_lines))) {
        const T y = over_lanes(sums[x.local], x.what == kind::sum);
        if constexpr (x.size() == 1) m.scalars[x.at] = y;
        else target<P, j>(m)[l] = y;
      }
    });
  }
}

template <const auto& P, int L, int I, class V, int Count, class T>
EVENGRAD_INLINE void run_piece_step(T* to, int c, const storage<T>& m) {
  lane_step<V, Count, 0> s;
  s.l = 0, s.c = c;
  const V x = read<P, P.pieces[I].what, V, L>(s, m);
  put<Count>(P.pieces[I].adds ? fetched<V, Count>(to + c) + x : x, to + c);
}
/// One piece of the vector that loop L puts together.
template <const auto& P, int L, int I, class T>
EVENGRAD_INLINE void run_piece(const storage<T>& m) {
  constexpr piece p = P.pieces[I];
  T* to = target<P, P.loops[L].assembles>(m);
  if constexpr (p.what < 0) {
    for (int i = 0; i < p.count; ++i) to[p.at + i] = T(0);
  } else if constexpr (p.scattered || P.items[p.what].size() == 1) {
    for (int i = 0; i < p.count; ++i) {
      lane_step<T, 1, 0> s;
      s.l = 0, s.c = i;
      T& y = to[p.scattered ? indices_of<P>[p.at + i] : p.at];
      const T x = read<P, p.what, T, L>(s, m);
      y = p.adds ? y + x : x;
    }
  } else {
    constexpr int w = lanes_for<T>(p.count), whole = p.count / w * w;
    using V = std::conditional_t<w == 1, T, pack<T, w>>;
    for (int c = 0; c < whole; c += w) run_piece_step<P, L, I, V, w>(to + p.at, c, m);
    if constexpr (whole < p.count) run_piece_step<P, L, I, V, p.count - whole>(to + p.at, whole, m);
  }
}

/// All results of plan P, from the arguments.
template <const auto& P, class T>
EVENGRAD_INLINE void evaluate(const T* const* arguments, T* const* results) {
  T scalars[P.scalars + 1];
  alignas(64) T buffer[P.buffer + 1];
  const storage<T> m{arguments, results, buffer, scalars};
  for_each_index<0, P.count.loops>([&](auto l) EVENGRAD_LAMBDA {
    constexpr loop_info k = P.loops[l];
    if constexpr (k.assembles >= 0)
      for_each_index<k.first, k.first + k.count>([&](auto i) EVENGRAD_LAMBDA { run_piece<P, l, i>(m); });
    else if constexpr (k.lines * k.cols == 1) run_statements<P, l>(m);
    else run_loop<P, l>(m);
  });
  for_each_index<0, P.count.results>([&](auto i) EVENGRAD_LAMBDA {
    if constexpr (P.items[P.results[i]].size() == 1) *results[i] = number_of<P, P.results[i]>(m);
  });
}

}  // namespace evengrad::inline EVENGRAD_ISA
