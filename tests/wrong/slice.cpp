// A slice behind the end of its axis.
// expect: slice(x, offset, width) must lie inside its axis
// expect: "projection_1"
// expect: expected{8}
// expect: got{10}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct projection : eg::layer {
  static constexpr std::string_view name = "projection";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return slice(x, 4, 4);
#else
    return slice(x, 4, 6);
#endif
  }
};

constexpr auto net = eg::input<8> | projection{};

int main() { eg::model<net> model; }
