// Training that ends with the average of the weights, and with the slow ones.
// expect: one link of a chain says with which weights training ends
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto rule = eg::adam{} | eg::lookahead{};
#else
constexpr auto rule = eg::adam{} | eg::lookahead{} | eg::weights_average{};
#endif

int main() { eg::optimizer<float, decltype(rule)> optimizer(rule); }
