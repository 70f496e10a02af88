// Initializers: laws that follow from fans and gains, whole matrices, weights from data, and a head that knows the
// priors.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;
namespace init = eg::init;

template <class Init>
constexpr auto tanh_net = eg::input<64> | eg::repeat<20>(eg::dense<64, Init> | eg::tanh);

double deviation(auto at, int n) {
  double mean = 0, square = 0;
  for (int i = 0; i < n; ++i) mean += at(i) / double(n);
  for (int i = 0; i < n; ++i) square += (at(i) - mean) * (at(i) - mean) / n;
  return std::sqrt(square);
}
template <class Init>
void show(const char* name, const eg::rows_view& x) {
  eg::model<tanh_net<Init>> model{eg::seed{1}};
  const float* y = model.predict(x);
  fmt::print("{:<34} a weight {:.4f}, after 20 layers {:.4f}\n", name,
             deviation(model["repeat_1.20.dense_1.w"], 64 * 64), deviation([y](int i) { return y[i]; }, 64 * x.rows));
}

using tanh_scaled = init::variance_scaling<init::gain::tanh, init::fan_average, init::as_uniform>;
static_assert(init::he_normal::law(eg::fans{50, 10}).deviation == 0.2);
static_assert(eg::gain_of<init::gain::relu> == eg::sqrt(2.));

constexpr auto detector = eg::input<64> | eg::dense<32, init::normal<1, 100>> | eg::relu |
                          eg::repeat<2>(eg::dense<32, init::normal<1>> | eg::relu) | eg::dense<1, init::zeros>;
constexpr auto identity = eg::input<64> | eg::repeat<1000>(eg::rezero(eg::dense<64> | eg::relu));

int main() {
  auto [train, test] = eg::digits();
  const eg::rows_view x = train.view().x.slice(0, 400);
  show<init::automatic>("automatic, the default", x);
  show<init::normal<1, 100>>("normal<1, 100>", x);
  show<init::normal<1>>("normal<1>", x);
  show<init::glorot_normal>("glorot_normal", x);
  show<init::he_truncated_normal>("he_truncated_normal", x);
  show<tanh_scaled>("5/3, average fan, uniform", x);
  show<init::orthogonal<init::gain::of<eg::tanh_op>>>("orthogonal, gain from tanh itself", x);
  fmt::print("gains by quadrature: tanh {:.4f}, gelu {:.4f}, selu {:.4f}\n\n", eg::gain_of<init::gain::of<eg::tanh_op>>,
             eg::gain_of<init::gain::of<eg::gelu_op>>, eg::gain_of<init::gain::of<eg::selu_op>>);

  eg::model<detector> model{eg::seed{1}};
  for (const eg::lsuv_layer& l : eg::lsuv(model, x, {.head = false}))
    fmt::print("lsuv: {:<18} variance {:.2f} after {} division\n", l.name, l.variance, l.tries);
  for (float& label : train.targets) label = label == 7;  // one in ten
  train.classes = 2;
  const eg::dataset data = train;
  const float before = model.differentiate(eg::binary_cross_entropy, eg::minibatch{data.x, data.y});
  const double bias = eg::set_head_bias(model, data, eg::binary_cross_entropy)[0];
  fmt::print("loss {:.3f}; with the bias {:.3f} of the priors {:.3f}\n", before, bias,
             model.differentiate(eg::binary_cross_entropy, eg::minibatch{data.x, data.y}));

  eg::model<identity> deep{eg::seed{1}};
  fmt::print("1000 branches of rezero: {} becomes {}\n", x.row(0)[2], deep.predict(x)[2]);
}
