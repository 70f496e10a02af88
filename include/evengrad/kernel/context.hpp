// What a kernel is called with: where each region lies, the rows at hand, its share of the work.
#pragma once
#include <evengrad/pass/program.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Threads that take part in a step: each runs all kernels, of every kernel a part, and waits for the others after it.
class team {
 public:
  virtual ~team() = default;
  virtual int size() const = 0;
  /// work(what, part) for each part at the same time, part 0 on the thread that calls; returns when all are done.
  virtual void run(void (*work)(const void* what, int part), const void* what) = 0;
  /// From within work: returns when every part is here.
  virtual void wait() = 0;
};

template <class T>
struct context;
/// Is shown each copy of a block when it has run backward, while all that its program keeps is there.
template <class T>
class onlooker {
 public:
  virtual ~onlooker() = default;
  virtual void see(const context<T>&) = 0;
};

template <class T>
struct context {
  std::array<T*, std::size_t(region::count)> base{};
  std::int64_t rows = 0;
  std::uint64_t seed = 0, step = 0;
  std::int64_t first_row = 0,
               copy = 0;  // place of the rows in the batch and of the block in its repetition, for random numbers
  const void* update = nullptr;  // of the type that the kernel was made for
  bool accumulate = false;       // add to the gradient that is there: the second use of shared weights
  T* scratch = nullptr;          // of this thread
  int part = 0, parts = 1;       // which thread of how many
  team* together = nullptr;      // where there are several
  onlooker<T>* looks_on = nullptr;
};

/// The share of a thread in n units: whole units, the same cut for every kernel.
struct share {
  std::int64_t begin, end;
  template <class T>
  share(const context<T>& c, std::int64_t n, std::int64_t unit) {
    const std::int64_t units = (n + unit - 1) / unit, each = (units + c.parts - 1) / c.parts;
    begin = c.part * each * unit, end = begin + each * unit;
    if (begin > n) begin = n;
    if (end > n) end = n;
  }
};

template <class T>
constexpr T power_of_rows(double value, int power, std::int64_t rows) {
  double x = value;
  for (; power > 0; --power) x *= double(rows);
  for (; power < 0; ++power) x /= double(rows);
  return T(x);
}

/// An operand as the kernel reads it: the address of its first element, and strides.
template <class T>
struct stream {
  T* p = nullptr;
  std::int64_t row = 0, line = 0;
};

template <class T>
stream<T> open_stream(const operand& o, const context<T>& c) {
  if (o.in == region::number) return {};
  return {c.base[std::size_t(o.in)] + o.offset * (o.per_row ? c.rows : 1), o.row, o.line};
}

}  // namespace evengrad::inline EVENGRAD_ISA
