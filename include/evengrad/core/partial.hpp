// The first n lanes of a vector read from memory or written to it, by masked instructions where the target has them.
#pragma once
#include <evengrad/core/isa.hpp>

namespace evengrad::inline EVENGRAD_ISA {

#if defined(__AVX__)
// The mask that AVX's masked moves take: the sign bit of each of the first n lanes.
EVENGRAD_INLINE auto first_lanes(const float*, int n) {
  typedef int lanes __attribute__((vector_size(32)));
  return (lanes)(lanes{0, 1, 2, 3, 4, 5, 6, 7} < lanes{n, n, n, n, n, n, n, n});
}
EVENGRAD_INLINE auto first_lanes(const double*, int n) {
  typedef long long lanes __attribute__((vector_size(32)));
  return (lanes)(lanes{0, 1, 2, 3} < lanes{n, n, n, n});  // of long long, not of long
}
#endif

/// Reads p[0] … p[n-1] into the first lanes and sets the others to zero; memory beyond is not touched.
template <class V, class T>
EVENGRAD_INLINE V load_first(const T* p, int n) {
#if defined(__AVX512F__)
  if constexpr (sizeof(V) == 64 && __is_same(T, float))
    return __builtin_ia32_loadups512_mask(p, V{}, (unsigned short)((1u << n) - 1));
  else if constexpr (sizeof(V) == 64 && __is_same(T, double))
    return __builtin_ia32_loadupd512_mask(p, V{}, (unsigned char)((1u << n) - 1));
  else
#endif
#if defined(__AVX__)
      if constexpr (sizeof(V) == 32 && __is_same(T, float))
    return __builtin_ia32_maskloadps256((const V*)p, first_lanes(p, n));
  else if constexpr (sizeof(V) == 32 && __is_same(T, double))
    return __builtin_ia32_maskloadpd256((const V*)p, first_lanes(p, n));
  else
#endif
  {
    constexpr int size = int(sizeof(V) / sizeof(T));
    T r[size] = {};
    for (int i = 0; i < size && i < n; ++i) r[i] = p[i];
    V v;
    __builtin_memcpy(&v, r, sizeof(V));
    return v;
  }
}

/// Writes the first n lanes to p[0] … p[n-1]; memory beyond is not touched.
template <class V, class T>
EVENGRAD_INLINE void store_first(V v, T* p, int n) {
#if defined(__AVX512F__)
  if constexpr (sizeof(V) == 64 && __is_same(T, float))
    __builtin_ia32_storeups512_mask(p, v, (unsigned short)((1u << n) - 1));
  else if constexpr (sizeof(V) == 64 && __is_same(T, double))
    __builtin_ia32_storeupd512_mask(p, v, (unsigned char)((1u << n) - 1));
  else
#endif
#if defined(__AVX__)
      if constexpr (sizeof(V) == 32 && __is_same(T, float))
    __builtin_ia32_maskstoreps256((V*)p, first_lanes(p, n), v);
  else if constexpr (sizeof(V) == 32 && __is_same(T, double))
    __builtin_ia32_maskstorepd256((V*)p, first_lanes(p, n), v);
  else
#endif
  {
    constexpr int size = int(sizeof(V) / sizeof(T));
    T r[size];
    __builtin_memcpy(r, &v, sizeof(V));
    for (int i = 0; i < size && i < n; ++i) p[i] = r[i];
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
