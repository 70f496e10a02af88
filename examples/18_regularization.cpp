// Regularization: a network that learns wrong labels by heart, what keeps it from that, and how sure it is of itself.
// figures: 6 %
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;
namespace augment = evengrad::augment;

constexpr auto net = eg::input<64> | eg::dense<64> | eg::relu | eg::dense<64> | eg::relu | eg::dense<10>;
constexpr auto with_dropout = eg::input<64> | eg::dense<64> | eg::relu | eg::dropout(0.3) | eg::dense<64> | eg::relu |
                              eg::dropout(0.3) | eg::dense<10>;

// A fifth of the digits to train, of which every fifth has a wrong label; of the others a quarter to be held out.
auto [rest, train] = eg::split(eg::all_digits(), 0.2, eg::seed{1}, eg::stratify::yes);
auto [test, held_out] = eg::split(rest, 0.25, eg::seed{1}, eg::stratify::yes);

template <const auto& Net, class Source, class Loss, class X>
eg::model<Net, double> learn(const char* name, Source&& source, const Loss& loss, const X& rule) {
  eg::model<Net, double> model{eg::seed{1}};
  const auto history = eg::fit(model, source, loss, rule, {.epochs = 150, .show = false});
  const auto report = eg::calibration(model, test);
  fmt::print("{:<34}{:>8.3f}{:>9.3f}{:>10.1f} %{:>8.1f} %\n", name, history.back().loss, eg::penalty(model, rule),
             100 * report.accuracy, 100 * report.ece);
  return model;
}

int main() {
  for (std::size_t row = 0; row < train.targets.size(); row += 5) {
    float& label = train.targets[row];
    label = float((int(label) + 1 + row / 5 % 9) % 10);
  }
  constexpr eg::adam rule{2e-3};
  constexpr auto crops = augment::crop{7} | augment::noise{0.05};
  fmt::print("{:<34}{:>8}{:>9}{:>12}{:>10}\n", "", "loss", "penalty", "accuracy", "ECE");
  auto plain = learn<net>("nothing", train, eg::cross_entropy, rule);
  learn<net>("l2{1e-3} | adam", train, eg::cross_entropy, eg::l2{1e-3} | rule);
  learn<with_dropout>("dropout(0.3) twice", train, eg::cross_entropy, rule);
  learn<net>("smoothed_cross_entropy<1, 10>", train, eg::smoothed_cross_entropy<1, 10>, rule);
  learn<net>("mixup(train, 0.2)", eg::mixup(train, 0.2), eg::soft_cross_entropy, rule);
  learn<net>("crop{7} | noise{.05}", eg::augmented(train, eg::image{8, 8}, crops), eg::cross_entropy, rule);

  fmt::print("\nnothing, at temperature 1: ");
  fmt::print("{}", eg::text_of(eg::calibration(plain, test, 5)));
  const double t = eg::temperature(plain, held_out);
  const auto scaled = eg::calibration(plain, test, 5, t);
  fmt::print("\nat {:.2f}, which makes the rows that were held out likeliest: {}", t, eg::text_of(scaled));
  const std::string diagram = eg::reliability_diagram(scaled);
  fmt::print("\nand as a picture: {}\n", diagram.substr(0, diagram.find('>') + 1));
}
