#include <evengrad/combinator/chain.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<2> | eg::dense<16> | eg::relu | eg::dense<2>;

/// Points inside and outside of a circle.
eg::table circle(int rows) {
  eg::table t{{}, {}, 2, 1, 2};
  for (int i = 0; i < rows; ++i) {
    const float x[] = {float(std::sin(12.9 * i)), float(std::sin(78.2 * i + 1))};
    const float y = x[0] * x[0] + x[1] * x[1] > 0.8f ? 1.f : 0.f;
    t.append(x, &y);
  }
  return t;
}
constexpr eg::fit_options quiet{.batch = 16, .epochs = 20, .show = false};

std::vector<float> weights_of(eg::model<net>& m) { return {m.weights(), m.weights() + m.weight_count()}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(the_loss_falls_and_the_history_tells) {
  const eg::table data = circle(200), held_out = circle(60);
  eg::model<net> m{eg::seed{1}};
  eg::fit_options o = quiet;
  o.validation = held_out;
  const auto history = eg::fit(m, data, eg::cross_entropy, eg::adam{.learning_rate = 1e-2}, o);
  BOOST_REQUIRE(history.size() == 20u);
  BOOST_TEST(history.back().loss < 0.6 * history.front().loss);
  BOOST_TEST(history.back().accuracy > 0.85);
  BOOST_TEST(history.back().accuracy == eg::accuracy(m, held_out));
}

BOOST_AUTO_TEST_CASE(the_same_seeds_give_the_same_bits) {
  const eg::table data = circle(100);
  eg::model<net> a{eg::seed{1}}, b{eg::seed{1}}, c{eg::seed{1}};
  eg::fit_options other = quiet;
  other.shuffle = eg::seed{9};
  eg::fit(a, data, eg::cross_entropy, eg::adam{}, quiet);
  eg::fit(b, data, eg::cross_entropy, eg::adam{}, quiet);
  eg::fit(c, data, eg::cross_entropy, eg::adam{}, other);
  BOOST_TEST((weights_of(a) == weights_of(b)));
  BOOST_TEST((weights_of(a) != weights_of(c)), "another order of the rows");
}

BOOST_AUTO_TEST_CASE(any_batch_size_sees_every_row) {
  const eg::table data = circle(50);
  for (int batch : {1, 7, 50, 1000}) {
    eg::model<net> m{eg::seed{1}};
    const auto history = eg::fit(m, data, eg::cross_entropy, eg::sgd{.learning_rate = 1e-9},
                                 {.batch = batch, .epochs = 1, .show = false});
    const float whole = m.differentiate(eg::cross_entropy, data.features.data(), data.targets.data(), 50);
    BOOST_TEST(std::abs(history[0].loss - whole) < 1e-5, batch << ": the mean over the epoch is the loss of all rows");
  }
}

BOOST_AUTO_TEST_CASE(without_validation_accuracy_is_no_number) {
  const eg::table data = circle(20);
  eg::model<net> m;
  BOOST_TEST(std::isnan(eg::fit(m, data, eg::cross_entropy, eg::sgd{}, {.epochs = 1, .show = false})[0].accuracy));
}

BOOST_AUTO_TEST_CASE(what_diverges_goes_back_to_the_last_good_epoch) {
  const eg::table data = circle(100);
  eg::model<net> m{eg::seed{1}};
  const std::vector<float> before = weights_of(m);
  BOOST_CHECK_THROW(eg::fit(m, data, eg::cross_entropy, eg::sgd{.learning_rate = 1e30}, quiet), eg::error);
  bool finite = true;
  for (float w : weights_of(m)) finite = finite && std::isfinite(w);
  BOOST_TEST(finite);
  BOOST_TEST((weights_of(m) == before));
}

BOOST_AUTO_TEST_CASE(senseless_options_change_nothing) {
  const eg::table data = circle(20);
  eg::model<net> m{eg::seed{1}};
  const std::vector<float> before = weights_of(m);
  BOOST_CHECK_THROW(eg::fit(m, data, eg::cross_entropy, eg::sgd{}, {.batch = 0, .show = false}), eg::error);
  BOOST_CHECK_THROW(eg::fit(m, data, eg::cross_entropy, eg::sgd{}, {.epochs = 0, .show = false}), eg::error);
  BOOST_CHECK_THROW(eg::fit(m, data, eg::cross_entropy, eg::sgd{.learning_rate = -1}, quiet), eg::error);
  BOOST_CHECK_THROW(eg::fit(m, eg::dataset{}, eg::cross_entropy, eg::sgd{}, quiet), eg::error);
  BOOST_TEST((weights_of(m) == before));
}

BOOST_AUTO_TEST_SUITE_END()
