// A function whose value is no number.
// expect: the function must return a number, or std::array or eg::tensor of numbers
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

int main() {
#ifdef RIGHT
  constexpr auto f = [](auto x) { return x * x; };
#else
  constexpr auto f = [](auto x) { return (void)(x * x), "square"; };
#endif
  constexpr auto d = eg::gradient(f)(2.);
  (void)d;
}
