// Each check of the recipe, right and wrong; the model stays as it was.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/data/circles.hpp>
#include <evengrad/diagnose/recipe.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include <boost/test/unit_test.hpp>
#include <cstring>

namespace eg = evengrad;
using eg::outcome;

namespace {

/// Adds to each row a tenth of the mean of all rows: what a wrong reshape does.
struct mixing : eg::layer {
  static constexpr std::string_view name = "mixing";
  constexpr eg::symbol formula(eg::symbol x) const { return x + 0.1 * eg::batch_sum(x); }
};

constexpr auto net = eg::input<2> | eg::dense<12> | eg::tanh | eg::dense<1>;
constexpr auto normed =
    eg::input<2> | eg::dense<12, eg::init::he_normal, void> | eg::batch_norm | eg::tanh | eg::dense<1>;
constexpr auto mixed = eg::input<2> | eg::dense<12> | mixing{} | eg::tanh | eg::dense<1>;
constexpr auto linear = eg::input<2> | eg::dense<1>;

constexpr auto wide = eg::input<2> | eg::dense<12> | eg::tanh | eg::dense<2>;

constexpr eg::adam rule{.learning_rate = 0.03};
constexpr eg::recipe_options quick{.batch = 16, .seed = eg::seed{1}, .steps = 50, .small = 6, .small_steps = 120};
const eg::table data = eg::circles(128, eg::seed{1}, {.noise = 0.05});

template <const auto& Net = net, class Loss = eg::binary_cross_entropy_t>
eg::recipe_report report_of(const eg::table& t, double rate = rule.learning_rate, Loss loss = {}, double scale = 1) {
  eg::model<Net> m{eg::seed{2}};
  for (std::int64_t i = 0; i < m.weight_count(); ++i) m.weights()[i] *= float(scale);
  const auto r = eg::recipe(m, t, loss, eg::adam{.learning_rate = rate}, quick);
  BOOST_TEST_MESSAGE(eg::text(r));
  return r;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(where_all_is_well_all_is_ok) {
  const eg::recipe_report r = report_of(data);
  BOOST_CHECK(r.worst() == outcome::ok);
  BOOST_TEST(r.checks.size() == 10u);
  BOOST_TEST(r.guess == std::log(2.), boost::test_tools::tolerance(1e-6));
  BOOST_CHECK(r.learning_rate > 0.003 && r.learning_rate < 0.3);
  for (const eg::recipe_check& c : r.checks) BOOST_CHECK(c.cure.empty() && !c.figure.empty());
}

BOOST_AUTO_TEST_CASE(the_model_stays_as_it_is) {
  eg::model<normed> m{eg::seed{2}};
  const auto bits = [&] {
    std::vector<float> all(m.weights(), m.weights() + m.weight_count());
    all.insert(all.end(), m.states(), m.states() + m.state_count());
    return all;
  };
  const std::vector<float> before = bits();
  const auto step = m.steps();
  const eg::recipe_report r = eg::recipe(m, data, eg::binary_cross_entropy, rule, quick),
                          again = eg::recipe(m, data, eg::binary_cross_entropy, rule, quick);
  const std::vector<float> after = bits();
  BOOST_CHECK(std::memcmp(before.data(), after.data(), before.size() * sizeof(float)) == 0 && m.steps() == step);
  BOOST_TEST(eg::text(r) == eg::text(again));
  BOOST_CHECK(r["rows are apart"].found == outcome::ok);
  BOOST_TEST(r["rows are apart"].figure.find("but for batch_norm_1") == 0u);
}

BOOST_AUTO_TEST_CASE(rows_that_see_each_other) {
  const eg::recipe_report r = report_of<mixed>(data);
  BOOST_CHECK(r["rows are apart"].found == outcome::wrong);
  BOOST_CHECK(report_of(data)["rows are apart"].found == outcome::ok);
}

BOOST_AUTO_TEST_CASE(weights_that_are_too_large_for_the_first_loss) {
  BOOST_CHECK(report_of(data, 0.03, eg::binary_cross_entropy, 20)["loss at the start"].found == outcome::wrong);
}

// All losses are NaN, again and again the same.
BOOST_AUTO_TEST_CASE(losses_that_are_not_numbers_repeat_themselves) {
  const eg::recipe_report r = report_of(data, 0.03, eg::binary_cross_entropy, 3e38);
  BOOST_TEST(std::isnan(r.first_loss));
  BOOST_CHECK(r["seeds"].found == outcome::ok && r["loss at the start"].found == outcome::wrong);
  BOOST_CHECK(r["learning rate"].found == outcome::wrong && r["loss falls"].found == outcome::wrong);
  BOOST_CHECK(r.learning_rate == 0.03 && r.suggested_factor == 1);
}

BOOST_AUTO_TEST_CASE(targets_far_from_zero_ask_for_a_bias) {
  eg::table far = data;
  far.classes = 0;
  for (float& y : far.targets) y += 50;
  const eg::recipe_report r = report_of<net>(far, 0.03, eg::mse);
  BOOST_CHECK(r["loss at the start"].found == outcome::wrong && r["bias of the head"].found == outcome::doubt);
  BOOST_TEST(r.guess == 0.25, boost::test_tools::tolerance(1e-3));
  BOOST_TEST(r["bias of the head"].cure == "call eg::set_head_bias(model, data, loss)");
}

BOOST_AUTO_TEST_CASE(targets_that_do_not_belong_to_their_rows) {
  eg::table shuffled = data;
  const eg::generator drawn(eg::seed{3});
  for (std::size_t i = 0; i < shuffled.targets.size(); ++i) shuffled.targets[i] = float(drawn.word(i) % 2);
  BOOST_CHECK(report_of(shuffled)["looks at the input"].found == outcome::wrong);
}

BOOST_AUTO_TEST_CASE(rates_that_are_too_high_and_too_low) {
  BOOST_CHECK(report_of(data, 100)["learning rate"].found == outcome::wrong);
  const eg::recipe_report low = report_of(data, 1e-6);
  BOOST_CHECK(low["learning rate"].found == outcome::doubt && low["loss falls"].found != outcome::ok);
  BOOST_CHECK(low.learning_rate > 0.003 && low.learning_rate < 0.5);
}

BOOST_AUTO_TEST_CASE(a_straight_line_learns_no_circles) {
  const eg::recipe_report r = report_of<linear>(data);
  BOOST_CHECK(r["learns few by heart"].found != outcome::ok && r["capacity"].found == outcome::wrong);
}

BOOST_AUTO_TEST_CASE(rows_that_come_twice_or_contradict) {
  eg::table twice = data, against = data;
  for (int i = 0; i < 8; ++i) {
    const float other = 1 - data.targets[std::size_t(i)];
    twice.append(data.view().x.row(i), data.view().y.row(i));
    against.append(data.view().x.row(i), &other);
  }
  BOOST_CHECK(report_of(twice)["data"].found == outcome::doubt);
  BOOST_CHECK(report_of(against)["data"].found == outcome::wrong);
}

BOOST_AUTO_TEST_CASE(a_value_that_is_always_so_leaves_no_bias) {
  eg::table two = data;
  two.target_width = 2, two.classes = 0, two.targets.clear();
  for (const float y : data.targets) two.targets.push_back(y), two.targets.push_back(0);
  BOOST_CHECK(report_of<wide>(two)["bias of the head"].found == outcome::doubt);
}

BOOST_AUTO_TEST_CASE(bad_input_is_refused) {
  eg::model<net> m;
  const auto refuses = [&](const eg::dataset& d, const eg::recipe_options& o, const char* words) {
    BOOST_CHECK_EXCEPTION(eg::recipe(m, d, eg::binary_cross_entropy, rule, o), eg::error,
                          [&](const eg::error& e) { return std::string(e.what()).find(words) != std::string::npos; });
  };
  refuses({}, quick, "no rows");
  refuses(data, {.batch = 0}, "recipe.batch");
  refuses(data, {.small_steps = 3}, "recipe.steps");
  eg::table bad = data;
  bad.features[3] = std::nanf("");
  refuses(bad, quick, "row 1 of the features");
  eg::table one = data;
  for (float& y : one.targets) y = 1;
  refuses(one, quick, "all 128 rows have the same target");
  const eg::recipe_report none;
  BOOST_CHECK_THROW(none["data"], eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
