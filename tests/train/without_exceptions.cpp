// Trains where exceptions and run-time types are off: a failure goes to the handler, and would then end the program.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<64> | eg::dense<32> | eg::relu | eg::dense<10>;

int main() {
  auto [train, test] = eg::digits();
  eg::model<net> model{eg::seed{1}};
  eg::fit_options o;
  o.epochs = 5, o.show = false;
  eg::fit(model, train, eg::cross_entropy, eg::adam{.learning_rate = 3e-3}, o);
  const double share = eg::accuracy(model, test);
  std::printf("%.3f\n", share);
  if (share < 0.9) return 1;
  eg::set_failure_handler([](const char* message) {
    std::puts(message);
    std::fflush(stdout);
    std::_Exit(std::strstr(message, "63 features a row") ? 0 : 2);
  });
  train.width = 63, train.features.resize(train.targets.size() * 63);
  eg::fit(model, train, eg::cross_entropy, eg::sgd{}, o);
  return 3;
}
