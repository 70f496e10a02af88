// What masks in the update rule cost: steps of LeNet-300-100 with most weights pruned, against plain ones, in turns.
#include "lenet.hpp"

#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;

template <class Rule>
void measure(const char* name, const Rule& rule) {
  using namespace benchmark;
  eg::model<net> plain{eg::seed{1}}, pruned{eg::seed{1}};
  std::vector<float> x(batch_rows * 784), y(batch_rows);
  for (int i = 0; i < batch_rows * 784; ++i) x[std::size_t(i)] = pixel(i / 784, i % 784);
  for (int r = 0; r < batch_rows; ++r) y[std::size_t(r)] = float(label(r));
  eg::weight_mask mask(plain.places());
  std::uint32_t n = 0;
  for (const eg::masked_tensor& t : mask.tensors())
    for (int line = 0; t.is_pruned() && line < t.lines; ++line)
      for (int column = 0; column < t.columns; ++column) mask.set(t, line, column, hashed(7, n++) < 0.211f);
  mask.apply(pruned.weights());
  const auto with_mask = rule | eg::masked(mask);
  eg::optimizer<float, Rule> a(rule);
  eg::optimizer<float, std::remove_const_t<decltype(with_mask)>> b(with_mask);
  double least[2]{1e30, 1e30};
  for (int round = 0; round < 400; ++round) {
    const auto step = [&](auto& model, auto& by) {
      return microseconds(1, 2, [&] { model.fused_step(eg::cross_entropy, x.data(), y.data(), batch_rows, by); });
    };
    least[0] = std::fmin(least[0], step(plain, a)), least[1] = std::fmin(least[1], step(pruned, b));
  }
  std::printf("ROW masks lenet-300-100 rule=%s plain=%.3f masked=%.3f ratio=%.4f\n", name, least[0], least[1],
              least[1] / least[0]);
}

int main() {
  measure("adam", eg::adam{.learning_rate = benchmark::learning_rate});
  measure("sgd", eg::sgd{0.1});
  measure("momentum", eg::momentum{0.1});
}
