// The tables of docs/regularization.md: what each regularizer does to a network that can learn its few rows by heart,
// with labels as they are, and with every fifth of them wrong. docs/regularization.py writes its lines there.
#include <evengrad/evengrad.hpp>

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace eg = evengrad;
namespace augment = evengrad::augment;

constexpr auto plain = eg::input<64> | eg::dense<64> | eg::relu | eg::dense<64> | eg::relu | eg::dense<10>;
constexpr auto dropped = eg::input<64> | eg::dense<64> | eg::relu | eg::dropout(0.3) | eg::dense<64> | eg::relu |
                         eg::dropout(0.3) | eg::dense<10>;
constexpr auto selu = eg::input<64> | eg::dense<64> | eg::selu | eg::dense<64> | eg::selu | eg::dense<10>;
constexpr auto alpha = eg::input<64> | eg::dense<64> | eg::selu | eg::alpha_dropout(0.1) | eg::dense<64> | eg::selu |
                       eg::alpha_dropout(0.1) | eg::dense<10>;
constexpr auto branch = eg::layer_norm | eg::dense<64> | eg::relu | eg::dense<64>;
constexpr auto deep =
    eg::input<64> | eg::dense<64> | eg::stochastic_blocks<8>(0., branch) | eg::layer_norm | eg::dense<10>;
constexpr auto shallow =
    eg::input<64> | eg::dense<64> | eg::stochastic_blocks<8>(0.2, branch) | eg::layer_norm | eg::dense<10>;

constexpr int seeds = 10;
int wrong_label = 0;  // of so many rows one
constexpr eg::image size{8, 8};

struct mean_and_deviation {
  double sum = 0, squares = 0;
  void add(double x) { sum += x, squares += x * x; }
  double mean() const { return sum / seeds; }
  double deviation() const { return std::sqrt(std::fmax(0, squares - sum * sum / seeds) / (seeds - 1)); }
};

/// 359 rows to train; of the others 360 for the temperature and 1,078 to test; another split for each seed.
template <const auto& Net, class Source, class Loss, class X>
void row(const char* name, Source source, const Loss& loss, const X& rule) {
  mean_and_deviation accuracy, nll, ece, temperature, scaled;
  const eg::table all = eg::all_digits();
  for (int s = 1; s <= seeds; ++s) {
    const auto [rest, train] = eg::split(all, 0.2, eg::seed{s}, eg::stratify::yes);
    const auto [test, held_out] = eg::split(rest, 0.25, eg::seed{s}, eg::stratify::yes);
    eg::table given = train;
    for (int r = 0; wrong_label > 0 && r < given.rows(); r += wrong_label) {
      float& label = given.targets[std::size_t(r)];
      label = float((int(label) + 1 + r / wrong_label % 9) % 10);
    }
    eg::model<Net> m{eg::seed{s}};
    eg::fit<eg::no_lints>(m, source(given), loss, rule, {.epochs = 150, .shuffle = eg::seed{s}, .show = false});
    const eg::calibration_report before = eg::calibration(m, test);
    const double t = eg::temperature(m, held_out);
    accuracy.add(100 * before.accuracy), nll.add(before.nll), ece.add(100 * before.ece);
    temperature.add(t), scaled.add(100 * eg::calibration(m, test, 15, t).ece);
  }
  std::printf("| %s | %.2f ± %.2f | %.3f ± %.3f | %.2f ± %.2f | %.2f | %.2f |\n", name, accuracy.mean(),
              accuracy.deviation(), nll.mean(), nll.deviation(), ece.mean(), ece.deviation(), temperature.mean(),
              scaled.mean());
  std::fflush(stdout);
}

int main(int count, char** arguments) {
  wrong_label = count > 1 ? std::atoi(arguments[1]) : 0;
  const auto as_it_is = [](const eg::table& t) -> const eg::table& { return t; };
  const auto augmented = [](auto policy) {
    return [policy](const eg::table& t) { return eg::augmented(t, size, policy); };
  };
  const auto mixed = [](double alpha) { return [alpha](const eg::table& t) { return eg::mixup(t, alpha); }; };
  constexpr eg::adam rule{2e-3};
  const auto& ce = eg::cross_entropy;
  row<plain>("nothing", as_it_is, ce, rule);
  row<plain>("`l2{1e-3}`", as_it_is, ce, eg::l2{1e-3} | rule);
  row<plain>("`l1{1e-4}`", as_it_is, ce, eg::l1{1e-4} | rule);
  row<plain>("`elastic{1e-4, 1e-3}`", as_it_is, ce, eg::elastic{1e-4, 1e-3} | rule);
  row<plain>("`adamw{.weight_decay = 0.1}`", as_it_is, ce, eg::adamw{.learning_rate = 2e-3, .weight_decay = 0.1});
  row<dropped>("`dropout(0.3)` twice", as_it_is, ce, rule);
  row<plain>("`smoothed_cross_entropy<1, 10>`", as_it_is, eg::smoothed_cross_entropy<1, 10>, rule);
  row<plain>("`confidence_penalty<3, 10>`", as_it_is, eg::confidence_penalty<3, 10>, rule);
  row<plain>("`mixup(train, 0.2)`", mixed(0.2), eg::soft_cross_entropy, rule);
  row<plain>("`mixup(train, 1)`", mixed(1), eg::soft_cross_entropy, rule);
  row<plain>("`shift{1}`", augmented(augment::shift{1}), ce, rule);
  row<plain>("`rotate{15}`", augmented(augment::rotate{15}), ce, rule);
  row<plain>("`crop{7}`", augmented(augment::crop{7}), ce, rule);
  row<plain>("`noise{.1}`", augmented(augment::noise{.1}), ce, rule);
  row<plain>("`erase{3}`", augmented(augment::erase{3}), ce, rule);
  row<plain>("`shift{1} \\| rotate{15}`", augmented(augment::shift{1} | augment::rotate{15}), ce, rule);
  row<plain>(
      "the same and `mixup(…, 0.2)`",
      [](const eg::table& t) {
        return eg::mixup(eg::augmented(t, size, augment::shift{1} | augment::rotate{15}), 0.2);
      },
      eg::soft_cross_entropy, rule);
  row<selu>("`selu`, nothing", as_it_is, ce, rule);
  row<alpha>("`selu`, `alpha_dropout(0.1)` twice", as_it_is, ce, rule);
  row<deep>("eight residual branches with `layer_norm`, nothing", as_it_is, ce, rule);
  row<shallow>("`stochastic_blocks<8>(0.2, …)`", as_it_is, ce, rule);
}
