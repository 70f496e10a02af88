// Training: history, repeatability, partial batches, and that bad input or divergence leaves the model as it was.
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstring>
#include <limits>

#include "../data/temporary.hpp"
#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<8> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr auto words = eg::input<1> | eg::embedding<5, 4> | eg::dense<3>;
constexpr float no_number = std::numeric_limits<float>::quiet_NaN(), endless = std::numeric_limits<float>::infinity();

using few::numbers_of, few::quiet, few::rays, few::same_bits;

// Fails with these words, and the model keeps every bit.
template <const auto& Net = net, class X = eg::sgd, class Loss = eg::cross_entropy_t>
void refuses(const eg::dataset& data, says words, eg::fit_options o = quiet(8, 2), X transform = {}, Loss loss = {}) {
  eg::model<Net> m{eg::seed{1}};
  const auto before = numbers_of(m);
  BOOST_CHECK_EXCEPTION(eg::fit(m, data, loss, transform, o), eg::error, words);
  BOOST_CHECK(same_bits(numbers_of(m), before));
}

// Turns into an explosion, or into NaN, at some step.
struct treacherous {
  static constexpr int slots = 0;
  std::int64_t good = 0;
  double factor = 0;
  auto at(eg::step_facts f) const {
    return [rate = f.step > good ? factor : 0.1]<class P>(P d, P, P*) { return d * P(typename P::value_type(rate)); };
  }
  void check() const {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(fit_learns_and_tells_every_epoch) {
  const eg::table data = rays(90), test = rays(31);
  eg::model<net> m{eg::seed{1}};
  eg::fit_options o = quiet(16, 12);
  o.validation = test;
  const auto history = eg::fit(m, data, eg::cross_entropy, eg::adam{.learning_rate = 1e-2}, o);
  BOOST_REQUIRE_EQUAL(history.size(), 12u);
  BOOST_TEST(history.back().loss < 0.5 * history.front().loss);
  BOOST_TEST(history.back().accuracy > 0.95);
  BOOST_TEST(history.back().accuracy == eg::accuracy(m, test));
  const auto without = eg::fit(m, data, eg::cross_entropy, eg::sgd{}, quiet(16, 1));
  BOOST_CHECK(std::isnan(without.front().accuracy));
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_bits) {
  const eg::table data = rays(50);
  auto trained = [&](int shuffle) {
    eg::model<net> m{eg::seed{3}};
    eg::fit_options o = quiet(8, 3);
    o.shuffle = eg::seed{shuffle};
    eg::fit(m, data, eg::cross_entropy, eg::adam{}, o);
    return numbers_of(m);
  };
  BOOST_CHECK(same_bits(trained(1), trained(1)));
  BOOST_CHECK(!same_bits(trained(1), trained(2)));
}

BOOST_AUTO_TEST_CASE(an_epoch_is_every_batch_once_the_last_one_shorter) {
  const eg::table data = rays(10);
  for (int batch : {1, 4, 10, 64}) {
    eg::model<net> a{eg::seed{5}}, b{eg::seed{5}};
    const auto history = eg::fit(a, data, eg::cross_entropy, eg::sgd{.learning_rate = 0.1}, quiet(batch, 2));
    eg::optimizer<float, eg::sgd> rule(eg::sgd{.learning_rate = 0.1});
    for (int epoch = 0; epoch < 2; ++epoch) {
      double sum = 0;
      int rows = 0;
      for (const eg::minibatch& x : eg::batches(data, batch, eg::seed{epoch + 1}))
        sum += x.x.rows * double(b.step(eg::cross_entropy, x, rule)), rows += x.x.rows;
      BOOST_TEST(rows == 10);
      BOOST_TEST(history[std::size_t(epoch)].loss == sum / 10, "the mean over rows, with batches of " << batch);
    }
    BOOST_CHECK(same_bits(numbers_of(a), numbers_of(b)));
  }
}

BOOST_AUTO_TEST_CASE(fit_trains_in_double) {
  const eg::table data = rays(30);
  eg::model<net, double> m{eg::seed{1}};
  const auto history = eg::fit(m, data, eg::cross_entropy, eg::adam{.learning_rate = 1e-2}, quiet(7, 10));
  BOOST_TEST(history.back().loss < history.front().loss);
}

BOOST_AUTO_TEST_CASE(bad_data_is_refused_before_anything_changes) {
  const eg::table good = rays(12);
  eg::table t = good;
  t.width = 3, t.features.resize(36);
  refuses(t, {"data", "3 features a row", "give 4"});
  t = good, t.width = 6, t.targets.resize(8);
  refuses(t, {"data", "6 features a row", "give 4"});
  refuses(eg::table{{}, {}, 4, 1, 3}, {"data", "no rows of features", "at least one row"});
  refuses(eg::dataset{}, {"no rows", "at least one row"});
  t = good, t.targets.pop_back();
  refuses(t, {"12 rows of features", "11 of targets"});
  t = good, t.target_width = 2;
  refuses(t, {"2 targets a row", "give 1"});
  for (const float bad : {no_number, endless, -endless}) {
    t = good, t.features[4 * 11 + 2] = bad;
    refuses(t, {"row 11 of the features, column 2", "put a number there"});
    t = good, t.targets[3] = bad;
    refuses(t, {"row 3 of the targets"});
  }
  for (const float bad : {3.f, -1.f, 0.5f, 1e30f}) {
    t = good, t.targets[7] = bad;
    refuses(t, {"row 7", "the label", "from 0 to 2"});
  }
  t = good, t.classes = 4;
  refuses(t, {"4 classes", "the network has 3 outputs"});
}

BOOST_AUTO_TEST_CASE(bad_validation_data_is_refused_too) {
  const eg::table good = rays(12);
  eg::table bad = good;
  bad.features[0] = no_number;
  eg::fit_options o = quiet(4, 2);
  o.validation = bad;
  refuses(good, {"row 0 of the features, column 0"}, o);
}

BOOST_AUTO_TEST_CASE(indices_of_an_embedding_are_whole_numbers_in_range) {
  for (const float bad : {5.f, -1.f, 1.5f}) {
    const eg::table t{{0, 4, bad}, {0, 1, 2}, 1, 1, 3};
    refuses<words>(t, {"row 2", "the index", "from 0 to 4"});
    eg::model<words> m;
    BOOST_CHECK_THROW(m.predict(t.view().x), eg::error);
  }
}

BOOST_AUTO_TEST_CASE(targets_of_a_regression_are_finite_and_as_wide_as_the_output) {
  eg::table t{{1, 2, 3, 4}, {1, 2, no_number}, 4, 3, 0};
  refuses(t, {"row 0 of the targets, column 2"}, quiet(1, 1), eg::sgd{}, eg::mse);
  t.target_width = 2, t.targets = {1, 2};
  refuses(t, {"2 targets a row", "give 3"}, quiet(1, 1), eg::sgd{}, eg::mse);
}

BOOST_AUTO_TEST_CASE(bad_options_and_hyper_parameters_are_refused) {
  const eg::table good = rays(12);
  for (int bad : {0, -1, -2147483647 - 1}) {
    refuses(good, {"fit.batch", std::to_string(bad), "at least one row"}, quiet(bad, 1));
    refuses(good, {"fit.epochs", std::to_string(bad), "at least one epoch"}, quiet(1, bad));
  }
  for (const double bad : {0., -1., double(no_number), double(endless), -double(endless)}) {
    refuses(good, {"sgd.learning_rate", "positive, finite"}, quiet(4, 1), eg::sgd{bad});
    refuses(good, {"momentum.learning_rate"}, quiet(4, 1), eg::momentum{.learning_rate = bad});
    refuses(good, {"adam.learning_rate"}, quiet(4, 1), eg::adam{.learning_rate = bad});
    refuses(good, {"adam.epsilon"}, quiet(4, 1), eg::adam{.epsilon = bad});
    refuses(good, {"sgd.learning_rate"}, quiet(4, 1), eg::chain(eg::momentum{}, eg::sgd{bad}));
  }
  for (const double bad : {1., 1.5, -0.1, double(no_number), double(endless)}) {
    refuses(good, {"adam.beta1"}, quiet(4, 1), eg::adam{.beta1 = bad});
    refuses(good, {"adam.beta2"}, quiet(4, 1), eg::adam{.beta2 = bad});
    refuses(good, {"momentum.decay"}, quiet(4, 1), eg::momentum{.decay = bad});
  }
  for (const double bad : {-1e-3, double(no_number), double(endless)})
    refuses(good, {"adamw.weight_decay"}, quiet(4, 1), eg::adamw{.weight_decay = bad});
}

BOOST_AUTO_TEST_CASE(a_loss_that_is_not_finite_gives_the_last_good_epoch_back) {
  const eg::table data = rays(24);
  for (const double factor : {1e30, double(no_number)})
    for (int good : {0, 1, 3, 4}) {
      eg::model<net> m{eg::seed{2}}, as_it_was{eg::seed{2}};
      const int epochs = good / 3;
      if (epochs > 0) eg::fit(as_it_was, data, eg::cross_entropy, treacherous{1000, 0}, quiet(8, epochs));
      BOOST_CHECK_EXCEPTION(eg::fit(m, data, eg::cross_entropy, treacherous{good, factor}, quiet(8, 4)), eg::error,
                            (says{"fit, epoch " + std::to_string(epochs + 1), "not", "lower the learning rate"}));
      BOOST_CHECK(same_bits(numbers_of(m), numbers_of(as_it_was)));
    }
}

BOOST_AUTO_TEST_CASE(weights_that_are_not_finite_at_the_end_of_an_epoch_are_given_back) {
  const eg::table data = rays(24);
  eg::model<net> m{eg::seed{2}};
  const auto before = numbers_of(m);
  BOOST_CHECK_EXCEPTION(eg::fit(m, data, eg::cross_entropy, treacherous{2, no_number}, quiet(8, 1)), eg::error,
                        (says{"fit, epoch 1", "a weight is not finite"}));
  BOOST_CHECK(same_bits(numbers_of(m), before));
}

BOOST_AUTO_TEST_SUITE_END()
