// Prints what docs/optimizers.md says of each rule and draws of each schedule, for docs/optimizers.py: of rules a way
// down a valley a hundred times as steep as it is long, of schedules their factors.
#include <evengrad/evengrad.hpp>

#include <array>
#include <cstdio>

namespace eg = evengrad;

namespace {

/// name, direction, paper, slots, how it goes, and the way: points of the valley ½ (0.05 x² + 5 y²).
template <class X>
void rule(const char* name, const char* direction, const char* paper, const X& x) {
  using links = eg::chain_facts<X>;
  const char* way = links::climbs                    ? "two gradients a step"
                    : links::whole                   ? "sees whole parameters"
                    : links::norm                    ? "needs the norm of all gradients"
                    : eg::goes_weight_by_weight<X>() ? "fused into the kernels"
                                                     : "";
  std::printf("rule\t%s\t%s\t%s\t%d\t%s\t", name, direction, paper, eg::slots_of<X>, way);
  alignas(64) std::array<double, 16> w{}, g{};
  w[0] = -9, w[1] = 1.5;
  eg::optimizer<double, X> optimizer(x);
  for (int t = 0; t <= 120; ++t) {
    std::printf("%s%.3f %.3f", t ? " " : "", w[0], w[1]);
    const auto slope = [&] { g[0] = 0.05 * w[0], g[1] = 5 * w[1]; };
    slope();
    if constexpr (links::climbs) optimizer.climb(w.data(), g.data(), 16), slope(), optimizer.come_back(w.data());
    optimizer.update(w.data(), g.data(), 16);
  }
  std::printf("\n");
}

template <class S>
void schedule(const char* text, S s, double (*observed)(int) = nullptr) {
  std::printf("schedule\t%s\t", text);
  for (int t = 1; t <= 240; ++t) {
    std::printf("%s%.4f", t > 1 ? " " : "", s(t));
    if constexpr (eg::observes<S>)
      if (t % 12 == 0) s.observe(observed(t));
  }
  std::printf("\n");
}

/// The chains that the page shows.
void chains() {
  const auto show = [](const char* what, const auto& rule) {
    rule.check();
    std::printf("chain\t%s\t%d\n", what, eg::slots_of<std::remove_cvref_t<decltype(rule)>>);
  };
  {
    const auto rule = eg::clip_by_global_norm{1} | eg::adamw{.learning_rate = 3e-3} | eg::warmup{100} | eg::cosine{900};
    show("clipped", rule);
  }
  {
    const auto rule = eg::only("dense_3", eg::sgd{1e-3}) | eg::except("dense_3", eg::muon{});
    show("one layer apart", rule);
  }
}

}  // namespace

int main() {
  chains();
  rule("sgd", "rate · g", "Robbins & Monro 1951", eg::sgd{0.38});
  rule("momentum", "rate · m, m ← decay · m + g", "Polyak 1964", eg::momentum{0.1, 0.9});
  rule("momentum, nesterov", "rate · (g + decay · m)", "Nesterov 1983; Sutskever et al. 2013",
       eg::momentum{0.1, 0.9, true});
  rule("adagrad", "rate · g / (√s + ε), s ← s + g²", "Duchi, Hazan & Singer 2011", eg::adagrad{1.5});
  rule("adadelta", "rate · √(x + ε) / √(v + ε) · g", "Zeiler 2012", eg::adadelta{1, 0.9, 5e-3});
  rule("rmsprop", "rate · g / (√v + ε), v ← decay · v + (1 − decay) g²", "Tieleman & Hinton 2012", eg::rmsprop{0.1});
  rule("adam", "rate · m̂ / (√v̂ + ε)", "Kingma & Ba 2015", eg::adam{0.25});
  rule("adamw", "adam, and rate · weight_decay · w beside it", "Loshchilov & Hutter 2019", eg::adamw{0.25, 0.01});
  rule("nadam", "adam with Nesterov's momentum", "Dozat 2016", eg::nadam{0.25});
  rule("radam", "adam; without the root while ρ ≤ 5", "Liu et al. 2020", eg::radam{0.25});
  rule("amsgrad", "adam with the largest v so far", "Reddi, Kale & Kumar 2018", eg::amsgrad{0.25});
  rule("lion", "rate · sign(β1 m + (1 − β1) g)", "Chen et al. 2023", eg::lion{0.12});
  rule("lamb", "adam · \\|w\\| / \\|direction\\|, for each parameter", "You et al. 2020", eg::lamb{0.05});
  rule("lars", "momentum of coefficient · \\|w\\| / \\|g\\| · g, for each parameter", "You, Gitman & Ginsburg 2017",
       eg::lars{.learning_rate = 1, .decay = 0.8, .coefficient = 0.02});
  rule("muon", "about U Vᵀ of the momentum U S Vᵀ; adam for what is no matrix", "Jordan et al. 2024",
       eg::muon{.learning_rate = 0.15, .decay = 0.8});
  rule("sam", "in front of a rule: its gradient is taken at w + radius · g / \\|g\\|", "Foret et al. 2021",
       eg::sam{0.3} | eg::momentum{0.1, 0.9});
  schedule("warmup | constant_rate | linear", eg::warmup{60} | eg::constant_rate{1, 60} | eg::linear{120});
  schedule("warmup | cosine", eg::warmup{24} | eg::cosine{216});
  schedule("cosine_restarts, .longer = 2", eg::cosine_restarts{.steps = 35, .longer = 2});
  schedule("one_cycle", eg::one_cycle{240});
  schedule("step_decay", eg::step_decay{60, 0.5});
  schedule("milestones", eg::milestones{{120, 180}, 0.1});
  schedule("exponential_decay", eg::exponential_decay{60, 0.5});
  schedule("inverse_time", eg::inverse_time{50});
  schedule("on_plateau", eg::on_plateau{.factor = 0.5, .patience = 3},
           [](int t) { return t < 100 ? 1 - t / 200. : 0.5; });
}
