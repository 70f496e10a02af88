// A formula that computes and gives nothing.
// expect: the formula of a layer returns eg::symbol
// expect: twice
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct twice : eg::layer {
#ifdef RIGHT
  constexpr eg::symbol formula(eg::symbol x) const { return 2. * x; }
#else
  constexpr void formula(eg::symbol x) const { x = 2. * x; }
#endif
};

constexpr auto net = eg::input<8> | twice{};

int main() { eg::model<net> model; }
