// Several parts of the same x, put together again: summed, multiplied, or side by side.
#pragma once
#include <evengrad/combinator/chain.hpp>

#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// Notes the fault with the layer that gives `got` and the first figures that differ, and goes on with x.
constexpr symbol refuse(symbol x, fault what, const shape& expected, const shape& got, int layer) {
  int a = expected.size(), b = got.size();
  if (expected.rank == got.rank)
    for (int i = 0; i < got.rank; ++i)
      if (expected[i] != got[i]) {
        a = expected[i], b = got[i];
        break;
      }
  if (x.g->wrong.what == fault::none) x.g->wrong = {what, layer, a, b, {}};
  return x;
}

constexpr symbol refuse(symbol x, fault what, symbol y) {
  return refuse(x, what, x.dims(), y.dims(), (*y.g)[y.id].layer);
}

struct by_sum {
  static constexpr symbol join(symbol a, symbol b) {
    return a.dims() == b.dims() ? a + b : refuse(a, fault::branches_must_have_the_same_shape, b);
  }
};
struct by_product {
  static constexpr symbol join(symbol a, symbol b) {
    return a.dims() == b.dims() ? a * b : refuse(a, fault::branches_must_have_the_same_shape, b);
  }
};
struct by_concat {
  static constexpr symbol join(symbol a, symbol b) {
    graph& g = *a.g;
    const int axis = a.dims().rank - 1, width = a.features() + b.features();
    shape rest = b.dims();
    if (axis >= 0 && rest.rank == a.dims().rank) rest[axis] = a.features();
    if (!(rest == a.dims())) return refuse(a, fault::concat_parts_must_agree_but_for_the_last_axis, b);
    return symbol{&g, g.place(a.id, axis, 0, width)} + symbol{&g, g.place(b.id, axis, a.features(), width)};
  }
};

template <int I, class L>
struct branch {
  [[no_unique_address]] L part;
};
template <class How, class I, class... L>
struct branches_t;
template <class How, int... I, class... L>
struct branches_t<How, std::integer_sequence<int, I...>, L...> : layer, branch<I, L>... {
  constexpr branches_t(L... part) : branch<I, L>{part}... {}
  constexpr symbol build(symbol x) const {
    symbol y;
    ((y = I == 0 ? apply(branch<I, L>::part, x) : How::join(y, apply(branch<I, L>::part, x))), ...);
    return y;
  }
};
template <class How, a_layer... L>
using branches = branches_t<How, std::make_integer_sequence<int, sizeof...(L)>, L...>;

/// a(x) + b(x) + …
template <class... L>
constexpr auto add(L... part) {
  if constexpr ((check_part<L>() && ...)) return branches<by_sum, L...>(part...);
  else return refused_t{};
}
/// a(x) · b(x) · …, element by element: gates.
template <class... L>
constexpr auto multiply(L... part) {
  if constexpr ((check_part<L>() && ...)) return branches<by_product, L...>(part...);
  else return refused_t{};
}
/// a(x), b(x), … side by side along the last axis.
template <class... L>
constexpr auto concat(L... part) {
  if constexpr ((check_part<L>() && ...)) return branches<by_concat, L...>(part...);
  else return refused_t{};
}

/// x itself, as a branch, and as the activation that does nothing; a function of numbers too.
struct identity_t : layer {
  constexpr symbol build(symbol x) const { return x; }
  constexpr auto operator()(const auto& x) const { return x; }
};
inline constexpr identity_t identity_layer;

}  // namespace evengrad::inline EVENGRAD_ISA
