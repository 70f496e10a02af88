// The gradient of a function of several results.
// expect: gradient, hvp and hessian need a function that returns one number; jacobian and vjp take the others
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/autodiff/jacobian.hpp>

namespace eg = evengrad;

int main() {
  constexpr auto f = [](auto x) { return std::array{x * x, 2. * x}; };
#ifdef RIGHT
  constexpr auto d = eg::jacobian(f)(2.);
#else
  constexpr auto d = eg::gradient(f)(2.);
#endif
  (void)d;
}
