// A block that has lost its graph.
// expect: a layer needs constexpr eg::symbol formula(eg::symbol x) const, a block a constexpr graph
// expect: encoder<false>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

template <bool Whole>
struct encoder : eg::block {
  static constexpr auto graph = eg::dense<16> | eg::relu;
};
template <>
struct encoder<false> : eg::block {
  static constexpr auto network = eg::dense<16> | eg::relu;
};

#ifdef RIGHT
constexpr auto net = eg::input<8> | encoder<true>{};
#else
constexpr auto net = eg::input<8> | encoder<false>{};
#endif

int main() { eg::model<net> model; }
