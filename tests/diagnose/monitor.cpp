// Each ailment is provoked in a training and named, at its layer, before any other; healthy trainings are left in peace
// from the first step to the last.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/data/circles.hpp>
#include <evengrad/data/digits.hpp>
#include <evengrad/diagnose/monitor.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>
#include <cstdio>

namespace eg = evengrad;

namespace {

constexpr auto relu =
    eg::input<64> | eg::dense<16> | eg::relu | eg::dense<16> | eg::relu | eg::dense<16> | eg::relu | eg::dense<10>;
constexpr auto squashed = eg::input<64> | eg::dense<16> | eg::sigmoid | eg::dense<10>;
constexpr auto narrow = eg::input<64> | eg::dense<1> | eg::tanh | eg::dense<10>;
constexpr auto by_line =
    eg::input<8, 8> | eg::dense<16> | eg::relu | eg::flatten | eg::dense<16> | eg::relu | eg::dense<10>;
constexpr auto small = eg::input<2> | eg::dense<8> | eg::tanh | eg::dense<8> | eg::tanh | eg::dense<1>;
struct logarithm_op {
  static constexpr std::string_view name = "logarithm";
  static constexpr auto value(auto x) { return eg::log(x); }
  static constexpr auto derivative(auto x, auto) { return 1. / x; }
};
constexpr eg::elementwise<logarithm_op> logarithm;
constexpr auto of_log =
    eg::input<2> | eg::dense<8, eg::init::he_normal> | logarithm | eg::dense<1, eg::init::he_normal>;

/// 320 digits, or fewer.
eg::table some_digits(int rows = 320) {
  eg::table t = eg::digits().train;
  t.features.resize(std::size_t(64 * rows)), t.targets.resize(std::size_t(rows));
  return t;
}
eg::monitor quiet(std::int64_t every = 1) {
  eg::monitor m;
  m.recorder.every = every, m.out = nullptr;
  return m;
}
eg::fit_options options(int epochs, int batch = 32) {
  eg::fit_options o;
  o.epochs = epochs, o.batch = batch, o.show = false;
  return o;
}
template <class Model>
void scale(Model& m, double factor) {
  for (const eg::entry& e : m.entries())
    if (e.kind == eg::parameter_kinds::weights)
      for (int i = 0; i < e.dims.size(); ++i) m.view(e)(i) *= float(factor);
}
template <class Model>
void fill(Model& m, const std::string& name, float value) {
  const auto w = m[name];
  for (int i = 0; i < w.size(); ++i) w(i) = value;
}
/// It is what is told first, at this place, and nothing else.
void is_told(const eg::monitor& m, eg::ailment what, const char* where) {
  BOOST_TEST_MESSAGE(eg::text(m.said));
  BOOST_REQUIRE(!m.said.empty());
  BOOST_TEST(m.said[0].name == eg::text_of(what).name);
  BOOST_TEST(m.said[0].where == where);
  BOOST_TEST(m.said.size() == 1u, eg::text(m.said));
}
template <const auto& Net = relu, class Loss = eg::cross_entropy_t, class Spoil>
eg::monitor watch(const eg::table& data, double rate, const eg::fit_options& o, const Spoil& spoil,
                  std::int64_t every = 1, Loss loss = {}) {
  eg::model<Net> m{eg::seed{1}};
  spoil(m);
  eg::monitor all = quiet(every);
  eg::fit<eg::no_lints>(m, data, loss, eg::sgd{rate}, o, all);
  return all;
}
const auto nothing = [](auto&) {};

}  // namespace

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(small_weights_vanish) {
  is_told(watch(some_digits(), 0.1, options(1), [](auto& m) { scale(m, 0.02); }), eg::ailment::vanishing, "dense_1");
}

BOOST_AUTO_TEST_CASE(large_weights_explode) {
  is_told(watch(some_digits(), 1e-4, options(1), [](auto& m) { scale(m, 5); }), eg::ailment::exploding, "dense_4");
}

BOOST_AUTO_TEST_CASE(a_bias_far_below_zero_kills) {
  is_told(watch(some_digits(), 0.1, options(1), [](auto& m) { fill(m, "dense_2.b", -10); }), eg::ailment::dead,
          "relu_2");
}

BOOST_AUTO_TEST_CASE(weights_that_are_all_the_same_stay_so) {
  for (const float value : {0.f, 0.1f}) {
    const auto spoil = [&](auto& m) { fill(m, "dense_1.w", value), fill(m, "dense_2.w", value); };
    is_told(watch(some_digits(), 0.05, options(1), spoil), eg::ailment::symmetric, "dense_1");
  }
}

BOOST_AUTO_TEST_CASE(inputs_of_255_are_not_scaled) {
  eg::table bytes = some_digits();
  for (float& x : bytes.features) x *= 255;
  is_told(watch(bytes, 0.1, options(1), nothing), eg::ailment::unscaled_input, "dense_1");
}

BOOST_AUTO_TEST_CASE(a_learning_rate_ten_times_too_high) {
  is_told(watch(some_digits(), 3, options(2), nothing), eg::ailment::learning_rate_too_high, "the network");
}

BOOST_AUTO_TEST_CASE(a_learning_rate_a_thousand_times_too_low) {
  is_told(watch(some_digits(), 1e-4, options(3), nothing, 4), eg::ailment::learning_rate_too_low, "the network");
}

BOOST_AUTO_TEST_CASE(large_weights_saturate_a_sigmoid) {
  is_told(watch<squashed>(some_digits(), 0.05, options(1),
                          [](auto& m) {
                            const auto w = m["dense_1.w"];
                            for (int i = 0; i < w.size(); ++i) w(i) *= 60;
                          }),
          eg::ailment::saturated, "sigmoid_1");
}

BOOST_AUTO_TEST_CASE(targets_that_have_nothing_to_do_with_their_rows) {
  eg::table mixed = some_digits();
  const eg::generator drawn(eg::seed{7});
  for (std::size_t i = 0; i < mixed.targets.size(); ++i) mixed.targets[i] = float(drawn.word(i) % 10);
  is_told(watch(mixed, 0.03, options(5), nothing, 10), eg::ailment::stuck, "the network");
}

BOOST_AUTO_TEST_CASE(classes_of_0_and_1_that_have_nothing_to_do_with_their_rows) {
  eg::table mixed = eg::circles(320, eg::seed{1});
  const eg::generator drawn(eg::seed{7});
  for (std::size_t i = 0; i < mixed.targets.size(); ++i) mixed.targets[i] = float(drawn.word(i) % 2);
  const eg::monitor all = watch<small>(mixed, 0.1, options(6), nothing, 5, eg::binary_cross_entropy);
  is_told(all, eg::ailment::stuck, "the network");
}

BOOST_AUTO_TEST_CASE(one_unit_is_too_few) {
  is_told(watch<narrow>(some_digits(160), 0.15, options(30), nothing, 10), eg::ailment::underfitting, "the network");
}

// Training ends before its last epoch: by the monitor's side, or because the validation loss stands still.
BOOST_AUTO_TEST_CASE(one_unit_is_too_few_however_training_ends) {
  const eg::table data = some_digits(160), others = some_digits(200);
  const auto stop = [](const eg::epoch_result& e) { return e.steps < 30 * 5; };
  eg::model<narrow> m{eg::seed{1}};
  eg::monitor all = quiet(10);
  const auto h = eg::fit<eg::no_lints>(m, data, eg::cross_entropy, eg::sgd{0.15}, options(1000), all, stop);
  BOOST_CHECK(h.ended == eg::ending::by_observer && h.size() == 30u);
  is_told(all, eg::ailment::underfitting, "the network");

  eg::fit_options o = options(1000);
  o.validation = {others.view().x.slice(160, 40), others.view().y.slice(160, 40), 10};
  o.early_stopping = {.patience = 28, .min_delta = 1};
  eg::model<narrow> n{eg::seed{1}};
  eg::monitor early = quiet(10);
  const auto short_history = eg::fit<eg::no_lints>(n, data, eg::cross_entropy, eg::sgd{0.15}, o, early);
  BOOST_TEST_MESSAGE(short_history.size());
  BOOST_CHECK(short_history.ended == eg::ending::early_stopping);
  is_told(early, eg::ailment::underfitting, "the network");
}

BOOST_AUTO_TEST_CASE(few_rows_are_learned_by_heart) {
  const eg::table all = some_digits(124);
  eg::fit_options o = options(40, 8);
  o.validation = {all.view().x.slice(24, 100), all.view().y.slice(24, 100), 10};
  is_told(watch(some_digits(24), 0.15, o, nothing, 10), eg::ailment::overfitting, "the network");
}

// The step after which the loss is not finite is known, and where the first such number was.
BOOST_AUTO_TEST_CASE(the_birth_of_a_number_that_is_not_finite) {
  const eg::table data = eg::circles(64);
  eg::model<of_log> m{eg::seed{1}};
  for (const eg::entry& e : m.entries())
    if (e.name == "dense_1.b")
      for (int i = 0; i < e.dims.size(); ++i) m.view(e)(i) = 5;  // positive, until training has moved it
  eg::monitor all = quiet();
  BOOST_CHECK_THROW(eg::fit<eg::no_lints>(m, data, eg::binary_cross_entropy, eg::sgd{3}, options(50), all), eg::error);
  BOOST_TEST_MESSAGE(eg::text(all.alarms));
  BOOST_REQUIRE(!all.alarms.empty());
  BOOST_TEST(all.alarms[0].name == "not_finite");
  BOOST_TEST(all.alarms[0].where == "logarithm_1");
  BOOST_TEST(all.alarms[0].step == std::int64_t(all.recording().steps.size()));

  eg::model<small> n{eg::seed{1}};
  eg::monitor far = quiet();
  BOOST_CHECK_THROW(eg::fit<eg::no_lints>(n, data, eg::binary_cross_entropy, eg::sgd{1e38}, options(2), far),
                    eg::error);
  BOOST_TEST_MESSAGE(eg::text(far.alarms));
  BOOST_REQUIRE_EQUAL(far.alarms.size(), 2u);
  BOOST_CHECK(far.alarms[0].is(eg::ailment::not_finite) && far.alarms[1].is(eg::ailment::learning_rate_too_high));
}

#ifdef __OPTIMIZE__
constexpr int epochs_of_circles = 20;
constexpr std::uint64_t seeds_of_digits = 20;
#else  // with sanitizers a step takes a hundred times as long
constexpr int epochs_of_circles = 8;
constexpr std::uint64_t seeds_of_digits = 1;
#endif

BOOST_AUTO_TEST_CASE(twenty_healthy_trainings) {
  const eg::table data = eg::circles(128, eg::seed{1}), other = eg::circles(64, eg::seed{2});
  for (std::uint64_t s = 1; s <= 20; ++s) {
    eg::model<small> m{eg::seed{s}};
    eg::monitor all = quiet(5);
    eg::fit_options o = options(epochs_of_circles);
    o.validation = other, o.shuffle = eg::seed{s};
    eg::fit<eg::no_lints>(m, data, eg::binary_cross_entropy, eg::sgd{0.3}, o, all);
    BOOST_TEST(all.said.empty(), "seed " << s << ": " << eg::text(all.said));
  }
  const eg::table digits = some_digits();
  for (std::uint64_t s = 1; s <= seeds_of_digits; ++s) {
    eg::model<relu> m{eg::seed{s}};
    eg::monitor all = quiet(4);
    eg::fit_options o = options(4);
    o.shuffle = eg::seed{s};
    eg::fit<eg::no_lints>(m, digits, eg::cross_entropy, eg::sgd{0.1}, o, all);
    BOOST_TEST(all.said.empty(), "seed " << s << ": " << eg::text(all.said));
  }
}

// Lines that are empty in every row are alike, and no units are.
BOOST_AUTO_TEST_CASE(a_healthy_net_over_lines) {
  eg::table framed = some_digits();
  for (std::size_t i = 0; i < framed.features.size(); ++i)
    if (const std::size_t line = i % 64 / 8; line < 2 || line > 6) framed.features[i] = 0;
  const eg::monitor all = watch<by_line>(framed, 0.1, options(4), nothing, 4);
  BOOST_TEST(all.said.empty(), eg::text(all.said));
}

BOOST_AUTO_TEST_CASE(an_alarm_is_written_once) {
  std::FILE* out = std::tmpfile();
  BOOST_REQUIRE(out);
  eg::model<small> m{eg::seed{1}};
  eg::monitor all = quiet();
  all.out = out;
  const eg::table data = eg::circles(64);
  eg::fit<eg::no_lints>(m, data, eg::binary_cross_entropy, eg::sgd{1e-6}, options(6), all);
  std::string text(4096, ' ');
  std::rewind(out);
  text.resize(std::fread(text.data(), 1, text.size(), out));
  std::fclose(out);
  BOOST_TEST(text == "alarm: " + eg::text(all.said.at(0)));
}

BOOST_AUTO_TEST_SUITE_END()
