// A layer that does not say what it computes.
// expect: a layer needs constexpr eg::symbol formula(eg::symbol x) const
// expect: twice
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct twice : eg::layer {
#ifdef RIGHT
  constexpr eg::symbol formula(eg::symbol x) const { return 2. * x; }
#else
  constexpr eg::symbol forward(eg::symbol x) const { return 2. * x; }
#endif
};

constexpr auto net = eg::input<8> | twice{};

int main() { eg::model<net> model; }
