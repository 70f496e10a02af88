// What the rules of diagnosis measure in healthy trainings and in ones that are spoiled: tables for docs/diagnosis.md,
// each behind a line `@name`.
#include <evengrad/evengrad.hpp>

#include <cmath>
#include <cstdio>
#include <map>

namespace eg = evengrad;
using eg::ailment;
using eg::dense;

namespace {

using init_small = eg::init::normal<1, 100>;
using init_large = eg::init::normal<1>;
using init_steep = eg::init::normal<3>;
using init_same = eg::init::constant<1, 10>;
template <auto A, class I = eg::init::automatic, int Width = 32>
constexpr auto two = eg::input<64> | dense<Width, I> | A | dense<Width, I> | A | dense<10>;
template <auto A, class I>
constexpr auto three = eg::input<64> | dense<32, I> | A | dense<32, I> | A | dense<32, I> | A | dense<10, I>;
template <class I, int N>
constexpr auto stack = stack<I, N - 1> | dense<24, I> | eg::tanh;
template <class I>
constexpr auto stack<I, 0> = eg::input<64>;
template <class I, int N>
constexpr auto deep = stack<I, N> | dense<10>;
constexpr auto normed = eg::input<64> | dense<32, eg::init::he_normal, void> | eg::batch_norm | eg::relu |
                        dense<32, eg::init::he_normal, void> | eg::batch_norm | eg::relu | dense<10>;
constexpr auto one_hidden = eg::input<64> | dense<16> | eg::gelu | dense<10>;
constexpr auto steep = eg::input<64> | dense<32, init_steep> | eg::sigmoid | dense<32, init_steep> | eg::sigmoid |
                       dense<10, eg::init::glorot_normal>;
constexpr auto one_unit = eg::input<64> | dense<1> | eg::tanh | dense<10>;
constexpr auto buried = eg::input<64> | dense<32, eg::init::automatic, eg::init::constant<-10>> | eg::relu | dense<10>;
constexpr auto circle_relu = eg::input<2> | dense<16> | eg::relu | dense<16> | eg::relu | dense<1>;
constexpr auto circle_tanh = eg::input<2> | dense<8> | eg::tanh | dense<8> | eg::tanh | dense<1>;

struct range {
  double low = HUGE_VAL, high = -HUGE_VAL;
  void add(double x) {
    if (x == x) low = std::fmin(low, x), high = std::fmax(high, x);
  }
  void add(const range& r) {
    if (r.low <= r.high) add(r.low), add(r.high);
  }
  std::string text() const {
    if (low > high) return "–";
    const std::string a = eg::figure_text(low), b = eg::figure_text(high);
    return a == b ? a : a + " … " + b;
  }
};
using figures = std::map<std::string, double>;

/// The worst of every figure, over all windows of recent steps that a monitor sees on the way.
figures figures_of(const eg::recording& all) {
  figures f;
  eg::recording r = all;
  r.steps.clear();
  const std::vector<int> products = eg::product_layers(r), inner = eg::inner_activations(r);
  const auto most = [&](const char* name, double x) { f[name] = f.contains(name) ? std::fmax(f[name], x) : x; };
  const auto over = [&](const std::vector<int>& layers, auto figure) {
    range x;
    x.add(0);
    for (const int l : layers) x.add(eg::recent(r, [&](const eg::recorded_step& s) { return figure(s, l); }));
    return x.high;
  };
  const auto share = [&](const eg::recorded_step& s, int l) {
    const double last = eg::gradient_length(r, s, products.back());
    return last > 0 ? eg::gradient_length(r, s, l) / last : 1;
  };
  const double first = eg::first_loss(all);
  for (const eg::recorded_step& s : all.steps) {
    r.steps.push_back(s);
    if (r.steps.size() > eg::recent_steps) r.steps.erase(r.steps.begin());
    most("exploding", over(products, share));
    most("vanishing", -1 + over(products, [&](auto& x, int l) { return 1 - std::fmin(share(x, l), 1); }));
    most("values", over(products, [](auto& x, int l) { return x.layers[std::size_t(l)].output.rms(); }));
    most("dead", over(inner, eg::dead_share)), most("saturated", over(inner, eg::saturated_share));
    most("longest", eg::update_ratio(r, s));
    most("loss", eg::recent(r, [](const eg::recorded_step& x) { return x.loss; }) / eg::loss_at_first(all));
  }
  f["vanishing"] = std::fabs(f["vanishing"]);
  for (const int l : products) {
    double least = 1;
    for (std::size_t i = 1; i < all.steps.size(); ++i)
      least = std::fmin(least, all.steps[i].layers[std::size_t(l)].alike);
    most("symmetric", least);
  }
  const auto ratio = [&](const eg::recorded_step& s) { return eg::update_ratio(all, s); };
  f["shortest"] = std::fmax(eg::at_first(all, ratio), eg::recent(all, ratio));
  f["input"] = all.largest_input_rms;
  const double blind = eg::blind_loss(all);
  if (blind > 0) f["first loss"] = all.steps.front().loss / blind;
  const std::size_t n = all.epochs.size();
  if (n >= eg::epochs_of_stuck && blind > 0)
    f["stuck"] = all.epochs[eg::epochs_of_stuck - 1].validation_loss / std::fmax(blind, all.epochs[0].validation_loss);
  for (std::size_t e = 2; e < n; ++e)
    if (all.epochs[e].loss < eg::learned_by_heart * first)
      most("gap", (all.epochs[e].validation_loss - all.epochs[e].loss) / first);
  if (const std::size_t third = n / 3; third > eg::epochs_to_judge) {
    double now = 0, before = 0;
    for (std::size_t i = 0; i < third; ++i)
      now += all.epochs[n - 1 - i].loss, before += all.epochs[n - 1 - i - third].loss;
    if (now / double(third) > eg::far_from_zero * first) f["fall"] = 1 - now / before;
  }
  return f;
}

struct result {
  std::map<std::string, range> seen;
  int told = 0, seeds = 0;
  std::map<std::string, int> first;
};

template <const auto& Net, class Loss, class X>
result train(const eg::dataset& data, const eg::dataset& other, const Loss& loss, const X& rule, int epochs,
             int seeds) {
  result all;
  for (int s = 1; s <= seeds; ++s) {
    eg::model<Net> m{eg::seed{std::uint64_t(s)}};
    eg::monitor watcher;
    watcher.out = nullptr;
    eg::fit_options o;
    o.epochs = epochs, o.validation = other, o.shuffle = eg::seed{std::uint64_t(s)}, o.show = false;
    try {
      eg::fit<eg::no_lints>(m, data, loss, rule, o, watcher);
    } catch (const eg::error&) {
    }
    for (const auto& [name, x] : figures_of(watcher.recording())) all.seen[name].add(x);
    ++all.seeds, all.told += !watcher.said.empty();
    ++all.first[watcher.said.empty() ? "–" : watcher.said[0].name];
  }
  return all;
}

const auto halves = eg::digits();
const eg::table &digits = halves.train, &held_out = halves.test;
const eg::table circles = eg::circles(400, eg::seed{1}), other_circles = eg::circles(200, eg::seed{2});

std::map<std::string, range> healthy;
template <const auto& Net, class Loss, class X>
void well(const char* name, const eg::dataset& data, const eg::dataset& other, const Loss& loss, const X& rule,
          int epochs) {
  const result r = train<Net>(data, other, loss, rule, epochs, 20);
  for (const auto& [figure, x] : r.seen) healthy[figure].add(x);
  std::printf("| %s | %d | %d |\n", name, r.seeds, r.told);
  std::fflush(stdout);
}
std::map<std::string, range> sick;
std::string provoked;
template <const auto& Net, class X>
void ill(const char* figure, const char* name, const X& rule, int epochs, const eg::dataset& data = digits) {
  const result r = train<Net>(data, held_out, eg::cross_entropy, rule, epochs, 5);
  if (*figure) sick[figure].add(r.seen.at(figure));
  std::string said;
  for (const auto& [first, n] : r.first)
    said += (said.empty() ? "" : ", ") + first + (n < r.seeds ? " (" + std::to_string(n) + ")" : "");
  provoked += std::string("| ") + name + " | " + said + " |\n";
}

void row(const char* figure, const char* says, const std::string& bound) {
  std::printf("| %s | %s | %s | %s |\n", says, healthy[figure].text().c_str(), bound.c_str(),
              sick[figure].text().c_str());
}
eg::table scaled(const eg::table& t, float by) {
  eg::table s = t;
  for (float& x : s.features) x *= by;
  return s;
}

}  // namespace

int main() {
  constexpr auto ce = eg::cross_entropy;
  constexpr auto bce = eg::binary_cross_entropy;
  std::printf("@healthy\n| training | seeds | told something at any step |\n|---|---|---|\n");
  well<two<eg::relu>>("digits, relu 32-32, `sgd{0.1}`, 20 epochs", digits, held_out, ce, eg::sgd{0.1}, 20);
  well<two<eg::relu>>("the same, `sgd{0.01}`", digits, held_out, ce, eg::sgd{0.01}, 20);
  well<two<eg::relu>>("the same, `momentum{0.01}`", digits, held_out, ce, eg::momentum{0.01}, 20);
  well<two<eg::relu>>("the same, `adam{1e-3}`", digits, held_out, ce, eg::adam{1e-3}, 20);
  well<two<eg::relu>>("the same, `adam{1e-2}`", digits, held_out, ce, eg::adam{1e-2}, 20);
  well<two<eg::tanh>>("tanh 32-32, `sgd{0.1}`", digits, held_out, ce, eg::sgd{0.1}, 20);
  well<two<eg::tanh>>("the same, `adam{1e-2}`", digits, held_out, ce, eg::adam{1e-2}, 20);
  well<two<eg::sigmoid>>("sigmoid 32-32, `adam{1e-3}`", digits, held_out, ce, eg::adam{1e-3}, 20);
  well<normed>("batch norm, relu 32-32, `sgd{0.1}`", digits, held_out, ce, eg::sgd{0.1}, 20);
  well<normed>("the same, `adam{1e-3}`", digits, held_out, ce, eg::adam{1e-3}, 20);
  well<one_hidden>("gelu 16, `adam{1e-3}`", digits, held_out, ce, eg::adam{1e-3}, 20);
  well<deep<eg::init::automatic, 6>>("tanh, six layers of 24, `adam{1e-3}`", digits, held_out, ce, eg::adam{1e-3}, 20);
  well<circle_relu>("circles, relu 16-16, `adam{1e-2}`, 40 epochs", circles, other_circles, bce, eg::adam{1e-2}, 40);
  well<circle_relu>("the same, `sgd{0.1}`", circles, other_circles, bce, eg::sgd{0.1}, 40);
  well<circle_tanh>("tanh 8-8, `sgd{0.3}`", circles, other_circles, bce, eg::sgd{0.3}, 40);

  ill<three<eg::relu, init_small>>("vanishing", "relu 32-32-32, weights from N(0, 0.01²), `sgd{0.1}`", eg::sgd{0.1}, 6);
  ill<three<eg::relu, init_small>>("vanishing", "the same, `adam{1e-3}`", eg::adam{1e-3}, 6);
  ill<three<eg::relu, init_large>>("values", "weights from N(0, 1), `sgd{1e-3}`", eg::sgd{1e-3}, 6);
  ill<three<eg::relu, init_large>>("first loss", "the same, `adam{1e-3}`", eg::adam{1e-3}, 6);
  ill<deep<init_large, 12>>("exploding", "tanh, twelve layers of 24, weights from N(0, 1), `adam{1e-3}`",
                            eg::adam{1e-3}, 6);
  ill<buried>("dead", "relu 32 with biases of −10, `sgd{0.1}`", eg::sgd{0.1}, 6);
  ill<steep>("saturated", "sigmoid 32-32, weights from N(0, 9), `adam{1e-3}`", eg::adam{1e-3}, 6);
  ill<two<eg::tanh, init_large>>("saturated", "tanh 32-32, weights from N(0, 1), `adam{1e-3}`", eg::adam{1e-3}, 6);
  ill<two<eg::relu, eg::init::zeros>>("symmetric", "relu 32-32, weights of 0, `sgd{0.1}`", eg::sgd{0.1}, 6);
  ill<two<eg::relu, init_same>>("symmetric", "weights of 0.1, `adam{1e-3}`", eg::adam{1e-3}, 6);
  ill<two<eg::relu>>("input", "pixels of 0 … 255, `sgd{0.1}`", eg::sgd{0.1}, 6, scaled(digits, 255));
  ill<two<eg::relu>>("input", "the same, `adam{1e-3}`", eg::adam{1e-3}, 6, scaled(digits, 255));
  ill<two<eg::relu>>("", "pixels of 0 … 1/255, `sgd{0.1}`", eg::sgd{0.1}, 6, scaled(digits, 1 / 255.f));
  ill<two<eg::relu>>("longest", "relu 32-32, `sgd{1}`", eg::sgd{1}, 12);
  ill<two<eg::relu>>("longest", "`sgd{3}`", eg::sgd{3}, 12);
  ill<two<eg::relu>>("longest", "`adam{0.1}`", eg::adam{0.1}, 12);
  ill<two<eg::tanh>>("longest", "tanh 32-32, `sgd{1}`", eg::sgd{1}, 12);
  ill<normed>("longest", "batch norm, relu 32-32, `sgd{5}`", eg::sgd{5}, 12);
  ill<two<eg::relu>>("", "relu 32-32, `sgd{1e38}`", eg::sgd{1e38}, 2);
  ill<two<eg::relu>>("shortest", "`sgd{1e-4}`", eg::sgd{1e-4}, 12);
  ill<two<eg::relu>>("shortest", "`adam{1e-6}`", eg::adam{1e-6}, 12);
  ill<two<eg::tanh>>("shortest", "tanh 32-32, `sgd{1e-4}`", eg::sgd{1e-4}, 12);
  eg::table mixed = digits, few = digits;
  const eg::generator drawn(eg::seed{5});
  for (std::size_t i = 0; i < mixed.targets.size(); ++i) mixed.targets[i] = float(drawn.word(i) % 10);
  ill<two<eg::relu>>("stuck", "targets drawn at random, `sgd{0.05}`", eg::sgd{0.05}, 6, mixed);
  ill<two<eg::relu>>("stuck", "the same, `adam{1e-3}`", eg::adam{1e-3}, 6, mixed);
  few.features.resize(64 * 40), few.targets.resize(40);
  ill<two<eg::relu>>("gap", "40 rows, `adam{1e-2}`, 100 epochs", eg::adam{1e-2}, 100, few);
  ill<two<eg::tanh>>("gap", "tanh, 40 rows, `sgd{0.1}`, 200 epochs", eg::sgd{0.1}, 200, few);
  ill<one_unit>("fall", "one unit of tanh, `adam{1e-2}`, 30 epochs", eg::adam{1e-2}, 30);
  std::printf("@provoked\n| training, five seeds | told first |\n|---|---|\n%s", provoked.c_str());

  const auto most = [](double x) { return "at most " + eg::figure_text(x); };
  const auto least = [](double x) { return "at least " + eg::figure_text(x); };
  std::printf("@bounds\n| figure | healthy | bound | provoked |\n|---|---|---|---|\n");
  row("input", "unscaled_input: root mean square of the largest feature",
      eg::figure_text(eg::least_input) + " … " + eg::figure_text(eg::most_input));
  row("symmetric", "symmetric: units of a layer that are alike in all steps but the first", most(eg::most_alike));
  row("exploding", "exploding: L' of a layer by that of the last", most(eg::most_gradient));
  row("values", "exploding: root mean square of a layer's values", most(eg::most_value));
  row("first loss", "exploding: the first loss by ln C", most(eg::most_first_loss));
  row("longest", "learning_rate_too_high: a step by the weights, the longest", most(eg::most_ratio));
  row("loss", "learning_rate_too_high: recent losses by the first", most(eg::most_growth));
  row("dead", "dead: units of a layer, as a share", most(eg::most_dead));
  row("saturated", "saturated: values of a layer, as a share", most(eg::most_saturated));
  row("vanishing", "vanishing: L' of a layer by that of the last", least(eg::least_gradient));
  row("shortest", "learning_rate_too_low: a step by the weights, first and recent", least(eg::least_ratio));
  row("stuck", "stuck: validation loss of epoch 4 by that of epoch 1, or ln C", most(1 - eg::near_blind));
  row("gap", "overfitting: validation loss less training loss, by the first loss", most(eg::most_gap));
  row("fall", "underfitting: fall of the loss over the last third, where it is over a fifth", least(eg::still_falling));
}
