// Where the programs of a model run: memory of one call, and the threads that share the work.
#pragma once
#include <evengrad/core/arena.hpp>
#include <evengrad/kernel/scratch.hpp>
#include <evengrad/kernel/walk.hpp>

#include <memory>

namespace evengrad::inline EVENGRAD_ISA {

template <class T>
class workplace {
  arena<T> memory_;
  std::unique_ptr<team> team_;                    // none: the thread that calls
  std::int64_t scratch_ = 0, scratch_rows_ = -1;  // elements for each thread, and for what
  const void* scratch_of_ = nullptr;

  /// In a buffer it is what is left, so that it can grow.
  T* memory(std::int64_t elements, const memory_source& from) {
    if (from.is_heap()) return memory_.reserve(std::size_t(elements)), memory_.data();
    return static_cast<T*>(from.rest(arena<T>::bytes(std::size_t(elements))));
  }

 public:
  /// Packs may be read behind the last row: that shall not be memory that a thread works in.
  static constexpr std::int64_t gap = strip_width;

  explicit workplace(std::unique_ptr<team> t) : team_(std::move(t)) {}
  team* together() const { return team_.get(); }

  /// A context for program 0 of C: the arenas and the scratch memory for so many rows, and the team.
  template <class C>
  context<T> stand(std::int64_t rows, const memory_source& from) {
    constexpr const auto& p = program_of<C, 0>;
    context<T> c;
    c.rows = rows, c.together = team_.get(), c.parts = team_ ? team_->size() : 1;
    if (rows != scratch_rows_ || scratch_of_ != &p)
      scratch_ = scratch_of_all<T, C>(rows, c.parts), scratch_rows_ = rows, scratch_of_ = &p;
    const std::int64_t fixed = padded(p.facts.fixed_elements), row_elements = padded(p.facts.row_elements * rows) + gap;
    T* const all = memory(fixed + row_elements + c.parts * scratch_, from);
    c.base[std::size_t(region::fixed_arena)] = all;
    c.base[std::size_t(region::row_arena)] = all + fixed;
    c.scratch = all + fixed + row_elements;
    return c;
  }
  /// Kernels from … to of a program of C, on all threads.
  void walk(const program_view<T>& p, int from, int to, const context<T>& c) const {
    walk_together(p, from, to, c, scratch_);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
