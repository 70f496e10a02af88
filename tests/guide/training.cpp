// The code of docs/training.md.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>
#include <cstdio>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<64> | eg::dense<32> | eg::relu | eg::dense<10>;

// clang-format off
struct average_loss {                                  // of the steps, with a long memory
  double value = 0;
  template <class M, class Loss>
  void begin(M&, const Loss&, const eg::dataset& data, const eg::fit_options& o) {
    std::printf("%d rows in batches of %d\n", data.rows(), o.batch);
  }
  bool after_step(const eg::step_result& s) {          // s.step, s.epoch, s.loss, s.rows
    value = s.step == 0 ? s.loss : 0.99 * value + 0.01 * s.loss;
    return value > 0.05;                               // false ends training
  }
};
// clang-format on

}  // namespace

BOOST_AUTO_TEST_SUITE(guide)

BOOST_AUTO_TEST_CASE(a_history_is_read) {
  const auto [train, test] = eg::digits();
  eg::model<net> model{eg::seed{1}};
  // clang-format off
  const auto history = eg::fit(model, train, eg::cross_entropy, eg::adam{.learning_rate = 1e-2},
                               {.batch = 32, .epochs = 100, .validation = test, .show = false,
                                .early_stopping = {.patience = 3}, .keep_best = true});
  if (history.ended == eg::ending::early_stopping)
    std::printf("no gain any more after %zu epochs\n", history.size());
  for (const eg::epoch_result& e : history)
    std::printf("%lld steps: %.3f, %.3f\n", static_cast<long long>(e.steps), e.loss, e.validation_loss);
  const eg::epoch_result& best = history[std::size_t(history.best)];
  // clang-format on
  BOOST_TEST((history.ended == eg::ending::early_stopping && best.accuracy > 0.93));
  // clang-format off
  const eg::evaluation now = eg::evaluate(model, eg::cross_entropy, test);   // now.loss, now.accuracy
  // clang-format on
  BOOST_TEST(now.loss == best.validation_loss);
}

BOOST_AUTO_TEST_CASE(callbacks_are_functions) {
  const auto [train, test] = eg::digits();
  eg::model<net> model{eg::seed{1}};
  // clang-format off
  average_loss smooth;
  const auto history = eg::fit(model, train, eg::cross_entropy, eg::adam{1e-2}, {.epochs = 200, .validation = test, .show = false},
                               [](const eg::epoch_result& e) { std::printf("%.4f\n", e.accuracy); }, smooth);
  // clang-format on
  BOOST_TEST((history.ended == eg::ending::by_observer && smooth.value <= 0.05));
}

BOOST_AUTO_TEST_CASE(training_goes_on) {
  const auto [train, test] = eg::digits();
  const scratch folder;
  const std::string path = folder.path("digits.state");
  eg::model<net> whole{eg::seed{1}}, model{eg::seed{1}};
  eg::fit(whole, train, eg::cross_entropy, eg::adam{}, {.epochs = 3, .show = false});
  eg::fit(model, train, eg::cross_entropy, eg::adam{}, {.epochs = 2, .show = false}, eg::resume(path));
  // clang-format off
  eg::fit(model, train, eg::cross_entropy, eg::adam{}, {.epochs = 3, .show = false}, eg::resume(path));
  // clang-format on
  BOOST_TEST(std::equal(model.weights(), model.weights() + model.weight_count(), whole.weights()));
}

BOOST_AUTO_TEST_SUITE_END()
