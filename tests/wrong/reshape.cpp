// Other extents with another number of elements.
// expect: reshape shows the same elements in other extents
// expect: expected{784}
// expect: got{196}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<28, 28> | eg::reshape_to<14, 56> | eg::flatten | eg::dense<10>;
#else
constexpr auto net = eg::input<28, 28> | eg::reshape_to<14, 14> | eg::flatten | eg::dense<10>;
#endif

int main() { eg::model<net> model; }
