// Prints what docs/activations.md says of each activation, for docs/activations.py: figures first, then points of the
// curves.
#include <evengrad/evengrad.hpp>

#include <cmath>
#include <cstdio>
#include <string>

namespace eg = evengrad;

namespace {

std::string bound(double x) {
  if (std::isinf(x)) return x < 0 ? "−∞" : "∞";
  char text[32];
  std::snprintf(text, sizeof text, "%s%.4g", x < 0 ? "−" : "", std::fabs(x));
  return text;
}

template <class F>
void show(const char* name, const char* formula, const F& a) {
  std::string zones, kinks;
  for (const eg::interval& z : eg::near_linear_of(a))
    zones += (zones.empty() ? "" : ", ") + bound(z.low) + " … " + bound(z.high);
  for (const double k : eg::kinks_of(a))
    kinks += (kinks.empty() ? "" : ", ") + ("a′(" + bound(k) + ") = ") + bound(eg::curve_at(a, k).slope);
  std::printf("%s\t%s\t%.4g\t%s\t%s", name, formula, eg::max_slope_of(a), zones.c_str(), kinks.c_str());
  for (int i = -50; i <= 50; ++i) {
    const eg::curve_point p = eg::curve_at(a, i * 0.1);
    std::printf("\t%.3f %.3f", p.value, p.slope);
  }
  std::printf("\n");
}

}  // namespace

int main() {
  show("identity_layer", "x", eg::identity_layer);
  show("sigmoid", "1 / (1 + e^−x)", eg::sigmoid);
  show("tanh", "tanh x", eg::tanh);
  show("scaled_tanh", "1.7159 tanh(2x/3)", eg::scaled_tanh);
  show("softsign", "x / (1 + |x|)", eg::softsign);
  show("relu", "max(x, 0)", eg::relu);
  show("leaky_relu(0.05)", "x, below zero 0.05 x", eg::leaky_relu(0.05));
  show("elu()", "x, below zero e^x − 1", eg::elu());
  show("selu", "1.0507 x, below zero 1.7581 (e^x − 1)", eg::selu);
  show("gelu", "x Φ(x)", eg::gelu);
  show("gelu_tanh", "½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))", eg::gelu_tanh);
  show("gelu_sigmoid", "x σ(1.702 x)", eg::gelu_sigmoid);
  show("silu", "x σ(x)", eg::silu);
  show("mish", "x tanh(log(1 + e^x))", eg::mish);
  show("softplus", "log(1 + e^x)", eg::softplus);
  show("hard_sigmoid", "(x + 3) / 6 between 0 and 1", eg::hard_sigmoid);
  show("hard_tanh", "x between −1 and 1", eg::hard_tanh);
  show("hard_swish", "x hard_sigmoid(x)", eg::hard_swish);
}
