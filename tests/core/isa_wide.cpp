// The translation unit that is compiled for AVX2.
#include <evengrad/core/pack.hpp>
#include <evengrad/core/philox.hpp>

int wide_vector_bytes() { return evengrad::vector_bytes; }
const void* wide_normal_quantile() { return reinterpret_cast<const void*>(&evengrad::normal_quantile); }
