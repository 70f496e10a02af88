// A gradient at dual numbers, inside a function that is differentiated forward: the gradient, and the Hessian times the
// derivatives of the arguments.
#pragma once
#include <evengrad/autodiff/asked.hpp>
#include <evengrad/core/dual.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The type of the numbers in an argument.
template <class A>
struct element_in {
  using type = A;
};
template <class A, std::size_t N>
struct element_in<std::array<A, N>> : element_in<A> {};
template <class A, int... N>
struct element_in<tensor<A, N...>> : element_in<A> {};
template <class X>
inline constexpr bool is_dual = false;
template <class V>
inline constexpr bool is_dual<dual<V>> = true;
template <class A>
concept of_duals = is_dual<typename element_in<A>::type>;

/// The dual type among those of A..., and one number of it: of each lane, where it is over a pack.
template <class... A>
struct dual_among;
template <class A, class... Rest>
struct dual_among<A, Rest...> : dual_among<Rest...> {};
template <class V, class... Rest>
struct dual_among<dual<V>, Rest...> {
  using type = dual<V>;
  using number = V;
  static constexpr int lanes = 1;
  static constexpr V lane(V v, int) { return v; }
  static constexpr void set(V& v, int, V x) { v = x; }
};
template <class T, int N, class... Rest>
struct dual_among<dual<pack<T, N>>, Rest...> {
  using type = dual<pack<T, N>>;
  using number = T;
  static constexpr int lanes = N;
  static constexpr T lane(pack<T, N> v, int e) { return v[e]; }
  static constexpr void set(pack<T, N>& v, int e, T x) { v.v[e] = x; }
};

/// Value and gradient of F at arguments of which some are dual numbers.
template <class F, unsigned Which, class... A>
constexpr auto gradient_at_duals(const A&... a) {
  using duals = dual_among<typename element_in<A>::type...>;
  using D = typename duals::type;
  using T = typename duals::number;
  using all = asked<0, F, decltype(remade([](const auto&) { return T(); }, a))...>;
  constexpr int n = all::count, arguments = sizeof...(A);
  D value{}, gradient[n] = {};
  for (int e = 0; e < duals::lanes; ++e) {
    T at[n] = {}, along[n] = {}, first[n] = {}, second[n] = {}, y = 0;
    int i = 0;
    const auto take = [&](const auto& x) {
      const D d(x);
      at[i] = duals::lane(d.value, e), along[i] = duals::lane(d.derivative, e);
      return ++i;
    };
    (remade(take, a), ...);
    [&]<int... K>(std::integer_sequence<int, K...>) {
      const T* const given[] = {at + all::begin_of(K)..., along + all::begin_of(K)...};
      T* const to_first[] = {&y, first + all::begin_of(K)...};
      T* const to_second[] = {&y, second + all::begin_of(K)...};
      all::template run<wanted::gradient>(given, to_first);
      all::template run<wanted::product_with_hessian>(given, to_second);
    }
    (std::make_integer_sequence<int, arguments>{});
    T slope = 0;
    for (int k = 0; k < n; ++k) {
      slope += first[k] * along[k];
      duals::set(gradient[k].value, e, first[k]), duals::set(gradient[k].derivative, e, second[k]);
    }
    duals::set(value.value, e, y), duals::set(value.derivative, e, slope);
  }
  constexpr unsigned by = Which ? Which : (1u << arguments) - 1;
  int i = 0;
  const auto next = [&](const auto&) { return gradient[i++]; };
  const auto parts = std::tuple{remade(next, a)...};
  return with_form(value, parts_in<by>(parts));
}

}  // namespace evengrad::inline EVENGRAD_ISA
