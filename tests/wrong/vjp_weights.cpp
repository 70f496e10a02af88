// Weights for more results than there are.
// expect: after the arguments follow weights, in the form of what the function returns
#include <evengrad/autodiff/vjp.hpp>

namespace eg = evengrad;

int main() {
  constexpr auto f = [](auto x) { return std::array{x * x, 2. * x}; };
#ifdef RIGHT
  constexpr auto d = eg::vjp(f)(3., std::array{1., 10.});
#else
  constexpr auto d = eg::vjp(f)(3., std::array{1., 10., 100.});
#endif
  (void)d;
}
