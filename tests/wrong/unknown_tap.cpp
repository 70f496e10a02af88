// A long skip from a tap that nothing has passed.
// expect: no tap of this name has been passed
// expect: "skim"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::tap<"skip"> | eg::dense<4> | eg::concat(eg::identity_layer, eg::from<"skip">);
#else
constexpr auto net = eg::input<8> | eg::tap<"skip"> | eg::dense<4> | eg::concat(eg::identity_layer, eg::from<"skim">);
#endif

int main() { eg::model<net> model; }
