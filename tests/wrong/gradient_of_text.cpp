// An argument that is no number.
// expect: arguments are numbers, std::array or eg::tensor of numbers
#include <evengrad/autodiff/gradient.hpp>

namespace eg = evengrad;

int main() {
  constexpr auto f = [](auto x) { return x * x; };
#ifdef RIGHT
  constexpr double d = eg::gradient(f)(2);
#else
  constexpr double d = eg::gradient(f)("2");
#endif
  return d == 4 ? 0 : 1;
}
