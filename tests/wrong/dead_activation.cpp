// An activation whose inputs are all negative.
// expect: this activation gives one number whatever comes in
// expect: "relu_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::he_normal, eg::init::zeros> | eg::relu | eg::dense<10>;
#else
constexpr auto net =
    eg::input<64> | eg::dense<64, eg::init::he_normal, eg::init::constant<-30> > | eg::relu | eg::dense<10>;
#endif
static_assert(eg::healthy<net>());

int main() {}
