// In a chain an op sees one value.
// expect: only an op of one operand is a layer
// expect: radius_op
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct radius_op {
  static constexpr std::string_view name = "radius";
  static constexpr auto value(auto a, auto b) { return a * a + b * b; }
  static constexpr auto derivative(auto a, auto b, auto) { return eg::partials{2. * a, 2. * b}; }
};
inline constexpr eg::elementwise<radius_op> radius;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::relu;
#else
constexpr auto net = eg::input<8> | radius;
#endif

int main() { eg::model<net> model; }
