// The instruction set as an inline namespace: two translation units with different -march never share code (ODR).
#pragma once

#if __cplusplus < 202002L
#error "evengrad needs C++20: compile with -std=c++20 or later"
#endif

#if defined(__AVX512F__)
#define EVENGRAD_ISA avx512
#define EVENGRAD_VECTOR_BYTES 64
#elif defined(__AVX2__) && defined(__FMA__)
#define EVENGRAD_ISA avx2
#define EVENGRAD_VECTOR_BYTES 32
#elif defined(__AVX__)
#define EVENGRAD_ISA avx
#define EVENGRAD_VECTOR_BYTES 32
#elif defined(__SSE2__)
#define EVENGRAD_ISA sse2
#define EVENGRAD_VECTOR_BYTES 16
#elif defined(__ARM_NEON)
#define EVENGRAD_ISA neon
#define EVENGRAD_VECTOR_BYTES 16
#else
#define EVENGRAD_ISA scalar
#define EVENGRAD_VECTOR_BYTES 8
#endif

// Every operation on a pack is inlined, at -O0 too: kernels are large, and a call would pass registers through memory.
#define EVENGRAD_INLINE __attribute__((always_inline)) inline
#define EVENGRAD_LAMBDA __attribute__((always_inline))

#if defined(__FMA__) || defined(__AVX512F__) || (defined(__aarch64__) && defined(__ARM_FEATURE_FMA))
#define EVENGRAD_FMA 1
#else
#define EVENGRAD_FMA 0
#endif

namespace evengrad::inline EVENGRAD_ISA {

/// Bytes of the widest register that the target has.
inline constexpr int vector_bytes = EVENGRAD_VECTOR_BYTES;

/// Whether the target multiplies and adds in one instruction, rounding once.
inline constexpr bool has_fma = EVENGRAD_FMA;

}  // namespace evengrad::inline EVENGRAD_ISA
