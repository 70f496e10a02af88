// A list for passes: every operation is a step or two of a compiler's budget for constant expressions, and a list can
// show the memory of a constant.
#pragma once
#include <evengrad/core/isa.hpp>

#include <initializer_list>

namespace evengrad::inline EVENGRAD_ISA {

/// Like std::vector, which takes sixteen steps to fill an element and as many to append one.
template <class T>
struct list {
  T* p = nullptr;
  int n = 0, room = 0;  // no room: the memory is another's

  constexpr list() = default;
  constexpr explicit list(int n) : p(new T[n + 1]()), n(n), room(n + 1) {}
  constexpr list(int n, T x) : p(new T[n + 1]), n(n), room(n + 1) {
    for (int i = 0; i < n; ++i) p[i] = x;
  }
  constexpr list(std::initializer_list<T> x) : p(new T[x.size() + 1]), n(int(x.size())), room(n + 1) {
    copy(x.begin(), n);
  }
  constexpr list(const list& x) : p(new T[x.n + 1]), n(x.n), room(n + 1) { copy(x.p, n); }
  constexpr list(list&& x) noexcept : p(x.p), n(x.n), room(x.room) { x.p = nullptr, x.n = x.room = 0; }
  constexpr list& operator=(list x) noexcept {
    free();
    p = x.p, n = x.n, room = x.room;
    x.p = nullptr, x.n = x.room = 0;
    return *this;
  }
  constexpr ~list() { free(); }
  /// Shows n elements that lie elsewhere, to be read only.
  static constexpr list view(const T* from, int n) {
    list x;
    x.p = const_cast<T*>(from), x.n = n;
    return x;
  }

  constexpr int size() const { return n; }
  constexpr bool empty() const { return n == 0; }
  constexpr T& operator[](int i) { return p[i]; }
  constexpr const T& operator[](int i) const { return p[i]; }
  constexpr T& back() { return p[n - 1]; }
  constexpr const T* data() const { return p; }
  constexpr T* data() { return p; }
  constexpr T* begin() { return p; }
  constexpr T* end() { return p + n; }
  constexpr const T* begin() const { return p; }
  constexpr const T* end() const { return p + n; }

  constexpr void reserve(int wanted) {
    if (wanted <= room) return;
    T* larger = new T[wanted];
    for (int i = 0; i < n; ++i) larger[i] = p[i];
    free();
    p = larger, room = wanted;
  }
  constexpr void push(const T& x) {
    if (n == room) reserve(2 * room + 8);
    p[n++] = x;
  }
  constexpr void append(const list& more) {
    for (const T& x : more) push(x);
  }
  constexpr T pop() { return p[--n]; }
  constexpr void clear() { n = 0; }
  constexpr void insert(int at, const T& x) {
    push(x);
    for (int i = n - 1; i > at; --i) p[i] = p[i - 1];
    p[at] = x;
  }
  constexpr void erase(int at) {
    --n;
    for (int i = at; i < n; ++i) p[i] = p[i + 1];
  }

 private:
  constexpr void copy(const T* from, int count) {
    for (int i = 0; i < count; ++i) p[i] = from[i];
  }
  constexpr void free() {
    if (room > 0) delete[] p;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
