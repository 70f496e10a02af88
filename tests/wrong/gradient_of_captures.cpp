// A lambda that holds a value is differentiated.
// expect: a lambda with captures cannot be differentiated
// expect: eg::gradient<0>(f)(x, data)
#include <evengrad/autodiff/gradient.hpp>

namespace eg = evengrad;

int main() {
  const double rate = 0.5;
#ifdef RIGHT
  const double d = eg::gradient<0>([](auto x, auto rate) { return rate * x * x; })(2., rate);
#else
  const double d = eg::gradient([rate](auto x) { return rate * x * x; })(2.);
#endif
  return d == 2 ? 0 : 1;
}
