// Schedules: their factors in a table, one behind the other, and what they do to training; rules as chains.
// figures: 6 %
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

// The factor of the rate at some of a thousand steps.
template <class S>
void table(const char* name, const S& factor) {
  fmt::print("{:<44}", name);
  for (const int step : {1, 50, 100, 251, 501, 751, 1000}) fmt::print("{:>7.3f}", factor(step));
  fmt::print("\n");
}

constexpr auto net = eg::input<64> | eg::dense<48> | eg::layer_norm | eg::relu | eg::dense<10>;
auto [train, test] = eg::digits();

// Where a chain looks at one weight at a time it is part of the kernels that make the gradients.
template <class X>
void learn(const char* name, const X& rule) {
  eg::model<net, double> model{eg::seed{1}};
  const auto history =
      eg::fit(model, train, eg::cross_entropy, rule, {.batch = 60, .epochs = 20, .validation = test, .show = false});
  fmt::print("{:<44}{:>8.4f}{:>10.1f} %{:>6}   {}\n", name, history.back().loss, 100 * history.back().accuracy,
             eg::slots_of<X>, eg::goes_weight_by_weight<X>() ? "fused" : "");
}

int main() {
  fmt::print("{:<44}{:>7}{:>7}{:>7}{:>7}{:>7}{:>7}{:>7}\n", "step", 1, 50, 100, 251, 501, 751, 1000);
  table("warmup{100} | cosine{900}", eg::warmup{100} | eg::cosine{900});
  table("warmup{100} | constant_rate{1, 400} | linear", eg::warmup{100} | eg::constant_rate{1, 400} | eg::linear{500});
  table("one_cycle{1000}", eg::one_cycle{1000});
  table("cosine_restarts{250}", eg::cosine_restarts{250});
  table("milestones{{500, 750}, 0.1}", eg::milestones{{500, 750}, 0.1});
  table("step_decay{250, 0.5}", eg::step_decay{250, 0.5});
  table("exponential_decay{250, 0.5}", eg::exponential_decay{250, 0.5});
  table("inverse_time{50}: 0.1 · it is 5 / (t + 50)", eg::inverse_time{50});

  fmt::print("\n{:<44}{:>8}{:>12}{:>6}\n", "a net of 64, 48 and 10 after 20 epochs", "loss", "accuracy", "kept");
  const auto slow_fast_slow = eg::warmup{48} | eg::cosine{432};  // 24 batches an epoch
  learn("sgd, all at one rate", eg::sgd{0.3});
  learn("sgd, warm-up and cosine", eg::sgd{0.5} | slow_fast_slow);
  learn("adam", eg::adam{3e-3});
  learn("adamw, no decay of biases and norms", eg::adamw{.learning_rate = 1e-2, .weight_decay = 0.1} | slow_fast_slow);
  learn("lion", eg::lion{3e-3} | slow_fast_slow);
  learn("adam, half as fast when nothing is gained", eg::adam{1e-2} | eg::on_plateau{.factor = 0.5, .patience = 1});
  learn("muon, its last layer adam", eg::only("dense_2", eg::adam{3e-3}) | eg::except("dense_2", eg::muon{}));
  learn("lamb, clipped, averaged weights",
        eg::clip_by_norm{1} | eg::lamb{2e-2} | slow_fast_slow | eg::weights_average{0.98});
  learn("sam, in front of momentum", eg::sam{0.05} | eg::momentum{0.1} | slow_fast_slow);
}
