// A model of whole numbers.
// expect: int
// expect: an_element
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
#ifdef RIGHT
  eg::model<net, double> model;
#else
  eg::model<net, int> model;
#endif
}
