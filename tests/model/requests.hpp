// What this program has asked the heap for; heap.cpp counts.
#pragma once
#include <cstdint>

namespace evengrad_test {
extern long requests;
extern std::int64_t aligned_bytes;  // by arenas, which alone ask for aligned memory
}  // namespace evengrad_test
