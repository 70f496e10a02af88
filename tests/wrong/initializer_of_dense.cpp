// Weights that are drawn by something that is no initializer.
// expect: an_initializer
// expect: int
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<3, eg::init::glorot_uniform>;
#else
constexpr auto net = eg::input<8> | eg::dense<3, int>;
#endif

int main() { eg::model<net> model; }
