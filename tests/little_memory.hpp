// A process that may have 100 MB more than it has, in which the system soon gives no thread.
#pragma once
#include <sys/mman.h>
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
  /// Whether the system keeps to it: some that run containers do not.
  bool holds() const {
    void* const much = mmap(nullptr, 200'000'000, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return much == MAP_FAILED || munmap(much, 200'000'000) != 0;
  }
  static rlim_t pages() {
    unsigned long n = 0;
    std::FILE* const f = std::fopen("/proc/self/statm", "r");
    if (std::fscanf(f, "%lu", &n) != 1) n = 0;
    std::fclose(f);
    return n;
  }
};
