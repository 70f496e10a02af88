// Jacobians of plain functions: forward, several columns at once, or backward line by line, whichever takes fewer
// passes.
#pragma once
#include <evengrad/autodiff/door.hpp>
#include <evengrad/core/dual.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class F, unsigned Which>
struct jacobian_of {
  template <class... A>
  constexpr auto operator()(const A&... a) const {
    if constexpr (accepted<refusal_of<returns::anything, Which, F>(static_cast<std::tuple<A...>*>(nullptr))>())
      return matrix_of<asked<Which, F, A...>>(a...);
    else return refused{};
  }

 private:
  template <class Asked, class... A>
  static constexpr auto matrix_of(const A&... a) {
    using T = typename Asked::T;
    constexpr int m = elements<typename Asked::number_or_array>::count, n = Asked::count, lanes = native_lanes<T>;
    matrix<T, m, n> j{};
    if constexpr (m < (n + lanes - 1) / lanes)
      by_lines<Asked>(j, std::make_integer_sequence<int, Asked::form::count>{}, flat_argument<A, T>(a)...);
    else if (std::is_constant_evaluated() || lanes == 1)
      for (int c = 0; c < n; ++c) columns<Asked, T, 1>(j, c, a...);
    else
      for (int c = 0; c < n; c += lanes) columns<Asked, pack<T, lanes>, lanes>(j, c, a...);
    return j;
  }
  template <class Asked, class J, int... K, class... X>
  static constexpr void by_lines(J& j, std::integer_sequence<int, K...>, const X&... x) {
    using T = typename Asked::T;
    constexpr int m = J::count / Asked::count, n = Asked::count;
    T value = 0, weights[m] = {}, line[n] = {};
    const T* const arguments[] = {x.p..., weights};
    T* const results[] = {&value, line + Asked::begin_of(K)...};
    for (int i = 0; i < m; ++i) {
      weights[i] = 1;
      Asked::template run<wanted::gradient>(arguments, results);
      for (int c = 0; c < n; ++c) j(i, c) = line[c];
      weights[i] = 0;
    }
  }
  /// Columns from c on, one a lane of V.
  template <class Asked, class V, int Lanes, class J, class... A>
  static constexpr void columns(J& j, int c, const A&... a) {
    using T = typename Asked::T;
    int place = 0, element = 0;
    const auto lift = [&](const auto& x) {
      const bool varies = Asked::has(place++);
      return remade(
          [&](const auto& number) {
            const int lane = varies ? element++ - c : -1;
            return dual<V>{V(T(number)), unit<V, T, Lanes>(lane)};
          },
          x);
    };
    const std::tuple arguments{lift(a)...};
    const auto y = std::apply(F{}, arguments);
    int i = 0;
    remade(
        [&](const auto& z) {
          const dual<V> d(z);
          for (int e = 0; e < Lanes && c + e < Asked::count; ++e) {
            if constexpr (Lanes == 1) j(i, c + e) = d.derivative;
            else j(i, c + e) = d.derivative[e];
          }
          return ++i;
        },
        y);
  }
  /// 1 in one lane, or in none.
  template <class V, class T, int Lanes>
  static constexpr V unit(int lane) {
    if constexpr (Lanes == 1) return V(lane == 0 ? 1 : 0);
    else {
      V v(T(0));
      if (lane >= 0 && lane < Lanes) v.v[lane] = 1;
      return v;
    }
  }
};

/// The function whose value is the matrix of first derivatives, eg::matrix<T, m, n>: a line for each of the m numbers
/// that f returns, a column for each of the n numbers of all arguments, or of those whose places are named.
template <int... Arguments, class F>
constexpr jacobian_of<F, places<Arguments...>> jacobian(const F&) {
  return {};
}

}  // namespace evengrad::inline EVENGRAD_ISA
