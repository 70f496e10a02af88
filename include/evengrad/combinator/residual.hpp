// x + body(x): the identity beside a branch (He et al. 2015, "Deep residual learning").
#pragma once
#include <evengrad/combinator/branch.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <a_layer F>
struct residual_t : layer {
  [[no_unique_address]] F body;
  constexpr symbol build(symbol x) const {
    const symbol y = apply(body, x);
    if (!(x.dims() == y.dims())) return refuse(x, fault::residual_body_must_keep_its_shape, y);
    return x + y;
  }
};
/// x + body(x), where the body keeps the shape of x.
template <class F>
constexpr auto residual(F body) {
  if constexpr (check_part<F>()) return residual_t<F>{{}, body};
  else return refused_t{};
}

}  // namespace evengrad::inline EVENGRAD_ISA
