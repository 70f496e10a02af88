// A direction that has not the form of its argument.
// expect: after the arguments follow their directions, in the same forms
#include <evengrad/autodiff/jvp.hpp>

namespace eg = evengrad;

int main() {
  constexpr auto f = [](const auto& x) { return x[0] * x[1]; };
#ifdef RIGHT
  constexpr auto y = eg::jvp(f)(std::array{1., 2.}, std::array{1., 0.});
#else
  constexpr auto y = eg::jvp(f)(std::array{1., 2.}, std::array{1., 0., 0.});
#endif
  (void)y;
}
