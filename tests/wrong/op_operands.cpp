// An op of two operands is given one.
// expect: an op takes as many operands as its value
// expect: radius_op
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct radius_op {
  static constexpr std::string_view name = "radius";
  static constexpr auto value(auto a, auto b) { return a * a + b * b; }
  static constexpr auto derivative(auto a, auto b, auto) { return eg::partials{2. * a, 2. * b}; }
};
inline constexpr eg::elementwise<radius_op> radius;

struct self : eg::layer {
  static constexpr std::string_view name = "self";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return radius(x, x);
#else
    return radius(x);
#endif
  }
};

constexpr auto net = eg::input<8> | self{};

int main() { eg::model<net> model; }
