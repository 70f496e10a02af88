// A product with a Hessian needs a direction for each argument.
// expect: after the arguments follow their directions, in the same forms, one for each that is differentiated by
#include <evengrad/autodiff/hessian.hpp>

namespace eg = evengrad;

int main() {
  constexpr auto f = [](auto x, auto y) { return x * y; };
#ifdef RIGHT
  constexpr auto d = eg::hvp(f)(1., 2., 1., 0.);
#else
  constexpr auto d = eg::hvp(f)(1., 2., std::array{1., 0.});
#endif
  (void)d;
}
