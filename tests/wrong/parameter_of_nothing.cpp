// A parameter without elements.
// expect: must be at least 1
// expect: "shift_1"
// expect: expected{1}
// expect: got{0}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct shift : eg::layer {
  static constexpr std::string_view name = "shift";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return x + x.parameter("b", {x.features()}, eg::init::zeros{});
#else
    return x + x.parameter("b", {x.features() - 8}, eg::init::zeros{});
#endif
  }
};

constexpr auto net = eg::input<8> | shift{};

int main() { eg::model<net> model; }
