#include <evengrad/combinator/scan.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/kernel/threads.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/gru_cell.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/lstm_cell.hpp>
#include <evengrad/layer/range.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/rnn_cell.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/signal/healthy.hpp>

#include <cmath>

#include "built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

namespace {

struct grows : eg::cell {
  static constexpr std::string_view name = "grows";
  static constexpr std::array<int, 1> state{4};
  constexpr eg::symbol formula(eg::symbol x, eg::symbol h) const {
    return matmul(h, x.parameter("w", {4, 5}, eg::init::orthogonal<>{}));
  }
};
struct normalizes : eg::cell {
  static constexpr std::string_view name = "normalizes";
  static constexpr std::array<int, 1> state{3};
  constexpr eg::symbol formula(eg::symbol x, eg::symbol h) const { return apply(eg::batch_norm, x + h); }
};
struct drops : eg::cell {
  static constexpr std::string_view name = "drops";
  static constexpr std::array<int, 1> state{3};
  constexpr eg::symbol formula(eg::symbol x, eg::symbol h) const { return apply(eg::dropout(0.5), x) + h; }
};

constexpr auto whole = eg::input<6, 2> | eg::scan_all(eg::rnn_cell<3>) | eg::flatten;
constexpr auto kept = eg::input<6, 2> | eg::scan_all<eg::keep_lengths<3, 2>>(eg::rnn_cell<3>) | eg::flatten;
constexpr auto cut = eg::input<6, 2> | eg::scan_all<eg::truncate<2>>(eg::rnn_cell<3>) | eg::flatten;
// A row is three steps of two features, and behind them the state that they begin with: h and c.
constexpr auto carried = eg::input<3 * 2 + 8> | eg::tap<"row"> | eg::range<6, 8> | eg::tap<"start"> | eg::from<"row"> |
                         eg::range<0, 6> | eg::reshape_to<3, 2> |
                         eg::scan_all<eg::begin_with<"start">>(eg::lstm_cell<4>) | eg::flatten;
constexpr auto at_once = eg::input<6, 2> | eg::scan_all(eg::lstm_cell<4>) | eg::flatten;
constexpr auto plain = eg::input<20, 3> | eg::scan(eg::rnn_cell<200>);
constexpr auto gated = eg::input<20, 3> | eg::scan(eg::gru_cell<100>);
constexpr auto dropped = eg::input<4, 3> | eg::scan(drops{});
constexpr auto wide = eg::input<7, 20> | eg::scan_all(eg::gru_cell<40>) | eg::scan(eg::lstm_cell<33>) | eg::dense<5>;

std::vector<double> numbers(int count, double phase) {
  std::vector<double> v;
  for (int i = 0; i < count; ++i) v.push_back(std::sin(1.7 * i + phase));
  return v;
}

/// One row by hand: the states, and back propagation through time, where adjoints of the state end at every `cut_at`
/// steps.
struct by_hand {
  double read[6][3], h[7][3]{}, adjoint[6][3];            // adjoint: of the state behind a step
  std::vector<double> gradient = std::vector<double>(9);  // of w_h

  template <class Model>
  by_hand(Model& m, const std::vector<double>& x, const std::vector<double>& target, int cut_at) {
    const auto w_x = m["rnn_1.w_x"], w_h = m["rnn_1.w_h"], b = m["rnn_1.b"];
    for (int t = 0; t < 6; ++t)
      for (int i = 0; i < 3; ++i) {
        read[t][i] = b(i);
        for (int k = 0; k < 2; ++k) read[t][i] += x[std::size_t(2 * t + k)] * w_x(k, i);
        double a = read[t][i];
        for (int k = 0; k < 3; ++k) a += h[t][k] * w_h(k, i);
        h[t + 1][i] = std::tanh(a);
      }
    double d[3]{};
    for (int t = 5; t >= 0; --t) {
      double a[3], back[3]{};
      if ((t + 1) % cut_at == 0) d[0] = d[1] = d[2] = 0;
      for (int i = 0; i < 3; ++i) {
        const double y = h[t + 1][i];
        adjoint[t][i] = d[i] + 2. / 18 * (y - target[std::size_t(3 * t + i)]);
        a[i] = adjoint[t][i] * (1 - y * y);
      }
      for (int k = 0; k < 3; ++k)
        for (int i = 0; i < 3; ++i) gradient[std::size_t(3 * k + i)] += h[t][k] * a[i], back[k] += a[i] * w_h(k, i);
      for (int k = 0; k < 3; ++k) d[k] = back[k];
    }
  }
  /// Ω as a function of the weights of each step alone.
  double omega(const std::vector<double>& w) const {
    double sum = 0;
    for (int t = 0; t < 6; ++t) {
      double a[3], before = 0, behind = 0;
      for (int i = 0; i < 3; ++i) {
        double z = read[t][i];
        for (int k = 0; k < 3; ++k) z += h[t][k] * w[std::size_t(3 * k + i)];
        a[i] = adjoint[t][i] * (1 - std::tanh(z) * std::tanh(z)), behind += adjoint[t][i] * adjoint[t][i];
      }
      for (int k = 0; k < 3; ++k) {
        double back = 0;
        for (int i = 0; i < 3; ++i) back += a[i] * w[std::size_t(3 * k + i)];
        before += back * back;
      }
      sum += (std::sqrt(before / behind) - 1) * (std::sqrt(before / behind) - 1);
    }
    return sum;
  }
};
template <const auto& Net>
void check_by_hand(int cut_at) {
  eg::model<Net, double> m(eg::seed(5));
  const auto x = numbers(12, 0.2), target = numbers(18, 0.4);
  m.differentiate(eg::mse, x.data(), target.data(), 1);
  const auto expected = by_hand(m, x, target, cut_at).gradient;
  const eg::entry& e = m.entries()[2];
  BOOST_TEST(e.name == "rnn_1.w_h");
  for (int i = 0; i < 9; ++i) BOOST_TEST(std::fabs(m.gradient(e)(i) - expected[std::size_t(i)]) <= 1e-15);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(any_number_of_steps_is_one_node) {
  const built few(eg::input<3, 2> | eg::scan(eg::lstm_cell<4>)), many(eg::input<9999, 2> | eg::scan(eg::lstm_cell<4>));
  BOOST_TEST(few.g.nodes.size() == many.g.nodes.size());
  BOOST_TEST(many.count(eg::kind::call) == 1);
  BOOST_TEST((many.out() == eg::shape{4}));
  BOOST_TEST((built(eg::input<9, 2> | eg::scan_all(eg::lstm_cell<4>)).out() == eg::shape{9, 4}));
  BOOST_TEST(many.g.calls[0].count == 9999);
  BOOST_TEST(many.g.calls[0].shared);
  BOOST_TEST(many.g.calls[0].state == 8);
}

BOOST_AUTO_TEST_CASE(parameters_belong_to_the_cell) {
  std::string names;
  const eg::model<wide, float> m(eg::seed(1));
  for (const eg::entry& e : m.entries()) names += e.name + " ";
  BOOST_TEST(names == "gru_1.w_x gru_1.b gru_1.w_h gru_1.b_h lstm_1.w_x lstm_1.b lstm_1.w_h dense_1.w dense_1.b ");
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused) {
  const auto wrong = [](const auto& net) { return built(net).g.wrong; };
  BOOST_TEST((wrong(eg::input<6> | eg::scan(eg::rnn_cell<3>)).what == eg::fault::scan_needs_steps_by_features));
  const eg::problem p = wrong(eg::input<6, 2> | eg::scan(grows{}));
  BOOST_TEST((p.what == eg::fault::cell_must_keep_its_state));
  BOOST_TEST(p.expected == 4);
  BOOST_TEST(p.got == 5);
  BOOST_TEST((wrong(eg::input<6, 3> | eg::scan(normalizes{})).what == eg::fault::state_inside_a_shared_repeat));
  BOOST_TEST(
      (wrong(eg::input<6, 3> | eg::scan<eg::begin_with<"h">>(eg::rnn_cell<3>)).what == eg::fault::tap_name_is_unknown));
  BOOST_TEST((wrong(eg::input<6, 2> | eg::tap<"h"> | eg::scan<eg::begin_with<"h">>(eg::rnn_cell<3>)).what ==
              eg::fault::cell_must_keep_its_state));
}

BOOST_AUTO_TEST_CASE(adjoints_go_back_through_time_or_are_cut) {
  check_by_hand<whole>(6);
  check_by_hand<cut>(2);
}

BOOST_AUTO_TEST_CASE(a_penalty_keeps_adjoints_as_long_as_they_are) {
  eg::model<kept, double> m(eg::seed(5));
  const auto x = numbers(12, 0.2), target = numbers(18, 0.4);
  m.differentiate(eg::mse, x.data(), target.data(), 1);
  const by_hand without(m, x, target, 6);
  std::vector<double> w;
  for (int i = 0; i < 9; ++i) w.push_back(m["rnn_1.w_h"](i));
  for (std::size_t i = 0; i < 9; ++i) {
    const double h = 1e-6, at = w[i];
    w[i] = at + h;
    const double up = without.omega(w);
    w[i] = at - h;
    const double down = without.omega(w);
    w[i] = at;
    const double added = m.gradient("rnn_1.w_h")(int(i)) - without.gradient[i];
    BOOST_TEST(std::fabs(added - 1.5 * (up - down) / (2 * h)) <= 1e-8);
    BOOST_TEST(std::fabs(added) > 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(a_state_is_carried_from_one_part_of_a_sequence_to_the_next) {
  eg::model<at_once, double> all(eg::seed(5));
  eg::model<carried, double> part(eg::seed(5));
  for (std::size_t i = 0; i < all.entries().size(); ++i)
    for (int j = 0; j < all.entries()[i].dims.size(); ++j)
      part.view(part.entries()[i])(j) = all.view(all.entries()[i])(j);
  const auto x = numbers(12, 0.2);
  const double* expected = all.predict(x.data(), 1);
  std::vector<double> state(8, 0.), target(12, 0.);
  for (int chunk = 0; chunk < 2; ++chunk) {
    std::vector<double> row(x.begin() + 6 * chunk, x.begin() + 6 * (chunk + 1));
    row.insert(row.end(), state.begin(), state.end());
    part.differentiate(eg::watching<"lstm_1.states_1">(eg::mse), row.data(), target.data(), 1);
    const auto states = part.output("lstm_1.states_1");
    for (int t = 0; t < 3; ++t)
      for (int i = 0; i < 4; ++i)
        BOOST_TEST(std::fabs(states(0, (t + 1) * 8 + i) - expected[(3 * chunk + t) * 4 + i]) <= 1e-15);
    for (int i = 0; i < 8; ++i) state[std::size_t(i)] = states(0, 3 * 8 + i);
  }
}

BOOST_AUTO_TEST_CASE(each_step_draws_its_own_random_numbers) {
  eg::model<dropped, double> m(eg::seed(5));
  const std::vector<double> x(12, 1.), target(3, 0.);
  m.differentiate(eg::watching<"drops_1.states_1">(eg::mse), x.data(), target.data(), 1);
  const auto states = m.output("drops_1.states_1");
  int differ = 0;
  for (int t = 0; t < 3; ++t)
    for (int i = 0; i < 3; ++i)
      differ +=
          states(0, 3 * (t + 2) + i) - states(0, 3 * (t + 1) + i) != states(0, 3 * (t + 1) + i) - states(0, 3 * t + i);
  BOOST_TEST(differ > 0);
  BOOST_TEST(m.predict(x.data(), 1)[0] == 4, "to infer, all pass");
}

BOOST_AUTO_TEST_CASE(threads_do_not_change_a_bit) {
  eg::model<wide, float> one(eg::seed(5)), three(eg::seed(5), eg::threads(3));
  std::vector<float> x, target;
  for (double v : numbers(257 * 140, 0.3)) x.push_back(float(v));
  for (double v : numbers(257 * 5, 0.7)) target.push_back(float(v));
  BOOST_TEST(one.differentiate(eg::mse, x.data(), target.data(), 257) ==
             three.differentiate(eg::mse, x.data(), target.data(), 257));
  BOOST_TEST(std::equal(one.gradients(), one.gradients() + one.weight_count(), three.gradients()));
}

template <const auto& Net>
void check_signal() {
  eg::model<Net, double> m(eg::seed(5));
  const eg::generator g(eg::seed(3), 1);
  std::vector<double> x;
  for (int i = 0; i < 64 * m.inputs; ++i) x.push_back(double(g.normal(std::uint64_t(i))));
  double square = 0;
  const double* y = m.predict(x.data(), 64);
  for (int r = 0; r < 64; ++r)
    for (int i = 0; i < m.outputs; ++i) square += y[r * m.stride() + i] * y[r * m.stride() + i] / 64 / m.outputs;
  const eg::signal_report report = eg::signal_of<Net>();
  BOOST_TEST(report.rows[0].out.second / square > 0.9);
  BOOST_TEST(report.rows[0].out.second / square < 1.1);
}
BOOST_AUTO_TEST_CASE(signals_are_followed_through_time) {
  check_signal<plain>();
  check_signal<gated>();
}

BOOST_AUTO_TEST_SUITE_END()
