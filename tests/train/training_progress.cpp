// What a training goes on from: the weights of the best epoch come back, other weights end it, figures are measured.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/on_plateau.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/weights_average.hpp>
#include <evengrad/train/fit.hpp>
#include <evengrad/train/training_progress.hpp>

#include <boost/test/unit_test.hpp>

#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<6> | eg::relu | eg::dense<3>;

/// Learns for some steps, and then walks away.
struct fickle {
  static constexpr int slots = 0;
  std::int64_t good = 0;
  auto at(eg::step_facts f) const {
    return [rate = f.step > good ? -0.3 : 0.3]<class P>(P d, P, P*) { return d * P(typename P::value_type(rate)); };
  }
  void check() const {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(the_weights_of_the_best_epoch_are_put_back) {
  const eg::table data = few::rays(30), test = few::rays(12);
  for (const eg::judged_by by : {eg::judged_by::validation_loss, eg::judged_by::accuracy}) {
    eg::model<net> m{eg::seed{1}}, as_best{eg::seed{1}};
    eg::fit_options o = few::quiet(10, 9);
    o.validation = test, o.keep_best = true, o.best_by = by;
    const auto history = eg::fit(m, data, eg::cross_entropy, fickle{12}, o);
    BOOST_TEST((history.size() == 9u && history.best >= 0 && history.best < 6));
    eg::fit(as_best, data, eg::cross_entropy, fickle{12}, few::quiet(10, history.best + 1));
    BOOST_TEST(few::same_bits(few::numbers_of(m), few::numbers_of(as_best)));
    BOOST_TEST(m.steps() == 27u, "random numbers go on from where training ended");
    const eg::epoch_result& best = history[std::size_t(history.best)];
    for (const eg::epoch_result& e : history)
      BOOST_TEST(
          (by == eg::judged_by::accuracy ? e.accuracy <= best.accuracy : e.validation_loss >= best.validation_loss));
  }
}

BOOST_AUTO_TEST_CASE(without_validation_there_is_no_best_epoch) {
  eg::model<net> m{eg::seed{1}};
  const eg::table data = few::rays(30);
  const auto history = eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(10, 2));
  BOOST_TEST(history.best == -1);
  BOOST_TEST(std::isnan(history.back().validation_loss));
}

BOOST_AUTO_TEST_CASE(an_average_ends_training_wherever_that_is) {
  const eg::table data = few::rays(30);
  eg::fit_options o = few::quiet(10, 3);
  o.validation = data;
  const auto rule = eg::sgd{0.3} | eg::weights_average{0.9};
  eg::model<net> whole{eg::seed{1}}, ended{eg::seed{1}}, early{eg::seed{1}};
  const auto all = eg::fit(whole, data, eg::cross_entropy, rule, o);
  o.epochs = 9;
  double told = 0;
  const auto some = eg::fit(ended, data, eg::cross_entropy, rule, o, [&](const eg::epoch_result& e) {
    told = e.validation_loss;
    return e.steps < 9;
  });
  BOOST_TEST(few::same_bits(few::numbers_of(whole), few::numbers_of(ended)));
  BOOST_TEST(all.back().validation_loss == eg::evaluate(whole, eg::cross_entropy, data).loss);
  BOOST_TEST(some.back().validation_loss == all.back().validation_loss);
  BOOST_TEST(told != some.back().validation_loss, "of the weights that would have gone on");
}

BOOST_AUTO_TEST_CASE(figures_of_an_epoch_are_what_they_say) {
  const eg::table data = few::rays(30), test = few::rays(12);
  eg::model<net> m{eg::seed{1}};
  eg::fit_options o = few::quiet(10, 4);
  o.validation = test, o.training_accuracy = true;
  const auto history = eg::fit(m, data, eg::cross_entropy, eg::adam{.learning_rate = 0.02} | eg::step_decay{6, 0.5}, o);
  const eg::evaluation v = eg::evaluate(m, eg::cross_entropy, test);
  BOOST_TEST((history.back().validation_loss == v.loss && history.back().accuracy == v.accuracy));
  BOOST_TEST(history.back().accuracy == eg::accuracy(m, test));
  BOOST_TEST(history.back().training_accuracy == eg::accuracy(m, data));
  BOOST_TEST((history[0].steps == 3 && history[3].steps == 12 && history[0].seconds > 0));
  BOOST_TEST((history[0].learning_rate == 0.02 && history[1].learning_rate == 0.02 &&
              history[2].learning_rate == 0.01 && history[3].learning_rate == 0.01));
}

BOOST_AUTO_TEST_SUITE_END()
