// A formula adds what does not broadcast.
// expect: operands of a formula do not broadcast
// expect: "projection_1"
// expect: expected{8}
// expect: got{5}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct projection : eg::layer {
  static constexpr std::string_view name = "projection";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return x + x.parameter("b", {x.features()}, eg::init::zeros{});
#else
    return x + x.parameter("b", {5}, eg::init::zeros{});
#endif
  }
};

constexpr auto net = eg::input<8> | projection{};

int main() { eg::model<net> model; }
