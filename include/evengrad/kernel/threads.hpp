// Threads that share the work of a model: each kernel of a step is cut into as many parts.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/kernel/context.hpp>

#include <atomic>
#include <exception>
#include <memory>
#include <thread>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Starts threads that do work(i), from i = first on, until there are `end` or the system gives no more; returns the i
/// that comes next.
template <class F>
int start_threads(std::vector<std::thread>& all, int first, int end, const F& work) {
  int i = first;
#if defined(__cpp_exceptions)
  try {
    for (; i < end; ++i) all.emplace_back(work, i);
  } catch (const std::exception&) {  // no thread, or no memory for what is known of it
  }
#else
  for (; i < end; ++i) all.emplace_back(work, i);
#endif
  return i;
}
/// Fails for so many threads of which the system gave only some.
[[noreturn, gnu::cold]] inline void refuse_threads(const char* place, int wanted, int given) {
  fail(place, std::to_string(wanted) + ", and the system gives " + std::to_string(given),
       "ask for fewer, or raise its limits of processes and memory");
}

/// Threads that stay from step to step. Whoever waits spins for a while, then sleeps.
class thread_team final : public team {
  static constexpr int spins = 4000;
  const int size_;
  void (*work_)(const void*, int) = nullptr;
  const void* what_ = nullptr;
  alignas(64) std::atomic<unsigned> round_ = 0;   // of work; 0 ends it
  alignas(64) std::atomic<int> here_ = 0;         // parts that wait
  alignas(64) std::atomic<unsigned> passed_ = 0;  // how often all have met
  std::vector<std::thread> others_;

  void end() {
    round_.store(0, std::memory_order_release);
    round_.notify_all();
    for (std::thread& t : others_) t.join();
  }
  static void breathe() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
  static unsigned next(unsigned round) { return round + 1 == 0 ? 1 : round + 1; }
  static unsigned changed(std::atomic<unsigned>& x, unsigned from) {
    for (int i = 0; i < spins; ++i, breathe())
      if (const unsigned now = x.load(std::memory_order_acquire); now != from) return now;
    x.wait(from, std::memory_order_acquire);
    return x.load(std::memory_order_acquire);
  }
  void serve(int part) {
    for (unsigned round = 1; (round = changed(round_, round)) != 0;) {
      work_(what_, part);
      wait();
    }
  }

 public:
  explicit thread_team(int size) : size_(size), round_(1) {
    if (size < 1) fail("threads", std::to_string(size), "give at least one");
    const int given = start_threads(others_, 1, size, [this](int part) { serve(part); });
    if (given < size) end(), refuse_threads("threads", size, given);
  }
  thread_team(const thread_team&) = delete;
  ~thread_team() override { end(); }
  int size() const override { return size_; }
  void run(void (*work)(const void*, int), const void* what) override {
    work_ = work, what_ = what;
    round_.store(next(round_.load(std::memory_order_relaxed)), std::memory_order_release);
    round_.notify_all();
    work(what, 0);
    wait();
  }
  void wait() override {
    const unsigned before = passed_.load(std::memory_order_relaxed);
    if (here_.fetch_add(1, std::memory_order_acq_rel) + 1 == size_) {
      here_.store(0, std::memory_order_relaxed);
      passed_.store(before + 1, std::memory_order_release);
      passed_.notify_all();
    } else changed(passed_, before);
  }
};

/// So many threads for a model: `eg::model<net> m{eg::seed{1}, eg::threads{2}}`. The same numbers come out, bit by bit,
/// whatever their count. An executor of another kind is a struct whose assemble() makes another team.
struct threads {
  int count = int(std::thread::hardware_concurrency());
  std::unique_ptr<team> assemble() const { return std::make_unique<thread_team>(count); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
