// A gate has another width than what it gates.
// expect: add and multiply join branches of equal shape
// expect: "relu_1"
// expect: expected{4}
// expect: got{1}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::multiply(eg::dense<4>, eg::dense<4> | eg::relu);
#else
constexpr auto net = eg::input<8> | eg::multiply(eg::dense<4>, eg::dense<1> | eg::relu);
#endif

int main() { eg::model<net> model; }
