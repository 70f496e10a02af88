// A tensor without elements.
// expect: extents must be positive
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

int main() {
#ifdef RIGHT
  const eg::tensor<double, 3> x{};
#else
  const eg::tensor<double, 0> x{};
#endif
  (void)x;
}
