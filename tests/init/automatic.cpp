#include <evengrad/evengrad.hpp>

#include "moments.hpp"

using namespace evengrad_test;
using boost::test_tools::tolerance;

namespace {

using eg::dense;

/// gain² of every weight that follows the graph, in the order of the formulas.
template <const auto& Net, class Loss = void, int I = 0>
std::vector<double> gains() {
  std::vector<double> all;
  for (const eg::parameter_info& p : eg::program_of<eg::checked<Net, Loss>, I>.parameters)
    if (p.init && p.init->follows_graph) all.push_back(p.scale.gain_square);
  return all;
}
void check(const std::vector<double>& got, const std::vector<double>& expected, double within = 5e-4) {
  BOOST_REQUIRE_EQUAL(got.size(), expected.size());
  for (std::size_t i = 0; i < got.size(); ++i) BOOST_TEST(got[i] == expected[i], tolerance(within));
}

/// 1/√(E[a²] E[a'²]) of a standard normal number, by sums over many small steps.
template <class F>
double balanced(F a) {
  double square = 0, slope = 0;
  const double h = 1e-3;
  for (double z = -12 + h / 2; z < 12; z += h) {
    const double w = std::exp(-z * z / 2) / std::sqrt(2 * std::acos(-1.)) * h, d = (a(z + 1e-5) - a(z - 1e-5)) / 2e-5;
    square += w * a(z) * a(z), slope += w * d * d;
  }
  return 1 / std::sqrt(square * slope);
}
const auto gelu = [](double z) { return z * std::erfc(-z / std::sqrt(2.)) / 2; };
const auto silu = [](double z) { return z / (1 + std::exp(-z)); };
const auto hyperbolic = [](double z) { return std::tanh(z); };

template <const auto& Activation>
constexpr auto behind = eg::input<40> | dense<60> | Activation | dense<50>;

constexpr auto leaky = eg::leaky_relu();
constexpr auto rectified = eg::input<30> | dense<200> | eg::relu | dense<100> | eg::relu | dense<10>;
constexpr auto normed = eg::input<30> | dense<40> | eg::layer_norm | dense<50> | eg::relu | eg::batch_norm | dense<60> |
                        eg::batch_norm | eg::relu | dense<10>;
constexpr auto dropped = eg::input<30> | dense<40> | eg::relu | eg::dropout(0.1) | dense<10>;
constexpr auto joined = eg::input<30> | eg::concat(dense<20> | eg::relu, dense<40> | eg::relu) | dense<10>;
constexpr auto shares = eg::input<30> | dense<40> | eg::softmax | dense<20> | eg::log_softmax | dense<10>;
constexpr auto pieces = eg::input<30> | eg::maxout_dense<40, 2> | dense<10>;
constexpr auto lengths = eg::input<30> | dense<40, eg::weight_norm<>> | eg::relu | dense<10, eg::weight_norm<>>;
constexpr auto rotated =
    eg::input<30> | dense<40> | eg::relu | dense<40, eg::init::automatic_of<eg::init::orthogonal<>>> | dense<3>;

template <auto Body>
constexpr auto many = eg::input<16> | dense<16> | eg::repeat<6>(Body) | dense<2>;
constexpr auto before = many<dense<16> | eg::relu>;
constexpr auto after = many<eg::relu | dense<16>>;
constexpr auto branches =
    many<eg::residual(eg::layer_norm | dense<32> | eg::relu | dense<16>) | eg::residual(dense<16> | eg::dropout(0.5))>;

template <int N>
constexpr auto stack(auto activation, auto x) {
  if constexpr (N == 0) return x;
  else return stack<N - 1>(activation, x | dense<64> | activation);
}
template <const auto& Activation>
constexpr auto deep = stack<20>(Activation, eg::input<64>) | dense<10>;

}  // namespace

BOOST_AUTO_TEST_SUITE(init)

BOOST_AUTO_TEST_CASE(rectifiers_get_what_he_says) {
  check(gains<rectified>(), {1, 2, 2}, 1e-12);
  eg::model<rectified, double> m{eg::seed{1}};
  check_normal(moments(m["dense_1.w"]), 1. / 30, 30 * 200);
  check_normal(moments(m["dense_2.w"]), 2. / 200, 200 * 100);
  check(gains<behind<leaky>>(), {1, 2 / (1 + 1e-4)}, 2e-4);
}

BOOST_AUTO_TEST_CASE(other_activations_get_the_mean_of_what_both_directions_ask_for) {
  check(gains<behind<eg::tanh>>(), {1, balanced(hyperbolic)});
  check(gains<behind<eg::gelu>>(), {1, balanced(gelu)});
  check(gains<behind<eg::silu>>(), {1, balanced(silu)});
}

BOOST_AUTO_TEST_CASE(behind_a_normalization_it_is_one) {
  check(gains<normed>(), {1, 1, 1, 2}, 1e-12);
  check(gains<normed, eg::cross_entropy_t>(), {1, 1, 1, 2}, 1e-12);
}

BOOST_AUTO_TEST_CASE(dropout_counts_in_the_program_that_infers_too) {
  check(gains<dropped>(), {1, 2 * 0.9}, 1e-12);
  check(gains<dropped, eg::cross_entropy_t>(), {1, 2 * 0.9}, 1e-12);
}

BOOST_AUTO_TEST_CASE(shares_of_a_whole_count_as_they_come) {
  const std::vector<double> g = gains<shares>();
  BOOST_TEST(g[0] == 1);
  for (double x : g) BOOST_TEST((x > 0 && x < 100));
}

BOOST_AUTO_TEST_CASE(parts_side_by_side_count_together) { check(gains<joined>(), {1, 1, 2}, 1e-12); }

BOOST_AUTO_TEST_CASE(the_largest_of_two_keeps_its_square) { check(gains<pieces>(), {1, 1}, 2e-2); }

BOOST_AUTO_TEST_CASE(a_length_follows_the_graph_for_the_direction) {
  check(gains<lengths>(), {1, 2}, 1e-12);
  eg::model<lengths, double> m{eg::seed{1}};
  BOOST_TEST(m["dense_2.g"](3) == std::sqrt(2.), tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(any_law_can_follow_the_graph) {
  eg::model<rotated, double> m{eg::seed{1}};
  double square = 0;
  for (int i = 0; i < 40; ++i) square += m["dense_2.w"](i, 7) * m["dense_2.w"](i, 7);
  BOOST_TEST(square == 2, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_copy_reads_what_the_one_before_hands_out) {
  check(gains<before>(), {1, 2}, 1e-12);
  check(gains<before, void, 1>(), {2}, 1e-12);
  check(gains<after, void, 1>(), {2}, 1e-12);
  check(gains<after>(), {1, 1}, 1e-12);
}

BOOST_AUTO_TEST_CASE(branches_that_add_up_end_smaller) {
  const auto& p = eg::program_of<eg::checked<branches, void>, 1>.parameters;
  std::vector<int> counted;
  for (const eg::parameter_info& q : p)
    if (q.init && q.init->follows_graph) counted.push_back(q.scale.branches);
  BOOST_TEST(counted == (std::vector<int>{1, 12, 12}), boost::test_tools::per_element());
  eg::model<branches, double> m{eg::seed{1}};
  check_normal(moments(m["repeat_1.1.dense_2.w"]), 2. / 32 / 12, 32 * 16);
}

BOOST_AUTO_TEST_CASE(deep_stacks_are_healthy) {
  static_assert(eg::healthy<deep<eg::relu>>());
  static_assert(eg::healthy<deep<eg::tanh>>());
  static_assert(eg::healthy<deep<eg::gelu>>());
  static_assert(eg::healthy<deep<eg::selu>>());
  static_assert(eg::healthy<deep<eg::softsign>>());
}

BOOST_AUTO_TEST_CASE(the_signal_is_that_of_the_weights_that_are_drawn) {
  const eg::signal_report r = eg::signal_of<rectified>();
  for (const eg::layer_signal& l : r.rows)
    if (r.layers[l.layer].name == "dense") BOOST_TEST(l.out.second == 1, tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()
