// Shared weights meet an x of another width.
// expect: shared<name> uses the same parameters again
// expect: "dense_2"
// expect: expected{32}
// expect: got{16}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::shared<"s">(eg::dense<8>) | eg::relu | eg::shared<"s">(eg::dense<8>);
#else
constexpr auto net = eg::input<8> | eg::shared<"s">(eg::dense<4>) | eg::relu | eg::shared<"s">(eg::dense<4>);
#endif

int main() { eg::model<net> model; }
