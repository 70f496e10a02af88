// One activation with seven initializers, 20 layers of width 256: what eg::signal says of them, and what drawn networks
// do. docs/signal.py compiles it with -DACTIVATION and writes its lines into docs/signal.md.
#include <cmath>
#include <cstdio>
#include <evengrad/evengrad.hpp>
#include <string>
#include <vector>

namespace eg = evengrad;

namespace {

constexpr int layers = 20, width = 256, rows = 32, draws = 48;

template <class Init, int N>
constexpr auto stack = stack<Init, N - 1> | eg::ACTIVATION | eg::dense<width, Init>;
template <class Init>
constexpr auto stack<Init, 1> = eg::input<width> | eg::dense<width, Init>;

constexpr auto watched =
    eg::watching<"dense_1", "dense_2", "dense_3", "dense_4", "dense_5", "dense_6", "dense_7", "dense_8", "dense_9",
                 "dense_10", "dense_11", "dense_12", "dense_13", "dense_14", "dense_15", "dense_16", "dense_17",
                 "dense_18", "dense_19", "dense_20">(eg::signal_probe{});

double mean_square(const eg::layer_view<float>& v) {
  double q = 0;
  for (int i = 0; i < rows; ++i)
    for (int c = 0; c < width; ++c) q += double(v(i, c)) * v(i, c);
  return q / rows / width;
}
struct series {
  std::vector<double> forward = std::vector<double>(layers + 1, 1.), backward = forward;
  double end(bool up) const {  // of the last layer, or of the gradient at the first
    double all = 1;
    for (int l = up ? 1 : 2; l <= layers; ++l) all *= (up ? forward : backward)[std::size_t(l)];
    return all;
  }
};

/// The factor of each layer, averaged over draws; NaN where the gradient is too large or too small for a float.
template <const auto& Net>
series measured() {
  series s;
  std::vector<double> f(layers + 1), b(layers + 1), n(layers + 1);
  for (int d = 0; d < draws; ++d) {
    eg::model<Net> m{eg::seed{std::uint64_t(d)}};
    std::vector<float> x(rows * width), t(rows * width);
    const eg::generator of_x(eg::seed{std::uint64_t(draws + d)}, 0), of_t(eg::seed{std::uint64_t(draws + d)}, 1);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = of_x.normal(i), t[i] = of_t.normal(i);
    m.differentiate(watched, x.data(), t.data(), rows);
    double before = 1, after = 0;
    for (std::size_t l = 1; l <= layers; ++l) {
      const std::string name = "dense_" + std::to_string(l);
      const double y = mean_square(m.output(name)), g = mean_square(m.loss_gradient(name));
      f[l] += y / before / draws;
      if (l > 1 && g > 1e-36 && after > 1e-36 && g < 1e36 && after < 1e36) b[l] += after / g, ++n[l];
      before = y, after = g;
    }
  }
  for (std::size_t l = 1; l <= layers; ++l)
    s.forward[l] = f[l], s.backward[l] = l == 1 ? 1 : n[l] == draws ? b[l] / draws : NAN;
  return s;
}
template <const auto& Net>
series predicted(eg::signal_fault& fault) {
  series s;
  const eg::signal_report r = eg::signal_of<Net>();
  fault = r.worst;
  double before = 1, after = 0;
  std::size_t l = 0;
  for (const eg::layer_signal& x : r.rows)
    if (r.layers[x.layer].name == "dense") {
      ++l, s.forward[l] = x.out.second / before, s.backward[l] = l > 1 ? after / x.backward : 1;
      before = x.out.second, after = x.backward;
    }
  return s;
}
double worst(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (std::size_t l = 1; l < a.size(); ++l) most = std::fmax(most, std::abs(a[l] / b[l] - 1));
  return 100 * most;
}
template <class Init>
void row(const char* init) {
  eg::signal_fault fault;
  const series p = predicted<stack<Init, layers>>(fault), m = measured<stack<Init, layers>>();
  const std::string_view words = eg::words_of(fault.what);
  char gradient[32] = "–", difference[32] = "–";
  if (std::isfinite(m.end(false))) {
    std::snprintf(gradient, sizeof gradient, "%.3g", m.end(false));
    std::snprintf(difference, sizeof difference, "%.1f %%", worst(p.backward, m.backward));
  }
  std::printf("| %s | %.3g | %.3g | %.1f %% | %.3g | %s | %s | %.*s |\n", init, p.end(true), m.end(true),
              worst(p.forward, m.forward), p.end(false), gradient, difference,
              int(words.substr(0, words.find(':')).size()), words.data());
}

}  // namespace

int main() {
  row<eg::init::normal<1>>("N(0, 1)");
  row<eg::init::normal<1, 100>>("N(0, 0.01²)");
  row<eg::init::lecun_normal>("LeCun");
  row<eg::init::glorot_normal>("Glorot");
  row<eg::init::he_normal>("He");
  row<eg::init::orthogonal<>>("orthogonal");
  row<eg::init::automatic>("automatic");
}
