// An op of more operands than an op can have.
// expect: an op needs a name, and static constexpr auto value
// expect: cube_op
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct cube_op {
  static constexpr std::string_view name = "cube";
#ifdef RIGHT
  static constexpr auto value(auto x) { return x * x * x; }
#else
  static constexpr auto value(auto a, auto b, auto c, auto d) { return a * b * c * d; }
#endif
  static constexpr auto derivative(auto x, auto) { return 3. * x * x; }
};
inline constexpr eg::elementwise<cube_op> cube;

constexpr auto net = eg::input<8> | cube;

int main() { eg::model<net> model; }
