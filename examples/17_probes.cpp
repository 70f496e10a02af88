// What a recorder sees of a training: gradients of examples by layer and epoch, sizes of updates.
// figures: 6 %; lints: sigmoid_stack
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

using glorot = eg::init::glorot_normal;
template <auto A>
constexpr auto four = eg::input<64> | eg::dense<32, glorot> | A | eg::dense<32, glorot> | A | eg::dense<32, glorot> |
                      A | eg::dense<32, glorot> | A | eg::dense<10, glorot>;
constexpr auto sigmoids = four<eg::sigmoid>;
constexpr auto tanhs = four<eg::tanh>;
constexpr auto relus = four<eg::relu>;

const auto [train, test] = eg::digits();

template <const auto& Net>
eg::recording learn(eg::model<Net, double>& model) {
  eg::recorder recorder{.every = 5};
  eg::fit(model, train, eg::cross_entropy, eg::adam{}, {.epochs = 10, .show = false}, recorder);
  return std::move(recorder.recording);
}

// An example's gradient at a layer, as the mean over its units: how it is spread over the examples of an epoch.
void print_gradients(const char* name, const eg::recording& r) {
  for (const int epoch : {0, 9}) {
    const eg::recorded_step all = eg::summary_of_epoch(r, epoch);
    fmt::print("{:<8} epoch {:<3}", name, epoch + 1);
    for (std::size_t l = 1; l < r.layers.size(); l += 2) fmt::print("{:>10.5f}", all.layers[l].of_examples.deviation());
    fmt::print("\n");
  }
}

int main() {
  eg::model<sigmoids, double> a;
  eg::model<tanhs, double> b;
  eg::model<relus, double> c;
  fmt::print("deviation of the gradients of examples behind hidden layer\n{:>28}{:>10}{:>10}{:>10}\n", 1, 2, 3, 4);
  print_gradients("sigmoid", learn(a));
  print_gradients("tanh", learn(b));
  const eg::recording r = learn(c);
  print_gradients("relu", r);

  fmt::print("\nrelu: updates by weights in epoch 1 and 10; of the layer behind, units dead and values cut off\n");
  const eg::recorded_step first = eg::summary_of_epoch(r, 0), last = eg::summary_of_epoch(r, 9);
  for (std::size_t p = 0; p < r.parameters.size(); p += 2) {  // behind each matrix its bias
    const eg::parameter_figures &a = first.parameters[p], &b = last.parameters[p];
    fmt::print("{:<10}{:>10.5f}{:>10.5f}", r.parameters[p].name, a.ratio(), b.ratio());
    if (const std::size_t l = std::size_t(r.parameters[p].layer) + 1; l < r.layers.size())
      fmt::print("{:>9.1f} %{:>9.1f} %", 100 * last.layers[l].dead, 100 * last.layers[l].saturated);
    fmt::print("\n");
  }

  const eg::dataset data = test;
  const auto stretch = eg::end_to_end_jacobian(c, data.x.slice(0, 1)).singular_values();
  fmt::print("\na small change of a digit grows by {:.3f} at most, {:.3f} at least\n", stretch.front(), stretch.back());
  const auto g = eg::examine_gradients(c, eg::cross_entropy, eg::minibatch{data.x.slice(0, 200), data.y.slice(0, 200)});
  fmt::print("batches much above {:.1f} rows would hardly be better\n", g.noise_scale());
}
