// Normalizations as policies of one block: accuracy by the size of the batch; a body that is frozen; a closed form.
// figures: 6 %; lints: bias_without_effect
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

// What normalizes and what draws are the block's to be told: an object and a type.
template <auto Norm, class Init>
struct hidden : eg::block {
  static constexpr std::string_view name = "hidden";
  static constexpr auto graph = eg::dense<32, Init> | Norm | eg::relu;
};
template <auto Norm, class Init = eg::init::he_normal>
constexpr auto body = eg::input<64> | eg::dense<32> | eg::repeat<3>(hidden<Norm, Init>{});
template <auto Norm, class Init = eg::init::he_normal>
constexpr auto net = body<Norm, Init> | eg::dense<10>;

// The body as it is, running statistics too, and another head: even digits against odd ones.
constexpr auto parity = eg::frozen(body<eg::batch_norm>) | eg::dense<2>;
static_assert(eg::parameter_count(parity) == 32 * 2 + 2);

// Dropout of a half makes the variance that batch norm gathers twice that of inference.
static_assert(eg::variance_shift{.rate = 0.5}.ratio() == 0.5);

auto [train, test] = eg::digits();

template <const auto& Net>
eg::model<Net, double> learn(const char* name) {
  eg::model<Net, double> model;
  fmt::print("{:<38}", name);
  for (const int batch : {4, 8, 32, 128}) {
    model.draw();
    eg::fit(model, train, eg::cross_entropy, eg::momentum{.learning_rate = 5e-4 * batch},
            {.batch = batch, .epochs = 8, .show = false});
    fmt::print("{:>7.1f} %", 100 * eg::accuracy(model, test));
  }
  fmt::print("\n");
  return model;
}

int main() {
  fmt::print("after 8 epochs, rows in a batch:{:>13}{:>9}{:>9}{:>9}\n", 4, 8, 32, 128);
  learn<net<eg::identity_layer>>("none");
  auto digits = learn<net<eg::batch_norm>>("batch_norm");
  learn<net<eg::layer_norm>>("layer_norm");
  learn<net<eg::group_norm<4>>>("group_norm<4>");
  learn<net<eg::rms_norm>>("rms_norm");
  learn<net<eg::identity_layer, eg::weight_norm<>>>("weight_norm");
  learn<net<eg::mean_only_batch_norm, eg::weight_norm<>>>("weight_norm, mean_only_batch_norm");
  learn<net<eg::identity_layer, eg::spectral_norm<>>>("spectral_norm");
  learn<net<eg::group_norm<4>, eg::weight_standardization<>>>("weight_standardization, group_norm<4>");

  eg::model<parity, double> model;
  const int copied = eg::transfer(model, digits);
  for (float& label : train.targets) label = float(int(label) % 2);
  train.classes = 2;
  eg::fit(model, train, eg::cross_entropy, eg::adam{}, {.epochs = 8, .show = false});
  fmt::print("odd or even, from {} parameters that stay: {:.1f} %\n", copied, 100 * eg::accuracy(model, train));
}
