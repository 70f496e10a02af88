// LeNet-300-100 with evengrad.
#include "lenet.hpp"

#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;

int main() {
  using namespace benchmark;
  eg::model<net> model{eg::seed{1}};
  for (int l = 0; l < 3; ++l) {
    auto w = model["dense_" + std::to_string(l + 1) + ".w"];
    for (int i = 0; i < w.size(); ++i)
      w(i) = first_weight(l, extents[l], extents[l + 1], i / extents[l + 1], i % extents[l + 1]);
  }
  std::vector<float> x(batch_rows * 784), y(batch_rows);
  for (int i = 0; i < batch_rows * 784; ++i) x[std::size_t(i)] = pixel(i / 784, i % 784);
  for (int r = 0; r < batch_rows; ++r) y[std::size_t(r)] = float(label(r));
  eg::optimizer<float, eg::adam> rule(eg::adam{.learning_rate = learning_rate});
  report([&] { return model.fused_step(eg::cross_entropy, x.data(), y.data(), batch_rows, rule); });
}
