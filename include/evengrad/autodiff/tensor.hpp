// Fixed-size vectors and tensors: values that compute element by element, of numbers, dual numbers or symbols.
#pragma once
#include <evengrad/graph/symbol.hpp>

#include <array>

namespace evengrad::inline EVENGRAD_ISA {

/// What `tensor` names; Home is the namespace of the functions whose names are layers too.
template <class T, class Home, int... N>
struct tensor_in {
  static_assert(sizeof...(N) > 0 && ((N > 0) && ...), "extents must be positive");
  using value_type = T;
  static constexpr int count = (N * ...);
  std::array<T, count> data;

  static constexpr int size() { return count; }
  /// Element i in the order of memory.
  constexpr const T& operator[](int i) const { return data[i]; }
  constexpr T& operator[](int i) { return data[i]; }
  /// The element at an index on every axis.
  template <class... I>
  requires(sizeof...(I) == sizeof...(N)) constexpr const T& operator()(I... i) const {
    int at = 0;
    ((at = at * N + int(i)), ...);
    return data[at];
  }
  template <class... I>
  requires(sizeof...(I) == sizeof...(N)) constexpr T& operator()(I... i) {
    int at = 0;
    ((at = at * N + int(i)), ...);
    return data[at];
  }
  constexpr const T* begin() const { return data.data(); }
  constexpr const T* end() const { return data.data() + count; }
};

/// Inside a function that is being differentiated: one handle for all elements.
template <class Home, int... N>
struct tensor_in<symbol, Home, N...> {
  using value_type = symbol;
  static constexpr int count = (N * ...);
  symbol whole;

  static constexpr int size() { return count; }
  constexpr symbol operator[](int i) const { return slice(reshape(whole, {count}), i, 1); }
  template <class... I>
  requires(sizeof...(I) == sizeof...(N)) constexpr symbol operator()(I... i) const {
    int at = 0;
    ((at = at * N + int(i)), ...);
    return (*this)[at];
  }
};

/// Numbers in the extents N..., the last axis contiguous. Every operation returns a value of its own: nothing refers to
/// its operands.
template <class T, int... N>
using tensor = tensor_in<T, math::argument<T>, N...>;
/// N numbers.
template <class T, int N>
using vector = tensor<T, N>;
/// M lines of N numbers.
template <class T, int M, int N>
using matrix = tensor<T, M, N>;

template <class A>
inline constexpr bool is_tensor = false;
template <class T, int... N>
inline constexpr bool is_tensor<tensor<T, N...>> = true;
template <class A>
concept a_tensor = is_tensor<A>;

template <class T, int... N>
requires std::is_arithmetic_v<T>
constexpr bool operator==(const tensor<T, N...>& a, const tensor<T, N...>& b) { return a.data == b.data; }

/// What may stand beside a tensor: another, or one number of its kind.
template <class A, class Tensor>
concept beside = std::is_same_v<A, Tensor> || std::is_convertible_v<A, typename Tensor::value_type>;

template <class Tensor, class A>
constexpr auto element(const A& a, [[maybe_unused]] int i) {
  if constexpr (a_tensor<A>) return a[i];
  else return typename Tensor::value_type(a);
}
template <class A>
constexpr symbol whole(const A& a) {
  if constexpr (a_tensor<A>) return a.whole;
  else return a;
}

/// Op of every element; operands that are one number stand beside each.
template <an_op Op, a_tensor Tensor, class... A>
constexpr Tensor each(const A&... a) {
  Tensor y{};
  if constexpr (std::is_same_v<typename Tensor::value_type, symbol>) y.whole = map(info<Op>, whole(a)...);
  else
    for (int i = 0; i < Tensor::count; ++i) y.data[i] = Op::value(element<Tensor>(a, i)...);
  return y;
}

/// How the object of an op, such as `gelu`, goes through a tensor.
template <an_op Op, a_tensor A, beside<A>... B>
constexpr A through(std::type_identity<Op>, const A& a, const B&... b) {
  return each<Op, A>(a, b...);
}

template <a_tensor A, beside<A> B>
constexpr A operator+(const A& a, const B& b) {
  return each<add_op, A>(a, b);
}
template <a_tensor A, beside<A> B>
constexpr A operator-(const A& a, const B& b) {
  return each<subtract_op, A>(a, b);
}
template <a_tensor A, beside<A> B>
constexpr A operator*(const A& a, const B& b) {
  return each<multiply_op, A>(a, b);
}
template <a_tensor A, beside<A> B>
constexpr A operator/(const A& a, const B& b) {
  return each<divide_op, A>(a, b);
}
template <class A, a_tensor B>
requires(!a_tensor<A> && beside<A, B>) constexpr B operator+(const A& a, const B& b) { return each<add_op, B>(a, b); }
template <class A, a_tensor B>
requires(!a_tensor<A> && beside<A, B>) constexpr B operator-(const A& a, const B& b) {
  return each<subtract_op, B>(a, b);
}
template <class A, a_tensor B>
requires(!a_tensor<A> && beside<A, B>) constexpr B operator*(const A& a, const B& b) {
  return each<multiply_op, B>(a, b);
}
template <class A, a_tensor B>
requires(!a_tensor<A> && beside<A, B>) constexpr B operator/(const A& a, const B& b) {
  return each<divide_op, B>(a, b);
}
template <a_tensor A>
constexpr A operator-(const A& a) {
  return each<multiply_op, A>(-1., a);
}

/// The sum of all elements.
template <a_tensor A>
constexpr auto sum(const A& a) {
  if constexpr (std::is_same_v<typename A::value_type, symbol>) return sum_all(a.whole);
  else {
    using T = typename A::value_type;
    T part[8] = {T(0), T(0), T(0), T(0), T(0), T(0), T(0), T(0)};  // eight sums, so that none waits for the one before
    for (int i = 0; i < A::count; ++i) part[i % 8] = part[i % 8] + a.data[i];
    return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
  }
}
/// The mean of all elements.
template <a_tensor A>
constexpr auto mean(const A& a) {
  return sum(a) * (1. / A::count);
}
/// The sum of the products of elements in the same place.
template <a_tensor A>
constexpr auto dot(const A& a, const A& b) {
  return sum(a * b);
}

/// The largest element.
template <a_tensor A>
constexpr auto largest(const A& a) {
  if constexpr (std::is_same_v<typename A::value_type, symbol>) return largest(reshape(a.whole, {A::count}));
  else {
    auto most = a.data[0];
    for (const auto& x : a.data) most = select(most < x, x, most);
    return most;
  }
}

/// A matrix (M, N) times a vector (N) is a vector (M).
template <class T, int M, int N>
constexpr vector<T, M> matmul(const matrix<T, M, N>& a, const vector<T, N>& x) {
  if constexpr (std::is_same_v<T, symbol>) return {reshape(sum(a.whole * x.whole), {M})};
  else {
    vector<T, M> y{};
    for (int i = 0; i < M; ++i) {
      vector<T, N> line{};
      for (int j = 0; j < N; ++j) line[j] = a(i, j) * x[j];
      y[i] = sum(line);
    }
    return y;
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
