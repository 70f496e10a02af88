// An initializer that does not say what it draws.
// expect: an initializer needs static constexpr eg::law law(eg::fans)
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct small {
  static constexpr eg::law law(eg::fans) { return eg::normal_law(0, 0.02); }
};

struct projection : eg::layer {
  static constexpr std::string_view name = "projection";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return x * x.parameter("w", {1}, small{});
#else
    return x * x.parameter("w", {1}, 0.01);
#endif
  }
};

constexpr auto net = eg::input<8> | projection{};

int main() { eg::model<net> model; }
