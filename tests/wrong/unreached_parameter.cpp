// A parameter that the output does not depend on.
// expect: no gradient reaches this parameter
// expect: "scaled_1"
// expect: "scale"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
struct scaled : eg::layer {
  static constexpr std::string_view name = "scaled";
  constexpr eg::symbol formula(eg::symbol x) const {
    const eg::symbol scale = x.parameter("scale", {x.features()}, eg::init::ones{});
    return x * scale;
  }
};
#else
struct scaled : eg::layer {
  static constexpr std::string_view name = "scaled";
  constexpr eg::symbol formula(eg::symbol x) const {
    x.parameter("scale", {x.features()}, eg::init::ones{});
    return x;
  }
};
#endif
constexpr auto net = eg::input<8> | eg::dense<8> | scaled{} | eg::dense<3>;
static_assert(eg::strict<net>());

int main() {}
