// A training that goes nowhere, what is wrong with it in words, the cure; and what to look at before one begins.
// figures: 30 %
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

template <class Init>
constexpr auto net = eg::input<64> | eg::dense<32, Init> | eg::relu | eg::dense<32, Init> | eg::relu |
                     eg::dense<32, Init> | eg::relu | eg::dense<10, Init>;
constexpr auto sick = net<eg::init::normal<1, 100>>;  // weights from N(0, 0.01²)
constexpr auto well = net<eg::init::automatic>;
constexpr auto normed =
    eg::input<2> | eg::dense<12, eg::init::he_normal, void> | eg::batch_norm | eg::relu | eg::dense<1>;

const auto data = eg::digits();

/// Trains with a monitor, which says what it sees as soon as it sees it: on stderr, unless told otherwise.
template <const auto& Net>
void train(const char* what, const eg::table& train, double rate) {
  fmt::print("{}\n", what);
  eg::model<Net> m{eg::seed{1}};
  eg::monitor monitor;
  monitor.out = stdout;
  eg::fit_options o;
  o.epochs = 3, o.validation = data.test, o.show = false;
  try {
    eg::fit<eg::no_lints>(m, train, eg::cross_entropy, eg::sgd{rate}, o, monitor);
    fmt::print("{:.1f} % of held-out digits, {} alarms\n\n", 100 * eg::accuracy(m, data.test), monitor.alarms.size());
  } catch (const eg::error& e) {
    fmt::print("{}\n\n", e.what());
  }
}

int main() {
  train<sick>("Small weights", data.train, 0.1);
  train<well>("Weights by the activation", data.train, 0.1);
  train<well>("A learning rate of 1e38", data.train, 1e38);
  eg::table bytes = data.train;
  for (float& x : bytes.features) x *= 255;
  train<well>("Pixels of 0 … 255", bytes, 0.1);

  // Before a long training: Karpathy's recipe, on copies of the model.
  const eg::model<normed> m{eg::seed{1}};
  eg::table circles = eg::circles(400);
  fmt::print("Circles\n{}\n",
             eg::text(eg::recipe(m, circles, eg::binary_cross_entropy, eg::adam{.learning_rate = 0.01})));
  const eg::generator drawn(eg::seed{1});
  for (std::size_t i = 0; i < circles.targets.size(); ++i) circles.targets[i] = float(drawn.word(i) % 2);
  fmt::print("Circles with labels drawn at random, and a learning rate of 10\n{}",
             eg::text(eg::recipe(m, circles, eg::binary_cross_entropy, eg::adam{.learning_rate = 10})));
}
