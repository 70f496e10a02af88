// A function that takes numbers of one type only.
// expect: the function must take these arguments with symbols as their numbers: write auto for its parameters
#include <evengrad/autodiff/gradient.hpp>

namespace eg = evengrad;

int main() {
#ifdef RIGHT
  constexpr auto f = [](auto x) { return x * x; };
#else
  constexpr auto f = [](double x) { return x * x; };
#endif
  return eg::gradient(f)(2.) == 4 ? 0 : 1;
}
