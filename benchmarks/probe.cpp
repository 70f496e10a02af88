// What recording costs: ten steps of LeNet-300-100 of which one is recorded, against ten plain ones, in turns.
#include "lenet.hpp"

#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
// Keeping its layers would round otherwise: another model is looked at before the step.
constexpr auto apart = eg::input<784> | eg::dense<300> | eg::selu | eg::dropout(.1) | eg::dense<100> | eg::selu |
                       eg::dropout(.1) | eg::dense<10>;

template <const auto& Net>
void measure(const char* name) {
  using namespace benchmark;
  eg::model<Net> plain{eg::seed{1}}, recorded{eg::seed{1}};
  std::vector<float> x(batch_rows * 784), y(batch_rows);
  for (int i = 0; i < batch_rows * 784; ++i) x[std::size_t(i)] = pixel(i / 784, i % 784);
  for (int r = 0; r < batch_rows; ++r) y[std::size_t(r)] = float(label(r));
  const eg::minibatch batch{{x.data(), batch_rows, 784}, {y.data(), batch_rows, 1}};
  const eg::adam rule{.learning_rate = learning_rate};
  eg::optimizer<float, eg::adam> a(rule), b(rule);
  eg::recorder recorder{.every = 10};
  // Of each of the ten steps by itself the least time: the first is recorded, the second finds other things in the
  // cache.
  double ten[2] = {};
  std::array<std::array<double, 10>, 2> least;
  for (auto& l : least) l.fill(1e30);
  for (int round = 0; round < 200; ++round) {
    auto take = [&](int which, auto&& step) {
      for (double& l : least[std::size_t(which)])
        if (const double t = microseconds(1, 1, step); t < l) l = t;
    };
    take(0, [&] { plain.fused_step(eg::cross_entropy, batch, a); });
    take(1, [&] { recorder.step(recorded, eg::cross_entropy, batch, b); });
  }
  for (int which : {0, 1})
    for (const double l : least[std::size_t(which)]) ten[which] += l;
  bool same = recorder.recording.steps.size() == 200;
  for (std::int64_t i = 0; i < plain.weight_count(); ++i) same = same && plain.weights()[i] == recorded.weights()[i];
  if (!same) std::printf("wrong: probe %s trains otherwise\n", name);
  std::printf("ROW probe %s plain=%.3f every-10th-recorded=%.3f ratio=%.4f\n", name, ten[0] / 10, ten[1] / 10,
              ten[1] / ten[0]);
}

int main() {
  measure<net>("lenet-300-100");
  measure<apart>("lenet-300-100-selu-dropout");
}
