// An op that computes nothing.
// expect: an op needs a name, and static constexpr auto value
// expect: cube_op
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct cube_op {
  static constexpr std::string_view name = "cube";
#ifdef RIGHT
  static constexpr auto value(auto x) { return x * x * x; }
#endif
  static constexpr auto derivative(auto x, auto) { return 3. * x * x; }
};
inline constexpr eg::elementwise<cube_op> cube;

constexpr auto net = eg::input<8> | cube;

int main() { eg::model<net> model; }
