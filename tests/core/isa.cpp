// Two translation units for two instruction sets in one program: neither runs the other's code.
#include <evengrad/core/pack.hpp>
#include <evengrad/core/philox.hpp>

int wide_vector_bytes();
const void* wide_normal_quantile();

int main() {
#if defined(__x86_64__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 77;
#endif
  const bool own_width = evengrad::vector_bytes < 32 && wide_vector_bytes() == 32;
  const bool own_code = wide_normal_quantile() != reinterpret_cast<const void*>(&evengrad::normal_quantile);
  return own_width && own_code ? 0 : 1;
}
