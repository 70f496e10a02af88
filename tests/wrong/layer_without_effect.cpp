// A layer whose value nobody reads.
// expect: the output does not depend on this layer: take it away
// expect: "forgotten_1.relu_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
struct forgotten : eg::layer {
  static constexpr std::string_view name = "forgotten";
  constexpr eg::symbol formula(eg::symbol x) const { return apply(eg::relu, x); }
};
#else
struct forgotten : eg::layer {
  static constexpr std::string_view name = "forgotten";
  constexpr eg::symbol formula(eg::symbol x) const {
    apply(eg::relu, x);
    return x;
  }
};
#endif
constexpr auto net = eg::input<8> | eg::dense<8> | forgotten{} | eg::dense<3>;
static_assert(eg::strict<net>());

int main() {}
