// A fault inside a repeated body is told with its path.
// expect: residual adds x to what its body makes of it
// expect: "repeat_1.dense_2"
// expect: expected{8}
// expect: got{7}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::dense<8> | eg::repeat<3>(eg::residual(eg::dense<5> | eg::relu | eg::dense<8>));
#else
constexpr auto net = eg::input<8> | eg::dense<8> | eg::repeat<3>(eg::residual(eg::dense<5> | eg::relu | eg::dense<7>));
#endif

int main() { eg::model<net> model; }
