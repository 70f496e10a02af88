// A list of small values whose every operation is a step or two of a compiler's budget for constant expressions.
#pragma once
#include <evengrad/core/isa.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Like std::vector, which takes sixteen steps to fill an element and as many to append one.
template <class T>
struct list {
  T* p = nullptr;
  int n = 0, room = 0;

  constexpr list() = default;
  /// n zeros.
  constexpr explicit list(int n) : p(new T[n + 1]()), n(n), room(n + 1) {}
  constexpr list(int n, T x) : p(new T[n + 1]), n(n), room(n + 1) {
    for (int i = 0; i < n; ++i) p[i] = x;
  }
  constexpr list(const list& other) : p(new T[other.n + 1]), n(other.n), room(other.n + 1) {
    for (int i = 0; i < n; ++i) p[i] = other.p[i];
  }
  constexpr list(list&& other) noexcept : p(other.p), n(other.n), room(other.room) {
    other.p = nullptr, other.n = other.room = 0;
  }
  list& operator=(const list&) = delete;
  constexpr ~list() { delete[] p; }

  constexpr int size() const { return n; }
  constexpr T& operator[](int i) { return p[i]; }
  constexpr const T& operator[](int i) const { return p[i]; }
  constexpr void push(const T& x) {
    if (n == room) grow();
    p[n++] = x;
  }
  constexpr T pop() { return p[--n]; }
  constexpr void clear() { n = 0; }

 private:
  constexpr void grow() {
    room = room * 2 + 8;
    T* larger = new T[room];
    for (int i = 0; i < n; ++i) larger[i] = p[i];
    delete[] p;
    p = larger;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
