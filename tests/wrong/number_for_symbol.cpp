// A formula whose value is a number.
// expect: the formula of this layer gives a plain number
// expect: "projection_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct projection : eg::layer {
  static constexpr std::string_view name = "projection";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return 0. * x + 1.;
#else
    return 1.;
#endif
  }
};

constexpr auto net = eg::input<8> | projection{};

int main() { eg::model<net> model; }
