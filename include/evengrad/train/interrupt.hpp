// Ctrl-C while something runs: a flag to be looked at, instead of the end of the program.
#pragma once
#include <sched.h>
#include <signal.h>

#include <evengrad/core/isa.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// While one of these lives, the first SIGINT (Ctrl-C) sets a flag, and puts the handler of before back, so that a
/// second one does what it always did: ends the program, if nobody has said otherwise. The last that goes puts the
/// handler back as well. Where SIGINT was ignored it still is. Any thread may have one.
class interrupt_watch {
  inline static volatile sig_atomic_t seen_ = 0;
  inline static int alive_ = 0;
  inline static bool changing_ = false;
  inline static struct sigaction before_ {};

  /// While it lives, no other thread counts, or changes the handler.
  struct alone {
    alone() {
      while (__atomic_test_and_set(&changing_, __ATOMIC_ACQUIRE)) sched_yield();
    }
    ~alone() { __atomic_clear(&changing_, __ATOMIC_RELEASE); }
  };
  static void handle(int) {
    seen_ = 1;
    sigaction(SIGINT, &before_, nullptr);
  }

 public:
  interrupt_watch() {
    const alone a;
    if (alive_++ > 0) return;
    seen_ = 0;
    sigaction(SIGINT, nullptr, &before_);
    if (before_.sa_handler == SIG_IGN) return;
    struct sigaction own {};
    own.sa_handler = handle;
    own.sa_flags = SA_RESTART;
    sigemptyset(&own.sa_mask);
    sigaction(SIGINT, &own, nullptr);
  }
  interrupt_watch(const interrupt_watch&) = delete;
  interrupt_watch& operator=(const interrupt_watch&) = delete;
  ~interrupt_watch() {
    const alone a;
    if (--alive_ == 0) sigaction(SIGINT, &before_, nullptr);
  }
  static bool seen() { return seen_ != 0; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
