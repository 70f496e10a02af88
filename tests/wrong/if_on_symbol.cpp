// A decision on a value that is not there yet.
// expect: a symbol has no value yet
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct projection : eg::layer {
  static constexpr std::string_view name = "projection";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return eg::select(x > 0., x, 0.1 * x);
#else
    return x > 0. ? x : 0.1 * x;
#endif
  }
};

constexpr auto net = eg::input<8> | projection{};

int main() { eg::model<net> model; }
