// The parts of a chain as a list of Boost.Hana, for those who compute on the type of a network.
#pragma once
#include <evengrad/combinator/chain.hpp>

#include <boost/hana/concat.hpp>
#include <boost/hana/tuple.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What follows each other, as a `boost::hana::tuple` of layers, blocks and combinators: one that is no chain is the
/// only part of itself. What lies inside of blocks and combinators is theirs.
template <a_layer L>
constexpr auto parts(const L& net) {
  return boost::hana::make_tuple(net);
}
template <class A, class B>
constexpr auto parts(const chain_t<A, B>& net) {
  return boost::hana::concat(parts(net.first), parts(net.second));
}

}  // namespace evengrad::inline EVENGRAD_ISA
