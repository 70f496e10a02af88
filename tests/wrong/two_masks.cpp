// Two masks in one rule.
// expect: one link of a chain has the mask: give it what both masks keep
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

int main() {
  const eg::weight_mask mask;
#ifdef RIGHT
  const auto rule = eg::adam{} | eg::masked(mask);
#else
  const auto rule = eg::adam{} | eg::masked(mask) | eg::masked(mask);
#endif
  eg::optimizer<float, std::remove_const_t<decltype(rule)>> optimizer(rule);
}
