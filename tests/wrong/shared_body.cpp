// A shared layer with one more layer at its second place.
// expect: shared<name> is one layer at several places
// expect: "dense_3"
// expect: "s"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::shared<"s">(eg::dense<8>) | eg::shared<"s">(eg::dense<8> | eg::relu);
#else
constexpr auto net = eg::input<8> | eg::shared<"s">(eg::dense<8>) | eg::shared<"s">(eg::dense<8> | eg::dense<8>);
#endif

int main() { eg::model<net> model; }
