// A matrix with as many lines as x has not features.
// expect: matmul(x, w): the last axis of x must be as long as the first of w
// expect: "projection_1"
// expect: expected{3}
// expect: got{8}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct projection : eg::layer {
  static constexpr std::string_view name = "projection";
  constexpr eg::symbol formula(eg::symbol x) const {
#ifdef RIGHT
    return matmul(x, x.parameter("w", {x.features(), 3}, eg::init::he_normal{}));
#else
    return matmul(x, x.parameter("w", {3, x.features()}, eg::init::he_normal{}));
#endif
  }
};

constexpr auto net = eg::input<8> | projection{};

int main() { eg::model<net> model; }
