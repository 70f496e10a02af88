// An embedding looks up one index, not features.
// expect: embedding looks up one index a row
// expect: "embedding_1"
// expect: expected{1}
// expect: got{5}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<1> | eg::embedding<100, 16> | eg::dense<2>;
#else
constexpr auto net = eg::input<5> | eg::embedding<100, 16> | eg::dense<2>;
#endif

int main() { eg::model<net> model; }
