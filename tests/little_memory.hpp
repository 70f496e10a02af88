// A process that may have 100 MB more than it has, in which the system soon gives no thread.
#pragma once
#include <sys/resource.h>

#include <cstdio>

/// Address sanitizer keeps memory aside for each thread, and ends the program where it gets none.
#if defined(__SANITIZE_ADDRESS__)
#define EVENGRAD_TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define EVENGRAD_TEST_SANITIZED 1
#endif
#endif

struct little_memory {
  rlimit before;
  little_memory() {
    getrlimit(RLIMIT_AS, &before);
    rlimit less = before;
    less.rlim_cur = pages() * 4096 + 100'000'000;
    setrlimit(RLIMIT_AS, &less);
  }
  little_memory(const little_memory&) = delete;
  ~little_memory() { setrlimit(RLIMIT_AS, &before); }
  static rlim_t pages() {
    unsigned long n = 0;
    std::FILE* const f = std::fopen("/proc/self/statm", "r");
    if (std::fscanf(f, "%lu", &n) != 1) n = 0;
    std::fclose(f);
    return n;
  }
};
