// The training of one ticket: what is measured when, the mask, and what is left of it.
#include <evengrad/data/digits.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/schedule.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/weights_average.hpp>
#include <evengrad/prune/train_ticket.hpp>

#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"
#include "digit_parts.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<64> | eg::dense<12> | eg::relu | eg::dense<10>;
using model = eg::model<net>;

/// Without every third weight.
eg::weight_mask thinned(const model& m) {
  eg::weight_mask mask(m.places());
  for (const eg::masked_tensor& t : mask.tensors())
    for (int i = 0; t.is_pruned() && i < t.lines * t.columns; i += 3) mask.set(t, i / t.columns, i % t.columns, false);
  return mask;
}
const eg::ticket_training few{
    .steps = 25, .batch = 32, .every = 10, .shuffle = eg::seed{3}, .training_rows = 40, .chunk = 64};
const auto rule = eg::adam{.learning_rate = 0.05};

/// In one step the weights become so large that outputs are no numbers; before it they stand still, or fall a little.
struct blow_up {
  static constexpr int slots = 0;
  std::int64_t when = 25;
  auto at(eg::step_facts f) const {
    return [by = f.step == when ? -1e38f : 1e-3f]<class P>(P, P w, P*) { return w * P(by); };
  }
  void check() const {}
};
/// Counts what it is told.
struct told {
  static constexpr int slots = 0;
  int* times;
  auto at(eg::step_facts) const {
    return []<class P>(P d, P, P*) { return d; };
  }
  void observe(double figure) const { *times += figure >= 0 && figure <= 1; }
  void check() const {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(train_ticket)

BOOST_AUTO_TEST_CASE(it_is_a_loop_by_hand) {
  const digit_parts data;
  model m{eg::seed{1}}, by_hand{eg::seed{1}};
  const eg::weight_mask mask = thinned(m);
  eg::ticket_training o = few;
  o.keep_at = 7;
  const auto t = eg::train_ticket(m, mask, data, eg::cross_entropy, rule, o);

  const auto masked = rule | eg::masked(mask);
  eg::optimizer<float, std::remove_const_t<decltype(masked)>> update(masked);
  mask.apply(by_hand.weights());
  eg::lottery_run expected;
  std::vector<float> early, seventh;
  const auto numbers = [&] {
    return std::vector<float>(by_hand.weights(), by_hand.weights() + by_hand.weight_count());
  };
  const auto look = [&](std::int64_t step) {
    const auto v = eg::evaluate(by_hand, eg::cross_entropy, data.validation, 64);
    expected.curve.push_back({step, v.loss, v.accuracy});
    if (expected.validation_loss <= v.loss) return;
    expected.validation_loss = v.loss, expected.validation_accuracy = v.accuracy, expected.early_stop = step;
    const auto tested = eg::evaluate(by_hand, eg::cross_entropy, data.test, 64);
    expected.test_loss = tested.loss, expected.test_accuracy = tested.accuracy, early = numbers();
  };
  look(0);
  std::int64_t step = 0;
  for (int epoch = 1; step < 25; ++epoch)
    for (const auto& batch : eg::batches(data.train, 32, eg::seed{3 + epoch})) {
      if (step == 25) break;
      by_hand.fused_step(eg::cross_entropy, batch, update);
      if (++step == 10 || step == 20 || step == 25) look(step);
      if (step == 7) seventh = numbers();
    }
  BOOST_REQUIRE(t.run.curve.size() == 4u);
  for (std::size_t i = 0; i < 4; ++i) {
    BOOST_TEST(t.run.curve[i].step == expected.curve[i].step);
    BOOST_TEST(t.run.curve[i].loss == expected.curve[i].loss);
    BOOST_TEST(t.run.curve[i].accuracy == expected.curve[i].accuracy);
  }
  BOOST_TEST((t.complete && t.run.steps == 25 && t.run.remaining == mask.remaining()));
  BOOST_TEST(t.run.early_stop == expected.early_stop);
  BOOST_TEST(t.run.validation_loss == expected.validation_loss);
  BOOST_TEST(t.run.validation_accuracy == expected.validation_accuracy);
  BOOST_TEST(t.run.test_loss == expected.test_loss);
  BOOST_TEST(t.run.test_accuracy == expected.test_accuracy);
  const auto bits = [](std::span<const float> x) { return std::vector<float>(x.begin(), x.end()); };
  BOOST_TEST((bits(t.early.weights()) == early && bits(t.kept.weights()) == seventh));
  BOOST_TEST((std::vector<float>(m.weights(), m.weights() + m.weight_count()) == numbers()));
  BOOST_TEST(t.run.last_test_accuracy == eg::accuracy(by_hand, data.test));
  const eg::dataset all = data.train;
  const eg::dataset some{all.x.slice(0, 40), all.y.slice(0, 40), 10};
  BOOST_TEST(t.run.last_training_accuracy == eg::accuracy(by_hand, some));
  BOOST_TEST(t.run.last_test_accuracy > 0.4);  // it learned something
}

BOOST_AUTO_TEST_CASE(the_first_of_equal_minima_is_early_stop) {
  const digit_parts data;
  model m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  // So small a rate changes nothing that a float holds.
  const auto t = eg::train_ticket(m, all, data, eg::cross_entropy, eg::adam{.learning_rate = 1e-30}, few);
  BOOST_TEST((t.run.early_stop == 0 && t.run.validation_loss == t.run.curve.back().loss));
}

BOOST_AUTO_TEST_CASE(a_look_without_a_number_is_no_early_stop) {
  const digit_parts data;
  model m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  const auto t = eg::train_ticket(m, all, data, eg::cross_entropy, blow_up{}, few);
  BOOST_TEST(!(t.run.curve.back().loss == t.run.curve.back().loss));
  BOOST_TEST(t.run.early_stop < 25);
  BOOST_TEST(t.run.validation_loss == t.run.curve[std::size_t(t.run.early_stop / 10)].loss);
  BOOST_TEST((t.run.test_loss < 3 && t.early.finite()));
}

BOOST_AUTO_TEST_CASE(a_rule_that_ends_with_other_weights_is_looked_at_with_them) {
  const digit_parts data;
  model m{eg::seed{1}}, by_hand{eg::seed{1}};
  const eg::weight_mask mask = thinned(m);
  int times = 0;
  const auto averaging = eg::sgd{.learning_rate = 0.5} | eg::weights_average{0.9} | told{&times};
  const auto t = eg::train_ticket(m, mask, data, eg::cross_entropy, averaging, few);
  BOOST_TEST(times == 3);  // at 10, 20 and 25

  const auto masked = averaging | eg::masked(mask);
  eg::optimizer<float, std::remove_const_t<decltype(masked)>> update(masked);
  mask.apply(by_hand.weights());
  eg::batches shuffled(data.train, few.batch, eg::seed{4});
  BOOST_REQUIRE(shuffled.size() >= 25);
  for (int i = 0; i < 25; ++i) by_hand.fused_step(eg::cross_entropy, shuffled[i], update);
  BOOST_TEST(t.run.curve.back().loss != eg::evaluate(by_hand, eg::cross_entropy, data.validation, 64).loss);
  update.finish(by_hand.weights(), by_hand.weight_count());
  BOOST_TEST(t.run.curve.back().loss == eg::evaluate(by_hand, eg::cross_entropy, data.validation, 64).loss);
  BOOST_TEST(t.run.last_test_accuracy == eg::accuracy(by_hand, data.test));
  BOOST_TEST(std::equal(m.weights(), m.weights() + m.weight_count(), by_hand.weights()));
}

BOOST_AUTO_TEST_CASE(it_can_be_stopped_and_goes_on_from_a_later_step) {
  const digit_parts data;
  model m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  std::int64_t last = 0;
  eg::ticket_training o = few;
  o.first = 15;
  const auto t = eg::train_ticket(m, all, data, eg::cross_entropy, rule, o,
                                  [&](std::int64_t step) { return last = step, step != 22; });
  BOOST_TEST((!t.complete && last == 22));
  BOOST_REQUIRE(t.run.curve.size() == 2u);
  BOOST_TEST((t.run.curve[0].step == 15 && t.run.curve[1].step == 20));
  // After the last step there is nothing to stop.
  const auto whole =
      eg::train_ticket(m, all, data, eg::cross_entropy, rule, o, [](std::int64_t step) { return step < 25; });
  BOOST_TEST((whole.complete && whole.run.curve.back().step == 25 && whole.run.last_test_accuracy > 0));
}

BOOST_AUTO_TEST_CASE(from_a_later_step_rows_and_schedules_go_on) {
  const digit_parts data;
  const auto falling = eg::sgd{.learning_rate = 0.5} | eg::warmup{4} | eg::cosine{30};
  eg::ticket_training o = few;
  o.batch = 200, o.keep_at = 12;  // an epoch has seven steps
  model through{eg::seed{1}}, rewound{eg::seed{9}};
  const eg::weight_mask mask = thinned(through);
  const auto whole = eg::train_ticket(through, mask, data, eg::cross_entropy, falling, o);
  whole.kept.give(rewound);
  o.first = 12, o.keep_at = -1;
  eg::train_ticket(rewound, mask, data, eg::cross_entropy, falling, o);
  BOOST_TEST(std::equal(through.weights(), through.weights() + through.weight_count(), rewound.weights()));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_trained_fails_before_the_first_step) {
  const digit_parts data;
  model m{eg::seed{1}};
  const std::vector<float> before(m.weights(), m.weights() + m.weight_count());
  const eg::weight_mask all(m.places());
  const auto refused = [&](auto change, std::string_view a, std::string_view b = "") {
    eg::ticket_training o = few;
    eg::lottery_data d = data;
    change(o, d);
    BOOST_CHECK_EXCEPTION(eg::train_ticket(m, all, d, eg::cross_entropy, rule, o), eg::error, (says{a, b}));
  };
  refused([](auto& o, auto&) { o.steps = 0; }, "lottery.steps: 0");
  refused([](auto& o, auto&) { o.first = 25; }, "25 of 25 steps");
  refused([](auto&, auto& d) { d.validation = {}; }, "data");
  refused([](auto&, auto& d) { d.test.x.width = 63; }, "63");
  refused([](auto&, auto& d) { d.train.x.rows = d.train.y.rows = 1, d.validation.y.rows = 3; }, "3 of targets");
  const eg::weight_mask none;
  BOOST_CHECK_EXCEPTION(eg::train_ticket(m, none, data, eg::cross_entropy, rule, few), eg::error,
                        says{"a mask of nothing"});
  BOOST_TEST((std::vector<float>(m.weights(), m.weights() + m.weight_count()) == before));
}

BOOST_AUTO_TEST_CASE(a_training_that_diverges_says_at_which_step) {
  const digit_parts data;
  model m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  BOOST_CHECK_EXCEPTION(eg::train_ticket(m, all, data, eg::cross_entropy, eg::adam{.learning_rate = 1e30}, few),
                        eg::error, (says{"lottery, step ", "lower the learning rate"}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
