// An op that cannot be differentiated.
// expect: an op needs static constexpr auto derivative
// expect: cube_op
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct cube_op {
  static constexpr std::string_view name = "cube";
  static constexpr auto value(auto x) { return x * x * x; }
#ifdef RIGHT
  static constexpr auto derivative(auto x, auto) { return 3. * x * x; }
#endif
};
inline constexpr eg::elementwise<cube_op> cube;

constexpr auto net = eg::input<8> | cube;

int main() { eg::model<net> model; }
