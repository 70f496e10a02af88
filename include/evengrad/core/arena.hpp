// Memory on cache lines that is asked for once and grows only when a larger batch comes.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstddef>
#include <cstring>
#include <memory>
#include <new>

namespace evengrad::inline EVENGRAD_ISA {

template <class T>
class arena {
  struct freer {
    void operator()(T* p) const { ::operator delete (static_cast<void*>(p), std::align_val_t{64}); }
  };
  std::unique_ptr<T[], freer> memory;
  std::size_t count = 0;

 public:
  arena() = default;
  explicit arena(std::size_t n) { reserve(n); }
  /// What n elements take: a pack may be read behind the last one.
  static constexpr std::size_t bytes(std::size_t n) { return n * sizeof(T) + 128; }
  /// Room for n elements, all bits zero when it is new; what was there is lost when it grows.
  void reserve(std::size_t n) {
    if (n <= count && memory) return;
    memory.reset(static_cast<T*>(::operator new (bytes(n), std::align_val_t{64})));
    std::memset(static_cast<void*>(memory.get()), 0, bytes(n));
    count = n;
  }
  T* data() { return memory.get(); }
  const T* data() const { return memory.get(); }
  std::size_t size() const { return count; }
  T& operator[](std::size_t i) { return memory[i]; }
  const T& operator[](std::size_t i) const { return memory[i]; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
