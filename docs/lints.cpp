// The harm of each lint, measured on the digits: tables for docs/lints.md, each behind a line `@name`.
#include <evengrad/evengrad.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace eg = evengrad;
using eg::dense;
using eg::init::glorot_normal;
using eg::init::he_normal;

namespace {

struct unused_scale : eg::layer {
  static constexpr std::string_view name = "scaled";
  constexpr eg::symbol formula(eg::symbol x) const {
    x.parameter("scale", {x.features()}, eg::init::ones{});
    return x;
  }
};
struct used_scale : eg::layer {
  static constexpr std::string_view name = "scaled";
  constexpr eg::symbol formula(eg::symbol x) const {
    return x * x.parameter("scale", {x.features()}, eg::init::ones{});
  }
};
struct forgotten : eg::layer {
  static constexpr std::string_view name = "forgotten";
  constexpr eg::symbol formula(eg::symbol x) const {
    apply(eg::relu, x);
    return x;
  }
};

constexpr auto biased = eg::input<64> | dense<32> | eg::batch_norm | eg::relu | dense<10>;
constexpr auto dropout_before = eg::input<64> | dense<64> | eg::relu | eg::dropout(0.5) | dense<64, he_normal, void> |
                                eg::batch_norm | eg::relu | dense<10>;
constexpr auto in_front_of_norm = eg::input<64> | dense<64> | eg::relu | eg::dropout(0.5) | dense<64, he_normal, void>;
constexpr auto dropout_behind = eg::input<64> | dense<64> | eg::relu | dense<64, he_normal, void> | eg::batch_norm |
                                eg::relu | eg::dropout(0.5) | dense<10>;
template <int N>
constexpr auto norm_of = eg::input<64> | dense<N> | eg::layer_norm | dense<10>;
template <class Scale>
constexpr auto scaled_by = eg::input<64> | dense<32> | eg::relu | Scale{} | dense<10>;
template <auto Activation>
constexpr auto activated = eg::input<64> | dense<64> | Activation | dense<10>;
constexpr auto probabilities = eg::input<64> | dense<64> | eg::relu | dense<10> | eg::softmax;
constexpr auto logits = eg::input<64> | dense<64> | eg::relu | dense<10>;
template <int N, class Init>
constexpr auto rectifiers = eg::input<64> | eg::repeat<N>(dense<64, Init> | eg::relu) | dense<10>;
template <int N, auto Activation>
constexpr auto squashed = eg::input<64> |
                          eg::repeat<N>(dense<64, glorot_normal> | Activation) | dense<10, glorot_normal>;
constexpr auto normalized = eg::batch_norm | eg::sigmoid;
constexpr auto raw = eg::input<64> | dense<32> | eg::relu | dense<10>;
constexpr auto standardized = eg::input<64> | eg::standardize | dense<32> | eg::relu | dense<10>;

auto [train, test] = eg::digits();

struct result {
  double loss = 0, accuracy = 0;  // at the end, in per cent of digits that were held out
};
/// Means over three seeds.
template <const auto& Net, class Rule>
result learn(int epochs, const Rule& rule, const eg::table& data = train, const eg::table& held_out = test) {
  result mean;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    eg::model<Net> m{eg::seed{seed}};
    if constexpr (eg::has_scaling<Net>) eg::adapt(m, data, {.constant = eg::constant_features::keep});
    try {
      const auto history = eg::fit<eg::no_lints>(m, data, eg::cross_entropy, rule,
                                                 {.epochs = epochs, .shuffle = eg::seed{seed}, .show = false});
      mean.loss += history.back().loss / 3, mean.accuracy += 100 * eg::accuracy(m, held_out) / 3;
    } catch (const eg::error&) {
      return {HUGE_VAL, 0};
    }
  }
  return mean;
}
/// The largest gradient of some parameter for 256 rows, and whether training moves it.
template <const auto& Net>
double largest_gradient(const char* of) {
  eg::model<Net, double> m{eg::seed{1}};
  const eg::dataset data = train;
  m.differentiate(eg::cross_entropy, eg::minibatch{data.x.slice(0, 256), data.y.slice(0, 256)});
  const auto g = m.gradient(of);
  double most = 0;
  for (int i = 0; i < g.size(); ++i) most = std::max(most, std::abs(double(g(i))));
  return most;
}
template <const auto& Net>
int moved(const char* parameter) {
  eg::model<Net> m{eg::seed{1}};
  const auto numbers = [&] {
    std::vector<float> v;
    for (int i = 0; i < m[parameter].size(); ++i) v.push_back(m[parameter](i));
    return v;
  };
  const std::vector<float> before = numbers();
  eg::fit<eg::no_lints>(m, train, eg::cross_entropy, eg::adam{}, {.epochs = 5, .show = false});
  const std::vector<float> after = numbers();
  int n = 0;
  for (std::size_t i = 0; i < after.size(); ++i) n += before[i] != after[i];
  return n;
}

/// What batch norm keeps as the variance of its input, by what that is at inference; a mean over features, trained.
template <const auto& Net>
double kept_variance() {
  eg::model<Net> m{eg::seed{1}};
  eg::fit<eg::no_lints>(m, train, eg::cross_entropy, eg::momentum{.learning_rate = 0.02},
                        {.epochs = 20, .show = false});
  eg::model<in_front_of_norm> front;
  eg::transfer(front, m);
  const eg::dataset data = train;
  const float* y = front.predict(data.x);
  double ratio = 0;
  for (int i = 0; i < 64; ++i) {
    double sum = 0, square = 0;
    for (int r = 0; r < data.x.rows; ++r) sum += y[64 * r + i], square += double(y[64 * r + i]) * y[64 * r + i];
    const double mean = sum / data.x.rows;
    ratio += m["batch_norm_1.moving_variance"](i) / (square / data.x.rows - mean * mean) / 64;
  }
  return ratio;
}

void table(const char* lint, const char* head, int columns) {
  std::printf("@%s\n%s\n|", lint, head);
  for (int i = 0; i < columns; ++i) std::printf("---|");
  std::printf("\n");
}
void row(const char* what, const result& r) { std::printf("| %s | %.3f | %.1f %% |\n", what, r.loss, r.accuracy); }

template <int N>
void depth_of_rectifiers() {
  const eg::sgd rule{.learning_rate = 0.03};
  const eg::signal_report s = eg::signal_of<rectifiers<N, glorot_normal>>();
  const result g = learn<rectifiers<N, glorot_normal>>(10, rule), h = learn<rectifiers<N, he_normal>>(10, rule);
  std::printf("| %d | %.2g | %.3f, %.1f %% | %.3f, %.1f %% | %s |\n", N, s.rows[s.rows.n - 2].out.second, g.loss,
              g.accuracy, h.loss, h.accuracy,
              eg::lints_of<rectifiers<N, glorot_normal>, eg::cross_entropy_t>.count ? "yes" : "–");
}
template <int N>
void depth_of_sigmoids() {
  const eg::momentum rule{.learning_rate = 0.05};
  const result s = learn<squashed<N, eg::sigmoid>>(20, rule), n = learn<squashed<N, normalized>>(20, rule),
               t = learn<squashed<N, eg::tanh>>(20, rule);
  std::printf("| %d | %.3f, %.1f %% | %.3f, %.1f %% | %.3f, %.1f %% | %s |\n", N, s.loss, s.accuracy, n.loss,
              n.accuracy, t.loss, t.accuracy,
              eg::lints_of<squashed<N, eg::sigmoid>, eg::cross_entropy_t>.count ? "yes" : "–");
}

}  // namespace

int main() {
  const eg::momentum rule{.learning_rate = 0.02};

  table("bias_without_effect", "| parameter | largest gradient of 256 rows |", 2);
  for (const char* p : {"dense_1.b", "dense_1.w", "batch_norm_1.beta"})
    std::printf("| `%s` | %.1g |\n", p, largest_gradient<biased>(p));

  table("dropout_before_batch_norm", "| dropout of a half | kept variance / variance at inference | held-out digits |",
        3);
  const auto dropout = [&]<const auto & Net>(const char* name, std::type_identity<eg::model<Net>>) {
    std::printf("| %s | %.2f | %.1f %% |\n", name, kept_variance<Net>(), learn<Net>(20, rule).accuracy);
  };
  dropout("in front of batch norm", std::type_identity<eg::model<dropout_before>>{});
  dropout("behind it", std::type_identity<eg::model<dropout_behind>>{});

  table("norm_of_one_element",
        "| layer norm of | largest gradient of `dense_1.w` | loss after 20 epochs | held-out digits |", 4);
  const auto norm = [&]<int N>(std::integral_constant<int, N>) {
    const result r = learn<norm_of<N>>(20, rule);
    std::printf("| %d | %.1g | %.3f | %.1f %% |\n", N, largest_gradient<norm_of<N>>("dense_1.w"), r.loss, r.accuracy);
  };
  norm(std::integral_constant<int, 1>{}), norm(std::integral_constant<int, 4>{});

  table("unreached_parameter", "| `scale` | of 32 numbers training has moved |", 2);
  std::printf("| not used | %d |\n| used | %d |\n", moved<scaled_by<unused_scale>>("scaled_1.scale"),
              moved<scaled_by<used_scale>>("scaled_1.scale"));

  table("layer_without_effect", "| the rectifier is | loss after 20 epochs | held-out digits |", 3);
  row("forgotten: all is linear", learn<activated<forgotten{}>>(20, rule));
  row("used", learn<activated<eg::relu>>(20, rule));

  table("softmax_before_log_loss", "| cross entropy of | loss after 20 epochs | held-out digits |", 3);
  row("probabilities", learn<probabilities>(20, rule));
  row("logits", learn<logits>(20, rule));

  table("gain_too_small",
        "| layers | E[y²] of the last, by Glorot's law | Glorot: loss after 10 epochs of SGD, held-out digits | He | "
        "said |",
        5);
  depth_of_rectifiers<3>(), depth_of_rectifiers<6>(), depth_of_rectifiers<7>(), depth_of_rectifiers<14>();
  depth_of_rectifiers<22>(), depth_of_rectifiers<30>();

  table("sigmoid_stack",
        "| layers | sigmoid: loss after 20 epochs, held-out digits | batch norm in front of it | tanh | said |", 5);
  depth_of_sigmoids<1>(), depth_of_sigmoids<2>(), depth_of_sigmoids<3>(), depth_of_sigmoids<4>(),
      depth_of_sigmoids<5>();
  depth_of_sigmoids<6>();

  table("unscaled_input", "| pixels of mean 20 and more, in units of 1 to 7 | 0.1 | 0.03 | 0.01 | 0.003 | 0.001 |", 6);
  eg::table far = train, far_test = test;
  for (eg::table* t : {&far, &far_test})
    for (std::size_t i = 0; i < t->features.size(); ++i) t->features[i] = 20 + float(1 + i % 7) * t->features[i];
  const auto rates = [&](const char* name, auto learn_by) {
    std::printf("| %s", name);
    for (const double rate : {0.1, 0.03, 0.01, 0.003, 0.001}) {
      const result r = learn_by(eg::sgd{.learning_rate = rate});
      if (r.accuracy > 0) std::printf(" | %.1f %%", r.accuracy);
      else std::printf(" | diverges");
    }
    std::printf(" |\n");
  };
  rates("as they come", [&](const eg::sgd& s) { return learn<raw>(10, s, far, far_test); });
  rates("behind `eg::standardize`", [&](const eg::sgd& s) { return learn<standardized>(10, s, far, far_test); });
}
