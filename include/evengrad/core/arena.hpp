// Memory on cache lines that is asked for once: from the heap, or from a buffer that the user gives.
#pragma once
#include <evengrad/core/failure.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// Bytes of the user's: a model that is given a buffer asks for no other memory for its numbers.
struct buffer {
  void* data = nullptr;
  std::size_t bytes = 0;
};
/// A buffer in static memory, or wherever it is declared: `eg::static_buffer<eg::training_bytes<net>(eg::batch{32})>
/// b;`
template <std::int64_t Bytes>
struct static_buffer {
  alignas(64) std::byte bytes[std::size_t(Bytes)];
  operator buffer() { return {bytes, std::size_t(Bytes)}; }
};

/// Hands out a buffer from its front, on cache lines; without a buffer everything comes from the heap.
class memory_source {
  std::byte *next_ = nullptr, *end_ = nullptr;

 public:
  memory_source() = default;
  explicit memory_source(buffer b) : next_(static_cast<std::byte*>(b.data)), end_(next_ + b.bytes) {
    next_ += (64 - reinterpret_cast<std::uintptr_t>(next_) % 64) % 64;
  }
  bool is_heap() const { return end_ == nullptr; }
  /// The rest of the buffer, which stays free.
  void* rest(std::size_t bytes) const {
    if (end_ < next_ || std::size_t(end_ - next_) < bytes)
      fail(
          "memory", "a buffer with " + std::to_string(end_ < next_ ? 0 : end_ - next_) + " bytes left",
          "give a larger one: " + std::to_string(bytes) + " are wanted; training_bytes and inference_bytes count them");
    return next_;
  }
  void* take(std::size_t bytes) {
    void* const p = rest(bytes);
    next_ += (bytes + 63) / 64 * 64;
    return p;
  }
};

template <class T>
class arena {
  T* memory = nullptr;
  std::size_t count = 0;
  bool own = false;

  void free() {
    if (own) ::operator delete (static_cast<void*>(memory), std::align_val_t{64});
  }

 public:
  arena() = default;
  explicit arena(std::size_t n) { reserve(n); }
  arena(arena&& a) noexcept
      : memory(std::exchange(a.memory, nullptr)), count(std::exchange(a.count, 0)), own(std::exchange(a.own, false)) {}
  arena& operator=(arena&& a) noexcept {
    std::swap(memory, a.memory), std::swap(count, a.count), std::swap(own, a.own);
    return *this;
  }
  ~arena() { free(); }
  /// What n elements take: a pack may be read behind the last one.
  static constexpr std::size_t bytes(std::size_t n) { return (n * sizeof(T) + 63) / 64 * 64 + 128; }
  /// Room for n elements, all bits zero when it is new; what was there is lost when it grows.
  void reserve(std::size_t n, memory_source* from = nullptr) {
    if (n <= count && memory) return;
    free();
    own = from == nullptr || from->is_heap();
    memory = static_cast<T*>(own ? ::operator new (bytes(n), std::align_val_t{64}) : from->take(bytes(n)));
    std::memset(static_cast<void*>(memory), 0, bytes(n));
    count = n;
  }
  T* data() { return memory; }
  const T* data() const { return memory; }
  std::size_t size() const { return count; }
  T& operator[](std::size_t i) { return memory[i]; }
  const T& operator[](std::size_t i) const { return memory[i]; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
