// Training on two threads against one, and what two processors give on work that shares nothing.
//
// rate: how often the multiply-adds of one thread are done in its time by two threads, each with registers of its own,
// in the same minute; the most that a second thread can bring.
#include "measure.hpp"

#include <evengrad/evengrad.hpp>
#include <evengrad/kernel/threads.hpp>

namespace eg = evengrad;

constexpr auto lenet = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
constexpr auto wide = eg::input<512> | eg::dense<1024> | eg::relu | eg::dense<1024> | eg::relu | eg::dense<10>;
constexpr auto residual_50 = eg::input<64> |
                             eg::repeat<50>(eg::residual(eg::layer_norm | eg::dense<64> | eg::relu | eg::dense<64>)) |
                             eg::dense<10>;

// Multiply-adds of packs that stay in registers.
static void spin(const void*, int) {
  using number = eg::pack<float, eg::native_lanes<float>>;
  number sum[12], x(.5f), y(.25f);
  for (int c = 0; c < 12; ++c) sum[c] = number(float(c));
  for (int i = 0; i < 20000; ++i) {
#pragma GCC unroll 12
    for (int c = 0; c < 12; ++c) sum[c] = eg::fma(sum[c], x, y);
    asm volatile("" : "+x"(x.v), "+x"(y.v));
  }
  for (int c = 0; c < 12; ++c) asm volatile("" : "+x"(sum[c].v));
}

template <const auto& Net>
struct training {
  eg::model<Net> model;
  eg::optimizer<float, eg::adam> rule{eg::adam{}};
  int rows;
  std::vector<float> x, y;

  template <class... Threads>
  explicit training(int rows, Threads... threads)
      : model(eg::seed{1}, threads...), rows(rows), x(std::size_t(rows * model.inputs)), y(std::size_t(rows)) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = benchmark::hashed(1, std::uint32_t(i));
    for (int r = 0; r < rows; ++r) y[std::size_t(r)] = float(benchmark::label(r));
  }
  void operator()() { model.fused_step(eg::cross_entropy, x.data(), y.data(), rows, rule); }
};

template <const auto& Net>
void row(const char* name, int rows, int calls) {
  training<Net> one(rows), two(rows, eg::threads{2});
  eg::thread_team pair(2);
  double least_one = 1e30, least_two = 1e30, alone = 1e30, both = 1e30;
  const auto keep = [](double& least, int repeats, int calls, auto&& call) {
    const double time = benchmark::microseconds(repeats, calls, call);
    least = time < least ? time : least;
  };
  for (int repeat = 0; repeat < 15; ++repeat) {
    keep(alone, 3, 1, [] { spin(nullptr, 0); });
    keep(both, 3, 1, [&] { pair.run(spin, nullptr); });
    keep(least_one, 3, calls, one);
    keep(least_two, 3, calls, two);
  }
  std::printf("ROW threads net=%s batch=%d one=%.3f two=%.3f ratio=%.2f rate=%.2f\n", name, rows, least_one, least_two,
              least_one / least_two, 2 * alone / both);
}

int main() {
  row<lenet>("lenet-300-100", 60, 4);
  row<lenet>("lenet-300-100", 256, 1);
  row<wide>("512-1024-1024-10", 128, 1);
  row<residual_50>("residual-50", 64, 1);
}
