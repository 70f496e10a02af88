// What the penalties of an optimizer would be in the loss.
#pragma once
#include <evengrad/model/parameters.hpp>
#include <evengrad/optim/elastic.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The sum over the penalties in a transform and over the weights that they select, in double, or in the model's own
/// type where that is more than a number: what `l1`, `l2` and `elastic` add the derivative of, and what the loss that
/// `fit` shows lacks. 0 where the transform has none; fails where one is for a layer that the network does not have.
template <const auto& Net, class T, a_transform X>
auto penalty(parameters<Net, T>& m, const X& transform) {
  using sum_type = std::conditional_t<std::is_same_v<T, float>, double, T>;
  transform.check();
  const std::vector<parameter_place> places = m.places();
  sum_type sum(0);
  const auto add = [&]<class L>(const L& link) {
    if constexpr (is_penalty<L>) {
      if constexpr (requires { link.check_names(places); }) link.check_names(places);
      for (const parameter_place& p : places)
        if (link.selects(p))
          for (std::int64_t i = 0; i < p.size(); ++i) sum += link.value(sum_type(m.weights()[p.offset + i]));
    }
  };
  std::apply([&](const auto&... link) { (add(link), ...); }, links_of(transform));
  return sum;
}

}  // namespace evengrad::inline EVENGRAD_ISA
