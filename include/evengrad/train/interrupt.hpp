// Ctrl-C while something runs: a flag to be looked at, instead of the end of the program.
#pragma once
#include <signal.h>

#include <evengrad/core/isa.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// While one of these lives, the first SIGINT (Ctrl-C) sets a flag, and puts the handler of before back, so that a
/// second one does what it always did: ends the program, if nobody has said otherwise. The last that goes puts the
/// handler back as well. Where SIGINT was ignored it still is.
class interrupt_watch {
  inline static volatile sig_atomic_t seen_ = 0;
  inline static int alive_ = 0;
  inline static struct sigaction before_ {};

  static void handle(int) {
    seen_ = 1;
    sigaction(SIGINT, &before_, nullptr);
  }

 public:
  interrupt_watch() {
    if (__atomic_fetch_add(&alive_, 1, __ATOMIC_ACQ_REL) > 0) return;
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
    if (__atomic_fetch_sub(&alive_, 1, __ATOMIC_ACQ_REL) == 1) sigaction(SIGINT, &before_, nullptr);
  }
  static bool seen() { return seen_ != 0; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
