// A network that has no address while compiling.
// expect: template argument
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

int main() {
#ifdef RIGHT
  static constexpr auto net = eg::input<8> | eg::dense<3>;
#else
  constexpr auto net = eg::input<8> | eg::dense<3>;
#endif
  eg::model<net> model;
}
