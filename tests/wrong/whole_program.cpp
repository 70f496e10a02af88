// Everything that a program does with a wrong network is silent after the one message.
// expect: residual adds x to what its body makes of it
// expect: "dense_2"
#include <cstdio>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<64> | eg::residual(eg::dense<32> | eg::relu | eg::dense<64>) | eg::dense<10>;
#else
constexpr auto net = eg::input<64> | eg::residual(eg::dense<32> | eg::relu | eg::dense<60>) | eg::dense<10>;
#endif

int main() {
  auto [train, test] = eg::digits();
  eg::model<net> model{eg::seed{42}};
  model["dense_3.w"](0, 0) = 1;
  std::puts(eg::summary<net>().c_str());
  eg::fit(model, train, eg::cross_entropy, eg::adam{.learning_rate = 3e-3}, {.batch = 32, .validation = test});
  const float x[1][64]{};
  std::printf("%f %f %f\n", model.predict(x)[0], model.gradient("dense_1.w")(0), eg::accuracy(model, test));
}
