// A program outside of the library: what it needs must come with the dependency alone.
#include <evengrad/evengrad.hpp>

#include <cstdio>

namespace eg = evengrad;

constexpr auto net = eg::input<2> | eg::dense<8> | eg::relu | eg::dense<2>;

int main() {
  eg::model<net> model{eg::seed{1}};
  const float x[] = {0.5f, -1.f};
  const float* y = model.predict(x, 1);
  std::printf("%g %g\n", double(y[0]), double(y[1]));
  return y[0] == y[1];
}
