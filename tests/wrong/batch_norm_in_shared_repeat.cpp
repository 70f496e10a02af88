// One state cannot serve all copies.
// expect: repeat_shared has one state for all copies
// expect: "repeat_shared_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::repeat_shared<3>(eg::dense<8> | eg::layer_norm);
#else
constexpr auto net = eg::input<8> | eg::repeat_shared<3>(eg::dense<8> | eg::batch_norm);
#endif

int main() { eg::model<net> model; }
