// Temperature scaling: the temperature that was hidden is found, as is the smallest loss; where none is best it fails.
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/train/temperature.hpp>

#include "../message.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(train)

namespace {

constexpr auto four = eg::input<4> | eg::reshape_to<4>;  // says what it is given

using evengrad_test::message;

/// Logits times a factor, and labels drawn by the probabilities before.
eg::table drawn(int rows, double factor) {
  eg::table t{{}, {}, 4, 1, 4};
  const eg::generator draw(eg::seed{5}, 0), chance(eg::seed{5}, 1);
  for (int r = 0; r < rows; ++r) {
    double z[4], sum = 0;
    for (int c = 0; c < 4; ++c) z[c] = 2 * draw.normal(std::uint64_t(4 * r + c)), sum += std::exp(z[c]);
    double left = chance.uniform<double>(std::uint64_t(r)) * sum;
    int label = 0;
    while (label < 3 && (left -= std::exp(z[label])) > 0) ++label;
    float x[4], y = float(label);
    for (int c = 0; c < 4; ++c) x[c] = float(factor * z[c] + 100);
    t.append(x, &y);
  }
  return t;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_factor_of_the_logits_is_found) {
  eg::model<four> m;
  double first = 0;
  for (const double factor : {1., 3., 0.2, 40.}) {
    const eg::table t = drawn(4000, factor);
    const double found = eg::temperature(m, t);
    if (factor == 1) first = found;
    BOOST_TEST(std::fabs(found / factor - 1) < 0.06, found);
    BOOST_TEST(std::fabs(found / (factor * first) - 1) < 1e-3, "the same but for the rounding of float");
    const auto nll = [&](double by) { return eg::calibration(m, t, 15, by).nll; };
    BOOST_TEST(nll(found) < nll(found * 1.001));
    BOOST_TEST(nll(found) < nll(found / 1.001));
    // Where it is smallest, the derivative is none.
    const double h = 1e-4 * found;
    BOOST_TEST(std::fabs(nll(found + h) - nll(found - h)) < 1e-9);
    if (factor == 3) BOOST_TEST(eg::calibration(m, t, 15, found).ece < 0.3 * eg::calibration(m, t).ece);
  }
}

BOOST_AUTO_TEST_CASE(two_rows_by_hand) {
  // Right with a gap of 2 three times, wrong once: p = 3/4 where 2 / T = log 3.
  const eg::logits_and_targets of{2, {0, -2, 0, -2, 0, -2, 0, -2}, {1, 0, 1, 0, 1, 0, 0, 1}};
  BOOST_TEST(std::fabs(eg::temperature(of) * std::log(3.) / 2 - 1) < 1e-12);
  // Gaps of any size.
  for (const double size : {1e-200, 1e-8, 1e8, 1e200}) {
    eg::logits_and_targets other = of;
    for (double& z : other.logits) z *= size;
    BOOST_TEST(std::fabs(eg::temperature(other) / size * std::log(3.) / 2 - 1) < 1e-12, size);
  }
  // A target that is a distribution.
  const eg::logits_and_targets soft{2, {0, -2}, {0.75, 0.25}};
  BOOST_TEST(std::fabs(eg::temperature(soft) * std::log(3.) / 2 - 1) < 1e-12);
  // One row of a million is wrong by a little.
  eg::logits_and_targets hardly{2, {}, {}};
  for (int i = 0; i < 1000; ++i)
    for (const double x : {0., i ? -50. : -1.})
      hardly.logits.push_back(x), hardly.targets.push_back(i ? x == 0 : x != 0);
  const double t = eg::temperature(hardly);
  BOOST_TEST(eg::calibration(hardly, 5, t).nll <= eg::calibration(hardly, 5, t * 1.01).nll);
  BOOST_TEST(eg::calibration(hardly, 5, t).nll <= eg::calibration(hardly, 5, t / 1.01).nll);
}

BOOST_AUTO_TEST_CASE(where_no_temperature_is_best_it_fails) {
  using rows = eg::logits_and_targets;
  BOOST_TEST(message([] { eg::temperature(rows{}); }).starts_with("temperature: no rows; "));
  BOOST_TEST(message([] {
               eg::temperature(rows{2, {0, 0, 0, 0}, {1, 0, 0, 1}});
             }) == "temperature: logits that are all equal; train the model first");
  BOOST_TEST(message([] {
               eg::temperature(rows{2, {0, -1, 0, -2}, {0, 1, 0, 1}});
             }).starts_with("temperature: logits that say less than chance; "));
  BOOST_TEST(message([] {
               eg::temperature(rows{2, {0, -1, 0, -1}, {0, 1, 1, 0}});
             }).starts_with("temperature: logits that say less than chance; "));
  BOOST_TEST(message([] {
               eg::temperature(rows{2, {0, -1, 0, -2}, {1, 0, 1, 0}});
             }).starts_with("temperature: every one of 2 rows is right; "));
  eg::model<four> m;
  BOOST_TEST(message([&] { eg::temperature(m, eg::dataset{}); }).starts_with("data: an empty set; "));
}

BOOST_AUTO_TEST_SUITE_END()
