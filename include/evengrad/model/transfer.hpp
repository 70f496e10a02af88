// The numbers of one network for another: what has the same name and the same extents in both.
#pragma once
#include <evengrad/model/model.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Copies every parameter and state that both models have by name and extents, whether it is learned there or frozen,
/// and returns how many; a head of another width so stays as it was drawn. Fails, and copies nothing, where there is
/// none.
template <const auto& To, an_element T, const auto& From, an_element S>
int transfer(model<To, T>& to, model<From, S>& from) {
  int count = 0;
  for (const entry& e : to.entries())
    for (const entry& f : from.entries())
      if (e.name == f.name && e.dims == f.dims) {
        const parameter_view<T> there = to.view(e);
        const parameter_view<S> here = from.view(f);
        for (int i = 0; i < there.size(); ++i) there(i) = T(here(i));
        ++count;
        break;
      }
  if (count == 0)
    fail("transfer", "no parameter has the same name and extents in both", "compare the entries() of the two models");
  return count;
}

}  // namespace evengrad::inline EVENGRAD_ISA
