// Scaling of what is learned.
// expect: what scales the input is fitted before training
// expect: "standardize_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::standardize | eg::dense<4>;
#else
constexpr auto net = eg::input<8> | eg::dense<4> | eg::standardize;
#endif

int main() { eg::model<net> model; }
