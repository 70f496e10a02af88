// A formula that is not constexpr.
// expect: a network is built while compiling
// expect: the formulas of its layers too
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct twice : eg::layer {
#ifdef RIGHT
  constexpr eg::symbol formula(eg::symbol x) const { return 2. * x; }
#else
  eg::symbol formula(eg::symbol x) const { return 2. * x; }
#endif
};

constexpr auto net = eg::input<8> | twice{};

int main() { eg::model<net> model; }
