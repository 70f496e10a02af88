// Rates of layers: by kind, by name, at once for many rounds.
#include <boost/test/unit_test.hpp>
#include <evengrad/prune/prune_rates.hpp>

#include "../message.hpp"

namespace eg = evengrad;
using evengrad_test::message;

namespace {

/// dense_1, repeat_1.1.dense_1, repeat_1.2.dense_1, a norm, dense_2 with a bias.
eg::weight_mask mask() {
  using enum eg::parameter_kinds;
  const auto at = [](int i) { return std::int64_t(i) * 64; };
  return eg::weight_mask(std::vector<eg::parameter_place>{{"dense_1.w", at(0), 4, 4, weights},
                                                          {"repeat_1.1.dense_1.w", at(1), 4, 4, weights},
                                                          {"repeat_1.2.dense_1.w", at(2), 4, 4, weights},
                                                          {"batch_norm_1.gamma", at(3), 1, 4, scales},
                                                          {"dense_2.w", at(4), 4, 4, weights},
                                                          {"dense_2.b", at(5), 1, 4, shifts}});
}
const std::vector<char> output{0, 0, 0, 0, 1, 0};
std::vector<double> rates(const eg::prune_rates& r) { return eg::rates_of(r, mask(), output); }
std::string failure(const eg::prune_rates& r) {
  return message([&] { rates(r); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(rates_by_kind_and_name) {
  using list = std::vector<double>;
  BOOST_TEST(rates({}) == (list{0.2, 0.2, 0.2, 0, 0.1, 0}), boost::test_tools::per_element());
  BOOST_TEST(rates({.rate = 0.5, .output = 0.2}) == (list{0.5, 0.5, 0.5, 0, 0.1, 0}), boost::test_tools::per_element());
  BOOST_TEST(
      rates({.layers = {{"dense_2", 0.3}, {"repeat_1", 0.4}, {"repeat_1.2", 0}}}) == (list{0.2, 0.4, 0, 0, 0.3, 0}),
      boost::test_tools::per_element());
  BOOST_TEST(rates({.layers = {{"dense_1.w", 0.9}}}) == (list{0.9, 0.2, 0.2, 0, 0.1, 0}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(many_rounds_at_once) {
  const eg::prune_rates once = eg::one_shot({.rate = 0.2, .output = 0.5, .layers = {{"a", 0.3}, {"b", 0}}}, 7);
  const auto is_small = [](double x) { return std::fabs(x) < 1e-15; };
  BOOST_TEST(is_small(once.rate - (1 - std::pow(0.8, 7))));
  BOOST_TEST(is_small(once.rate * once.output - (1 - std::pow(0.9, 7))));
  BOOST_TEST(is_small(once.layers[0].second - (1 - std::pow(0.7, 7))));
  BOOST_TEST(once.layers[1].second == 0);
  BOOST_TEST(eg::one_shot({}, 1).rate == 0.2);
  BOOST_TEST(message([] { eg::one_shot({}, 0); }) == "one_shot: 0 rounds; give at least one");
}

BOOST_AUTO_TEST_CASE(rates_that_are_none) {
  const char* cure = "; give a rate between 0 and 1, as 0.2 for a fifth of what is left";
  BOOST_TEST(failure({.rate = 0}) == std::string("prune_rates.rate: 0.000000") + cure);
  BOOST_TEST(failure({.rate = 1}) == std::string("prune_rates.rate: 1.000000") + cure);
  BOOST_TEST(failure({.rate = -0.1}).find("prune_rates.rate: -0.1") == 0u);
  BOOST_TEST(failure({.rate = std::nan("")}).find("prune_rates.rate: ") == 0u);
  BOOST_TEST(failure({.rate = 0.6, .output = 2}).find("prune_rates.output, times the rate: 1.2") == 0u);
  BOOST_TEST(failure({.output = 0}).find("prune_rates.output, times the rate: 0.0") == 0u);
  BOOST_TEST(failure({.layers = {{"dense_1", 1}}}).find("prune_rates.layers, dense_1: 1.0") == 0u);
  BOOST_TEST(failure({.layers = {{"dense_1", -0.5}}}).find("prune_rates.layers, dense_1: -0.5") == 0u);
}

BOOST_AUTO_TEST_CASE(names_of_no_weights) {
  BOOST_TEST(failure({.layers = {{"dense_3", 0.1}}}) ==
             "prune_rates.layers: no weights are called \"dense_3\"; name a layer or a parameter of dense_1.w, "
             "repeat_1.1.dense_1.w, repeat_1.2.dense_1.w, dense_2.w");
  for (const char* name : {"dense_2.b", "batch_norm_1", "dense", ""})
    BOOST_TEST(failure({.layers = {{name, 0.1}}}).find("prune_rates.layers: no weights are called") == 0u);
  BOOST_TEST(failure({.layers = {{"dense_1", 0}, {"repeat_1", 0}, {"dense_2", 0}}}) ==
             "prune: every layer is left alone; take away one of prune_rates.layers");
}

BOOST_AUTO_TEST_SUITE_END()
