// Scaling fitted to data: what comes out of it, what it says of the data, what it refuses, and what it is good for.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/data/digits.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/scaling.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/log1p.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/adapt.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <limits>

#include "../data/temporary.hpp"

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(train)

namespace {

constexpr eg::adapt_options keep{.constant = eg::constant_features::keep};

/// Mean and variance of each output, and the covariance of all, over the rows.
template <const auto& Net, class T>
eg::moments outputs_of(eg::model<Net, T>& m, const eg::dataset& data) {
  eg::moments of(m.outputs, true);
  std::vector<std::vector<double>> rows;
  for (int r = 0; r < data.rows(); ++r) {
    const T* y = m.predict(data.x.slice(r, 1));
    rows.emplace_back(y, y + m.outputs);
    of.add(rows.back().data());
  }
  of.settle();
  for (const auto& r : rows) of.add_deviations(r.data());
  of.finish();
  return of;
}

/// Features that depend on each other, of different means and sizes.
eg::table mixed(int rows) {
  eg::table t{{}, {}, 3, 1, 0};
  for (int r = 0; r < rows; ++r) {
    const float a = std::sin(1.7f * float(r)), b = std::cos(2.3f * float(r) + 1), c = std::sin(0.9f * float(r) + 2);
    const float x[] = {5 + a, -100 + 20 * a + 10 * b, 0.01f * (c - b)}, y = a;
    t.append(x, &y);
  }
  return t;
}

constexpr auto standard = eg::input<64> | eg::standardize;
constexpr auto in_range = eg::input<3> | eg::min_max<>;
constexpr auto both_sides = eg::input<3> | eg::min_max<-1, 1>;
constexpr auto centred = eg::input<3> | eg::centre;
constexpr auto white = eg::input<3> | eg::whiten;
constexpr auto white_pca = eg::input<3> | eg::whiten_pca;
constexpr auto twice = eg::input<3> | eg::standardize | eg::whiten;
constexpr auto lines = eg::input<4, 16> | eg::standardize;

}  // namespace

BOOST_AUTO_TEST_CASE(digits_have_mean_0_and_variance_1) {
  const auto [train, test] = eg::digits();
  eg::model<standard, double> m;
  const auto report = eg::adapt(m, train, keep);
  const eg::moments y = outputs_of(m, train);
  BOOST_TEST(report[0].constant.size() == 4u);
  for (int i = 0; i < 64; ++i) {
    BOOST_TEST(std::fabs(y.mean[std::size_t(i)]) < 1e-12);
    BOOST_TEST(std::fabs(y.variance[std::size_t(i)] - !y.constant(i)) < 1e-12);
  }
  for (const int i : report[0].constant) BOOST_TEST((y.low[std::size_t(i)] == 0 && y.high[std::size_t(i)] == 0));
  const eg::moments unseen = outputs_of(m, test);  // by the constants of the training set
  double most = 0;
  for (const double mean : unseen.mean) most = std::fmax(most, std::fabs(mean));
  BOOST_TEST((most > 1e-3 && most < 0.3));
}

BOOST_AUTO_TEST_CASE(a_feature_is_the_last_axis_over_all_lines) {
  const auto [train, test] = eg::digits();
  eg::model<lines, double> m;
  const auto report = eg::adapt(m, train);
  BOOST_TEST((report[0].mean.size() == 16u && report[0].rows == 4 * train.rows()));
  double sum = 0;
  for (int r = 0; r < train.rows(); ++r)
    for (int l = 0; l < 4; ++l) sum += double(train.features[std::size_t(64 * r + 16 * l + 5)]);
  BOOST_TEST(std::fabs(m["standardize_1.mean"](5) - sum / (4. * train.rows())) < 1e-12);
}

BOOST_AUTO_TEST_CASE(ranges_and_centres) {
  const eg::table data = mixed(50);
  eg::model<in_range, double> r;
  eg::model<both_sides, double> b;
  eg::model<centred, double> c;
  eg::adapt(r, data), eg::adapt(b, data), eg::adapt(c, data);
  const eg::moments x = outputs_of(r, data), y = outputs_of(b, data), z = outputs_of(c, data);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST((x.low[i] == 0 && x.high[i] == 1 && y.low[i] == -1 && y.high[i] == 1));
    BOOST_TEST(std::fabs(z.mean[i]) < 1e-12 * 100);
  }
}

BOOST_AUTO_TEST_CASE(white_features_have_covariance_1) {
  const eg::table data = mixed(200);
  eg::model<white, double> z;
  eg::model<white_pca, double> p;
  eg::model<twice, double> t;
  eg::adapt(z, data), eg::adapt(p, data);
  const auto report = eg::adapt(t, data);
  for (const eg::moments& y : {outputs_of(z, data), outputs_of(p, data), outputs_of(t, data)})
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) BOOST_TEST(std::fabs(y.covariance[3 * i + j] - (i == j)) < 1e-8);
  const auto w = z["whiten_1.w"];
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < i; ++j) BOOST_TEST(std::fabs(w(i, j) - w(j, i)) < 1e-9 * std::fabs(w(i, j)));
  BOOST_TEST(report.size() == 2u);  // the second layer sees what the first gives
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(std::fabs(report[1].deviation[i] - 1) < 1e-12);
}

namespace {
constexpr auto logarithms = eg::input<3> | eg::elementwise<eg::log1p_op>{} | eg::standardize;
struct first_t : eg::layer {
  static constexpr std::string_view name = "first";
  constexpr eg::symbol formula(eg::symbol x) const { return slice(x, 0, 1); }
};
struct others_t : eg::layer {
  static constexpr std::string_view name = "others";
  constexpr eg::symbol formula(eg::symbol x) const { return slice(x, 1, 2); }
};
constexpr auto apart = eg::input<3> | eg::concat(first_t{} | eg::centre, others_t{} | eg::min_max<>);
}  // namespace

BOOST_AUTO_TEST_CASE(layers_are_fitted_to_what_stands_in_front_of_them) {
  eg::table data = mixed(60);
  eg::model<apart, double> a;
  const auto report = eg::adapt(a, data);
  BOOST_TEST((report.size() == 2u && report[0].layer == "centre_1" && report[1].layer == "min_max_1"));
  BOOST_TEST((report[0].mean.size() == 1u && report[1].mean.size() == 2u));
  const eg::moments y = outputs_of(a, data);
  BOOST_TEST((std::fabs(y.mean[0]) < 1e-12 && y.low[1] == 0 && y.high[2] == 1));
  for (float& x : data.features) x = x < 0 ? -x : x;
  eg::model<logarithms, double> l;
  eg::adapt(l, data);
  double sum = 0;
  for (int r = 0; r < 60; ++r) sum += std::log1p(double(data.features[std::size_t(3 * r + 1)]));
  BOOST_TEST(std::fabs(l["standardize_1.mean"](1) - sum / 60) < 1e-12);
  const eg::moments z = outputs_of(l, data);
  for (std::size_t i = 0; i < 3; ++i)
    BOOST_TEST((std::fabs(z.mean[i]) < 1e-12 && std::fabs(z.variance[i] - 1) < 1e-12));
}

namespace {
constexpr auto pair = eg::input<2> | eg::standardize | eg::dense<1>;
eg::table of_pairs(const std::vector<float>& x) { return {x, std::vector<float>(x.size() / 2, 0), 2, 1, 0}; }
}  // namespace

BOOST_AUTO_TEST_CASE(the_condition_number_of_two_features_follows_from_their_correlation) {
  eg::model<pair> m;
  const auto report = eg::adapt(m, of_pairs({1, 10, -1, -10, 1, -10, -1, 10, 1, 10, -1, -10}));  // 4 of 6 agree: 1/3
  BOOST_TEST(std::fabs(report[0].condition - (1 + 1. / 3) / (1 - 1. / 3)) < 1e-12);
  BOOST_TEST((report[0].mean == std::vector<double>{0, 0}));
  BOOST_TEST(std::fabs(report[0].deviation[0] - 1) < 1e-14);
  BOOST_TEST(std::fabs(report[0].deviation[1] - 10) < 1e-13);
  BOOST_TEST((report[0].low[1] == -10 && report[0].high[1] == 10 && report[0].rows == 6));
  BOOST_TEST(std::isinf(eg::adapt(m, of_pairs({1, 2, 3, 6, 4, 8}))[0].condition));
  BOOST_TEST(std::isnan(eg::adapt(m, of_pairs({1, 2, 3, 6, 4, 8}), {.correlate = 1})[0].condition));
  BOOST_TEST(eg::text_of(report) ==
             "standardize_1: 6 rows of 2 features, 0 of them constant\n"
             "  means 0 … 0, deviations 1 … 10\n"
             "  condition number of the correlations 2\n");
}

namespace {
template <class Model>
std::vector<float> numbers_of(Model& m) {
  std::vector<float> all(m.weights(), m.weights() + m.weight_count());
  all.insert(all.end(), m.states(), m.states() + m.state_count());
  return all;
}
/// Fails with these words, and the model keeps every bit.
template <const auto& Net>
void refuses(const eg::table& data, says words) {
  eg::model<Net> m{eg::seed{1}};
  const std::vector<float> before = numbers_of(m);
  BOOST_CHECK_EXCEPTION(eg::adapt(m, data), eg::error, words);
  const std::vector<float> after = numbers_of(m);
  BOOST_TEST(std::memcmp(before.data(), after.data(), before.size() * sizeof(float)) == 0);
}
constexpr auto white_pair = eg::input<2> | eg::standardize | eg::whiten;
constexpr auto range_pair = eg::input<2> | eg::min_max<>;
constexpr auto log_pair = eg::input<2> | eg::elementwise<eg::log1p_op>{} | eg::centre;
}  // namespace

BOOST_AUTO_TEST_CASE(what_cannot_be_scaled_is_refused) {
  const float nan = std::numeric_limits<float>::quiet_NaN(), endless = std::numeric_limits<float>::infinity();
  refuses<pair>(of_pairs({1, 7, 2, 7, 4, 7}), says("adapt, standardize_1: feature 1 is 7 in all 3 rows; leave it out"));
  refuses<pair>(of_pairs({1, 7, 1, 7}), says("feature 0 is 1 in all 2 rows, and 1 more are constant"));
  refuses<pair>(of_pairs({1, 2}), says("feature 0 is 1 in all 1 rows"));
  refuses<white_pair>(of_pairs({1, 2, 2, 4, 5, 10}), says("adapt, whiten_1: 1 of 2 directions have no variance"));
  refuses<pair>(of_pairs({1, 2, 3, nan}), says("data, row 1 of the features, column 1"));
  refuses<pair>(of_pairs({1, 2, endless, 3}), says("data, row 1 of the features, column 0"));
  refuses<log_pair>(of_pairs({1, 2, 1, -3}), says("adapt, centre_1: it sees no finite number in row 1, element 1"));
  refuses<range_pair>(of_pairs({1, 3e38f, 2, -3e38f, 4, 3e38f}), says("adapt, min_max", "beyond"));
  refuses<pair>(of_pairs({}), says("no rows of features"));
  refuses<pair>(eg::table{{1, 2, 3}, {0}, 3, 1, 0}, says("3 features a row"));
}

BOOST_AUTO_TEST_CASE(a_constant_feature_is_divided_by_1_where_that_is_allowed) {
  eg::model<pair> m;
  eg::adapt(m, of_pairs({1, 7, 3, 7}), keep);
  BOOST_TEST((m["standardize_1.deviation"](1) == 1 && m["standardize_1.mean"](1) == 7));
  eg::model<white_pair, double> w;
  eg::adapt(w, of_pairs({1, 2, 2, 4, 5, 10}), keep);
  for (int i = 0; i < 2; ++i) BOOST_TEST(std::isfinite(w["whiten_1.w"](i, 0)));
  eg::model<centred> c;  // which divides by nothing, and so has nothing to refuse
  eg::adapt(c, eg::table{{1, 2, 3, 1, 2, 3}, {0, 0}, 3, 1, 0});
  BOOST_TEST(c["centre_1.mean"](2) == 3);
}

BOOST_AUTO_TEST_CASE(a_network_that_was_not_fitted_says_so) {
  const eg::table data = of_pairs({1, 2, 3, 5, 7, 1});
  eg::model<pair> m;
  const says words("standardize_1.mean has not seen the training data; call eg::adapt(model, train) before");
  BOOST_CHECK_EXCEPTION(eg::fit(m, data, eg::mse, eg::sgd{}), eg::error, words);
  BOOST_CHECK_EXCEPTION(m.predict(data.view().x), eg::error, words);
  eg::optimizer<float, eg::sgd> rule(eg::sgd{});
  BOOST_CHECK_EXCEPTION(m.step(eg::mse, data.features.data(), data.targets.data(), 3, rule), eg::error, words);
  eg::adapt(m, data);
  BOOST_CHECK_NO_THROW(m.predict(data.view().x));
}

BOOST_AUTO_TEST_CASE(training_leaves_the_constants_as_they_are) {
  const eg::table data = mixed(40);
  static constexpr auto net = eg::input<3> | eg::standardize | eg::dense<4> | eg::tanh | eg::dense<1>;
  eg::model<net> m{eg::seed{2}};
  eg::adapt(m, data);
  const std::vector<float> before(m.states(), m.states() + m.state_count());
  eg::fit(m, data, eg::mse, eg::adam{}, {.batch = 8, .epochs = 3, .show = false});
  BOOST_TEST(std::memcmp(before.data(), m.states(), before.size() * sizeof(float)) == 0);
}

// What it is good for. LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", sections 4.3 and 5.

namespace {
/// Inputs that are all positive, of different spread; the target is a linear function of them.
eg::table slope(int rows) {
  eg::table t{{}, {}, 2, 1, 0};
  for (int r = 0; r < rows; ++r) {
    const float a = std::sin(1.7f * float(r)), b = std::cos(2.9f * float(r) + 1);
    const float x[] = {3 + a, 2 + 0.5f * b}, y = 2 * a - b;
    t.append(x, &y);
  }
  return t;
}
constexpr auto raw_line = eg::input<2> | eg::dense<1, eg::init::zeros>;
constexpr auto centred_line = eg::input<2> | eg::centre | eg::dense<1, eg::init::zeros>;
constexpr auto standard_line = eg::input<2> | eg::standardize | eg::dense<1, eg::init::zeros>;

template <const auto& Net>
eg::model<Net, double> fitted_to(const eg::table& data) {
  eg::model<Net, double> m;
  if constexpr (eg::has_scaling<Net>) eg::adapt(m, data);
  return m;
}
/// Steps of gradient descent to a loss of 1e-4 at the best of many learning rates.
template <const auto& Net>
int steps_to_fit(const eg::table& data) {
  const std::vector<double> x(data.features.begin(), data.features.end()), y(data.targets.begin(), data.targets.end());
  int best = 1 << 20;
  for (double rate = 1; rate > 1e-3; rate *= 0.9) {
    eg::model<Net, double> m = fitted_to<Net>(data);
    eg::optimizer<double, eg::sgd> rule(eg::sgd{.learning_rate = rate});
    double loss = 1;
    int steps = 0;
    while (loss > 1e-4 && loss < 1e3 && steps < best)
      loss = m.fused_step(eg::mse, x.data(), y.data(), data.rows(), rule), ++steps;
    if (loss <= 1e-4 && steps < best) best = steps;
  }
  return best;
}
/// The share of single rows whose gradients of both weights have one sign.
template <const auto& Net>
double rows_of_one_sign(const eg::table& data) {
  eg::model<Net, double> m = fitted_to<Net>(data);
  int same = 0;
  for (int r = 0; r < data.rows(); ++r) {
    const double x[] = {data.features[std::size_t(2 * r)], data.features[std::size_t(2 * r + 1)]},
                 y[] = {data.targets[std::size_t(r)]};
    m.differentiate(eg::mse, x, y, 1);
    same += m.gradient("dense_1.w")(0) * m.gradient("dense_1.w")(1) > 0;
  }
  return double(same) / data.rows();
}
}  // namespace

BOOST_AUTO_TEST_CASE(weights_of_positive_inputs_move_in_one_direction_each_row) {
  const eg::table data = slope(400);
  BOOST_TEST(rows_of_one_sign<raw_line>(data) == 1);  // north-east or south-west: the zig-zag
  BOOST_TEST(std::fabs(rows_of_one_sign<centred_line>(data) - 0.5) < 0.1);
}

BOOST_AUTO_TEST_CASE(centred_inputs_of_equal_variance_need_fewer_steps) {
  const eg::table data = slope(400);
  const int raw = steps_to_fit<raw_line>(data), centre = steps_to_fit<centred_line>(data),
            standard_ = steps_to_fit<standard_line>(data);
  BOOST_TEST_MESSAGE("steps to a loss of 1e-4: " << raw << " as they are, " << centre << " centred, " << standard_
                                                 << " standardized");
  BOOST_TEST(raw > 20 * centre);
  BOOST_TEST(centre > 2 * standard_);
}

namespace {
constexpr auto of_raw = eg::input<64> | eg::dense<256, eg::init::lecun_normal>;
constexpr auto of_standard = eg::input<64> | eg::standardize | eg::dense<256, eg::init::lecun_normal>;
}  // namespace

BOOST_AUTO_TEST_CASE(what_the_second_layer_of_the_digits_sees_has_mean_0_and_variance_1) {
  const auto [train, test] = eg::digits();
  const auto look = [&](auto& m) {
    const eg::moments y = outputs_of(m, train);
    double mean = 0, apart = 0, variance = 0;
    for (int i = 0; i < 256; ++i) mean += y.mean[std::size_t(i)] / 256, variance += y.variance[std::size_t(i)] / 256;
    for (int i = 0; i < 256; ++i) apart = std::fmax(apart, std::fabs(y.mean[std::size_t(i)]));
    return std::array{mean, apart, variance};
  };
  eg::model<of_raw> raw{eg::seed{4}};
  eg::model<of_standard> scaled{eg::seed{4}};
  eg::adapt(scaled, train, keep);
  const auto [mean, apart, variance] = look(scaled);
  BOOST_TEST(apart < 1e-5);  // every unit's mean
  BOOST_TEST(std::fabs(mean) < 1e-6);
  BOOST_TEST(std::fabs(variance - 60. / 64) < 0.06);  // four of 64 features are constant
  const auto before = look(raw);
  BOOST_TEST(before[1] > 0.5);
  BOOST_TEST(before[2] < 0.2);
}

BOOST_AUTO_TEST_SUITE_END()
