// An element behind the end of a tensor.
// expect: extents inside this function do not fit together
#include <evengrad/autodiff/gradient.hpp>

namespace eg = evengrad;

int main() {
#ifdef RIGHT
  constexpr auto f = [](const auto& t) { return t[0] * t[2]; };
#else
  constexpr auto f = [](const auto& t) { return t[0] * t[3]; };
#endif
  return eg::gradient(f)(eg::vector<double, 3>{{1, 2, 3}})[0] == 3 ? 0 : 1;
}
