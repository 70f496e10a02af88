// Numbers that are stated to be far from 1, and no layer that scales them.
// expect: numbers far from 1 go into the first product as they come: begin with eg::standardize
// expect: "dense_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct prices : eg::all_lints {  // mean 20, deviation 2
  static constexpr eg::signal_source input{{20, 404, 400}};
};
#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::standardize | eg::dense<16> | eg::relu | eg::dense<3>;
#else
constexpr auto net = eg::input<8> | eg::dense<16> | eg::relu | eg::dense<3>;
#endif
static_assert(eg::strict<net, prices>(eg::cross_entropy));

int main() {}
