// The code of docs/regularization.md, and what the page says of it.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <string>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(guide)

namespace {
constexpr auto net = eg::input<64> | eg::dense<24> | eg::relu | eg::dense<10>;
}  // namespace

BOOST_AUTO_TEST_CASE(penalties_are_seen_where_somebody_asks) {
  // clang-format off
const auto rule = eg::l2{1e-4} | eg::only("dense_1", eg::l1{1e-5}) | eg::adam{};
  // clang-format on
  const auto [rest, train] = eg::split(eg::all_digits(), 0.1, eg::seed{1}, eg::stratify::yes);
  eg::model<net> model{eg::seed{1}};
  double seen = 0;
  const auto after = [&](const eg::epoch_result&) { seen = eg::penalty(model, rule); };
  const eg::fit_options once{.epochs = 1, .show = false};
  eg::fit(model, train, eg::cross_entropy, rule, once, after);
  BOOST_TEST(seen > 0);
  BOOST_TEST(seen == eg::penalty(model, rule));
  // The first loss is that of the data alone, so it is the same without a penalty, whatever the rate.
  eg::model<net> a{eg::seed{1}}, b{eg::seed{1}};
  const auto strong = eg::l2{10} | eg::adam{};
  eg::optimizer<float, std::remove_const_t<decltype(strong)>> penalized(strong);
  eg::optimizer<float, eg::adam> plain(eg::adam{});
  const eg::minibatch batch{train.view().x.slice(0, 32), train.view().y.slice(0, 32)};
  BOOST_TEST(a.fused_step(eg::cross_entropy, batch, penalized) == b.fused_step(eg::cross_entropy, batch, plain));
}

BOOST_AUTO_TEST_CASE(images_are_changed_and_a_temperature_changes_no_answer) {
  const auto [rest, train] = eg::split(eg::all_digits(), 0.15, eg::seed{1}, eg::stratify::yes);
  const auto [test, held_out] = eg::split(rest, 0.5, eg::seed{1});
  eg::model<net> model{eg::seed{1}};
  // clang-format off
namespace augment = eg::augment;
const auto changes = augment::shift{1} | augment::rotate{10} | augment::noise{.05};
eg::fit(model, eg::augmented(train, eg::image{8, 8}, changes), eg::cross_entropy, eg::adam{}, {.show = false});
  // clang-format on
  // clang-format off
const double t = eg::temperature(model, held_out);        // softmax(logits / t)
const auto report = eg::calibration(model, test, 15, t);  // ECE, MCE, NLL, Brier and bins
const std::string table = eg::text_of(report), picture = eg::reliability_diagram(report);  // SVG
  // clang-format on
  BOOST_TEST(t > 0);
  BOOST_TEST(report.accuracy == eg::accuracy(model, test));
  BOOST_TEST(eg::calibration(model, held_out, 15, t).nll <= eg::calibration(model, held_out).nll);
  BOOST_TEST(table.starts_with(std::to_string(test.rows()) + " rows, "));
  BOOST_TEST(picture.starts_with("<svg"));
}

BOOST_AUTO_TEST_CASE(what_is_dropped_is_scaled_in_training) {
  // Weights behind dropout of networks that scale at inference are ours times 1 / (1 − rate): the same expectation.
  static constexpr auto half = eg::input<2> | eg::dropout(0.5) | eg::dense<1, eg::init::ones>;
  eg::model<half> model;
  const float x[] = {1, 3};
  BOOST_TEST(model.predict(x, 1)[0] == 4);
  static_assert(eg::depth_rate(3, 4, 0.8) == 0.8 * 3 / 4);
}

BOOST_AUTO_TEST_SUITE_END()
