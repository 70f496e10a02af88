// A formula that could change its layer.
// expect: a layer needs constexpr eg::symbol formula(eg::symbol x) const
// expect: twice
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct twice : eg::layer {
#ifdef RIGHT
  constexpr eg::symbol formula(eg::symbol x) const { return 2. * x; }
#else
  constexpr eg::symbol formula(eg::symbol x) { return 2. * x; }
#endif
};

constexpr auto net = eg::input<8> | twice{};

int main() { eg::model<net> model; }
