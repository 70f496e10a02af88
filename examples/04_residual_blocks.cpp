// Blocks with a policy, deep repetition, and long skips: three nets read the digits.
// figures: 6 %; lints: bias_without_effect
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

// A named block; which normalization is a policy.
template <const auto& Norm, int Width>
struct mlp : eg::block {
  static constexpr std::string_view name = "mlp";
  static constexpr auto graph = eg::residual(Norm | eg::dense<2 * Width> | eg::relu | eg::dense<Width>);
};

// Twenty blocks, each with weights of its own, compiled once.
template <const auto& Norm>
constexpr auto deep = eg::input<64> | eg::dense<32> | eg::repeat<20>(mlp<Norm, 32>{}) | Norm | eg::dense<10>;

// The eight lines of a digit are features of their own: the last axis is what a dense layer works on.
constexpr auto lines =
    eg::input<8, 8> | eg::dense<16> | eg::repeat<2>(mlp<eg::layer_norm, 16>{}) | eg::flatten | eg::dense<10>;

// An hourglass with long skips, as in a U-Net (Ronneberger et al. 2015): each width is recalled where it comes back.
constexpr auto hourglass = eg::input<64> | eg::dense<48> | eg::relu | eg::tap<"48"> | eg::dense<24> | eg::relu |
                           eg::tap<"24"> | eg::dense<12> | eg::relu | eg::dense<24> | eg::relu |
                           eg::concat(eg::identity_layer, eg::from<"24">) | eg::dense<48> | eg::relu |
                           eg::concat(eg::identity_layer, eg::from<"48">) | eg::dense<10>;

template <const auto& Net>
void learn(const char* name) {
  const auto [train, test] = eg::digits();
  eg::model<Net> model{eg::seed{1}};
  eg::fit(model, train, eg::cross_entropy, eg::adam{.learning_rate = 2e-3},
          {.epochs = 12, .validation = test, .show = false});
  fmt::print("{:<24}{:>8} parameters {:>7.2f} %\n", name, eg::parameter_count<Net>(), 100 * eg::accuracy(model, test));
}

int main() {
  learn<deep<eg::layer_norm>>("deep, layer_norm");
  learn<deep<eg::rms_norm>>("deep, rms_norm");
  learn<deep<eg::batch_norm>>("deep, batch_norm");
  learn<lines>("line by line");
  learn<hourglass>("hourglass");
}
