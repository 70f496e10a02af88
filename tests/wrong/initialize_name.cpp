// Another law for a parameter that is not there.
// expect: initialize<name, init> stands around a part with a parameter of this name
// expect: "dense_3.w"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::initialize<"dense_2.w", eg::init::orthogonal<>>(eg::input<8> | eg::dense<4> | eg::dense<2>);
#else
constexpr auto net = eg::initialize<"dense_3.w", eg::init::orthogonal<>>(eg::input<8> | eg::dense<4> | eg::dense<2>);
#endif

int main() { eg::model<net> model; }
