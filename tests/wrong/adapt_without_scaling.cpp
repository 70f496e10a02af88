// Nothing to fit to the data.
// expect: adapt fits layers that scale the input, and here is none
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::standardize | eg::dense<10>;
#else
constexpr auto net = eg::input<64> | eg::dense<10>;
#endif

int main() {
  const auto [train, test] = eg::digits();
  eg::model<net> model;
  eg::adapt(model, train);
}
