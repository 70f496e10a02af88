// A view of a parameter in other extents.
// expect: weights and means over a batch lie in panels
// expect: expected{4}
// expect: got{2}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct grid_t : eg::layer {
  static constexpr std::string_view name = "grid";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return x * x.parameter("a", {2, 2}, eg::init::ones{});
#else
    return x * reshape(x.parameter("a", {4}, eg::init::ones{}), {2, 2});
#endif
  }
};
constexpr auto net = eg::input<2, 2> | grid_t{};

int main() { eg::model<net> model; }
