// A parametrization whose weight is no symbol.
// expect: a parametrization needs static constexpr eg::symbol weight
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct doubled {
#ifdef RIGHT
  static constexpr eg::symbol weight(eg::symbol x, std::string_view name, const eg::shape& dims) {
    return 2. * x.parameter(name, dims, eg::init::he_normal{});
  }
#else
  static constexpr void weight(eg::symbol x, std::string_view name, const eg::shape& dims) {
    x.parameter(name, dims, eg::init::he_normal{});
  }
#endif
};
constexpr auto net = eg::input<4> | eg::dense<3, doubled>;

int main() { eg::model<net> model; }
