// All rules and transforms of optimizers, in a list: what is added here is tested by every law.
#pragma once
#include <evengrad/evengrad.hpp>

#include <array>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

namespace evengrad_test {

namespace eg = evengrad;

/// A rule with the figures of reference.py, and how many numbers it keeps for each weight.
template <class X>
struct listed_rule {
  const char* name;
  X rule;
  int slots;
};
template <class X>
listed_rule(const char*, X, int) -> listed_rule<X>;

inline constexpr double rate = 0.03;
inline constexpr auto every_kind = eg::parameter_kinds::all;
inline constexpr std::tuple all_rules{
    listed_rule{"sgd", eg::sgd{rate}, 0},
    listed_rule{"momentum", eg::momentum{rate, 0.8}, 1},
    listed_rule{"nesterov", eg::momentum{rate, 0.8, true}, 1},
    listed_rule{"adagrad", eg::adagrad{rate, 0.1}, 1},
    listed_rule{"adadelta", eg::adadelta{0.5, 0.8, 1e-5}, 2},
    listed_rule{"rmsprop", eg::rmsprop{rate, 0.8, 1e-6}, 1},
    listed_rule{"adam", eg::adam{rate}, 2},
    listed_rule{"adamw", eg::adamw{.learning_rate = rate, .weight_decay = 0.2}, 2},
    listed_rule{"nadam", eg::nadam{rate, 0.8, 0.9, 1e-6}, 2},
    listed_rule{"radam", eg::radam{rate, 0.8, 0.98, 1e-6}, 2},
    listed_rule{"amsgrad", eg::amsgrad{rate, 0.8, 0.9}, 3},
    listed_rule{"lion", eg::lion{.learning_rate = rate, .weight_decay = 0.2, .beta1 = 0.8, .beta2 = 0.9}, 1},
    listed_rule{"lamb", eg::lamb{.learning_rate = rate, .weight_decay = 0.2, .decays = every_kind}, 2},
    listed_rule{"lars", eg::lars{.learning_rate = rate, .decay = 0.8, .weight_decay = 0.2, .coefficient = 0.1}, 1},
    listed_rule{"muon", eg::muon{.learning_rate = rate, .decay = 0.8, .nesterov = false, .beside = {0.01, 0.8, 0.9}},
                3},
    listed_rule{"sam", eg::sam{0.3} | eg::sgd{rate}, 0},
    listed_rule{"clip_by_global_norm", eg::clip_by_global_norm{0.5} | eg::adam{rate}, 2},
    listed_rule{"clip_by_norm", eg::clip_by_norm{0.5} | eg::sgd{rate}, 0},
    listed_rule{"clip_by_value", eg::clip_by_value{0.02} | eg::sgd{rate}, 0},
    listed_rule{"adaptive_clip", eg::adaptive_clip{0.05} | eg::sgd{rate}, 0},
    listed_rule{"l1", eg::l1{0.4} | eg::sgd{rate}, 0},
    listed_rule{"l2", eg::l2{0.4} | eg::sgd{rate}, 0},
    listed_rule{"elastic", eg::elastic{0.3, 0.4} | eg::sgd{rate}, 0},
    listed_rule{"max_norm", eg::sgd{rate} | eg::max_norm{0.9}, 0},
    listed_rule{"lookahead", eg::adam{rate} | eg::lookahead{5, 0.4}, 3},
    listed_rule{"weights_average", eg::adam{rate} | eg::weights_average{0.7}, 3},
};

template <class F>
void each_rule(F f) {
  std::apply([&](const auto&... r) { (f(r), ...); }, all_rules);
}

/// The parameters of reference.py: a tall matrix, a bias, and a wide matrix that fills a panel and a half.
inline const std::vector<eg::parameter_place> three_parameters{
    {"dense_1.w", 0, 5, 3},
    {"dense_1.b", 80, 1, 3, eg::parameter_kinds::shifts},
    {"dense_2.w", 96, 2, 24},
};
inline constexpr int room = 160, elements = 66;

/// Where element i of all parameters lies, line after line.
inline std::array<int, elements> element_places() {
  std::array<int, elements> at{};
  std::size_t i = 0;
  for (const auto& p : three_parameters)
    for (int k = 0; k < p.lines; ++k)
      for (int n = 0; n < p.columns; ++n) at[i++] = int(p.offset + eg::panel_place(p.lines, k, n));
  return at;
}
using values = std::array<double, elements>;

/// The gradient of reference.py: of a quadratic whose valley moves, of all sizes and signs.
inline double moving_gradient(int step, int i, double w) {
  return std::sin(0.7 * i + 1.3 * step) * std::pow(10., i % 5 - 3) + 0.1 * w;
}
inline double first_weight(int i) { return 0.1 * ((7 * i) % 20 - 9.5); }

/// Weights, gradients and an optimizer, stepped as a model steps them.
template <class T, class X>
struct stepped {
  std::array<int, elements> at = element_places();
  alignas(64) std::array<T, room> w{}, g{};
  eg::optimizer<T, X> rule;
  eg::team* together = nullptr;

  explicit stepped(const X& x) : rule(x) {
    rule.know(three_parameters);
    for (int i = 0; i < elements; ++i) weight(i) = T(first_weight(i));
  }
  T& weight(int i) { return w[std::size_t(at[std::size_t(i)])]; }
  /// gradient_of(step, element, weight)
  template <class F>
  void step(F gradient_of) {
    const int t = int(rule.steps()) + 1;
    const auto fill = [&] {
      for (int i = 0; i < elements; ++i) g[std::size_t(at[std::size_t(i)])] = T(gradient_of(t, i, double(weight(i))));
    };
    fill();
    if constexpr (eg::climbs_first<eg::optimizer<T, X>>) {
      rule.climb(w.data(), g.data(), room);
      fill();
      rule.come_back(w.data());
    }
    rule.update(w.data(), g.data(), room, together);
  }
  /// The weights that training would end with.
  values result() {
    const auto kept = w;
    rule.finish(w.data(), room);
    values v{};
    for (int i = 0; i < elements; ++i) v[std::size_t(i)] = double(weight(i));
    w = kept;
    return v;
  }
};

inline double difference(const values& a, const values& b) {
  double worst = 0;
  for (std::size_t i = 0; i < elements; ++i) worst = std::fmax(worst, std::fabs(a[i] - b[i]));
  return worst;
}

}  // namespace evengrad_test
