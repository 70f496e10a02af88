// LeNet-300-100 of which 3.6 % of the weights are left, a row at a time: dense, as compressed rows by hand, and frozen
// to sparse layers. Then one layer at more and more weights, up to where the dense one is as fast.
#include "measure.hpp"
#include "sparse_weights.hpp"

#include <evengrad/evengrad.hpp>

#include <vector>

namespace eg = evengrad;

// Weights that 15 rounds of pruning leave, at rates .2, .2 and .1.
constexpr auto dense_net = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
constexpr auto sparse_net = eg::input<784> | eg::sparse<first_w, first_b> | eg::relu | eg::sparse<second_w, second_b> |
                            eg::relu | eg::sparse<third_w, third_b>;
constexpr auto dense_layer = eg::input<300> | eg::dense<100>;
template <const auto& W, const auto& B>
constexpr auto sparse_layer = eg::input<300> | eg::sparse<W, B>;

/// Compressed rows as they are usually written, with indices of 32 bits.
struct csr {
  int out;
  std::vector<int> starts, inputs;
  std::vector<float> values, bias;
  template <class W, class B>
  csr(const W& w, const B& b)
      : out(W::out),
        starts(w.starts.begin(), w.starts.end()),
        inputs(w.inputs.begin(), w.inputs.end()),
        values(w.values.begin(), w.values.end()),
        bias(b.begin(), b.end()) {}
  [[gnu::noinline]] void multiply(const float* x, float* y, bool rectifies) const {
    for (int j = 0; j < out; ++j) {
      float sum = bias[std::size_t(j)];
      for (int i = starts[std::size_t(j)]; i < starts[std::size_t(j) + 1]; ++i)
        sum += values[std::size_t(i)] * x[inputs[std::size_t(i)]];
      y[j] = rectifies && sum < 0 ? 0 : sum;
    }
  }
};

template <class Model, class W, class B>
void fill(Model& m, std::string_view weights, std::string_view shifts, const W& w, const B& b) {
  const auto to = m[weights], bias = m[shifts];
  for (int j = 0; j < W::out; ++j) {
    for (int k = 0; k < W::in; ++k) to(k, j) = 0;
    for (int i = w.starts[std::size_t(j)]; i < w.starts[std::size_t(j) + 1]; ++i)
      to(w.inputs[std::size_t(i)], j) = w.values[std::size_t(i)];
    bias(j) = b[std::size_t(j)];
  }
}

std::vector<float> pixels(int n) {
  std::vector<float> x(static_cast<std::size_t>(n));
  for (int i = 0; i < n; ++i) x[std::size_t(i)] = benchmark::hashed(7, std::uint32_t(i));
  return x;
}
template <class... Call>
std::array<double, sizeof...(Call)> in_turns(Call&&... call) {
  std::array<double, sizeof...(Call)> least;
  least.fill(1e30);
  for (int round = 0; round < 60; ++round) {
    const double now[] = {benchmark::microseconds(10, 20, call)...};
    for (std::size_t i = 0; i < sizeof...(Call); ++i) least[i] = now[i] < least[i] ? now[i] : least[i];
  }
  return least;
}
void compare(const char* what, const float* exact, const float* y, int n) {
  for (int j = 0; j < n; ++j)
    if (!(std::fabs(y[j] - exact[j]) <= 1e-4f * (1 + std::fabs(exact[j]))))
      std::printf("wrong: %s gives %g for %g\n", what, double(y[j]), double(exact[j]));
}

void net() {
  eg::model<dense_net> dense{eg::seed{1}};
  eg::model<sparse_net> sparse{eg::seed{1}};
  fill(dense, "dense_1.w", "dense_1.b", first_w, first_b), fill(dense, "dense_2.w", "dense_2.b", second_w, second_b);
  fill(dense, "dense_3.w", "dense_3.b", third_w, third_b);
  const csr a(first_w, first_b), b(second_w, second_b), c(third_w, third_b);
  const std::vector<float> x = pixels(784);
  std::vector<float> hidden(300), narrow(100), y(10);
  auto by_hand = [&] {
    a.multiply(x.data(), hidden.data(), true), b.multiply(hidden.data(), narrow.data(), true);
    c.multiply(narrow.data(), y.data(), false);
  };
  by_hand();
  const float* const exact = dense.predict(x.data(), 1);
  compare("csr", exact, y.data(), 10), compare("sparse", exact, sparse.predict(x.data(), 1), 10);
  const auto [whole, rows, ours] =
      in_turns([&] { dense.predict(x.data(), 1); }, by_hand, [&] { sparse.predict(x.data(), 1); });
  const double bytes = double(eg::product_bytes<float, eg::sparse_matrix<first_w, first_b, false>> +
                              eg::product_bytes<float, eg::sparse_matrix<second_w, second_b, false>> +
                              eg::product_bytes<float, eg::sparse_matrix<third_w, third_b, false>>);
  const std::int64_t all = eg::parameter_count(dense_net) - 410, kept = eg::multiply_adds(sparse_net);
  std::printf("ROW sparse pm=%.1f dense=%.3f csr=%.3f ours=%.3f speedup=%.2f smaller=%.2f\n",
              100. * double(kept) / double(all), whole, rows, ours, whole / ours,
              4. * double(eg::parameter_count(dense_net)) / bytes);
}

template <const auto& W, const auto& B>
void layer() {
  eg::model<dense_layer> dense{eg::seed{1}};
  eg::model<sparse_layer<W, B>> sparse{eg::seed{1}};
  fill(dense, "dense_1.w", "dense_1.b", W, B);
  const std::vector<float> x = pixels(300);
  compare("sparse layer", dense.predict(x.data(), 1), sparse.predict(x.data(), 1), 100);
  const auto [whole, ours] = in_turns([&] { dense.predict(x.data(), 1); }, [&] { sparse.predict(x.data(), 1); });
  std::printf("ROW sparse-layer 300x100 density=%.2f dense=%.3f ours=%.3f speedup=%.2f\n", double(W.count) / 30000,
              whole, ours, whole / ours);
}

int main() {
  net();
  layer<at_05_w, at_05_b>();
  layer<at_10_w, at_10_b>();
  layer<at_20_w, at_20_b>();
  layer<at_30_w, at_30_b>();
  layer<at_40_w, at_40_b>();
  layer<at_50_w, at_50_b>();
}
