// Differentiated by an argument that the function does not have.
// expect: the function has no argument at that place
#include <evengrad/autodiff/gradient.hpp>

namespace eg = evengrad;

int main() {
  constexpr auto f = [](auto x, auto y) { return x * y; };
#ifdef RIGHT
  constexpr double d = eg::gradient<1>(f)(2., 3.);
#else
  constexpr double d = eg::gradient<2>(f)(2., 3.);
#endif
  return d == 2 ? 0 : 1;
}
