#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/exponential.hpp>
#include <evengrad/op/root.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/probe/birth.hpp>
#include <evengrad/probe/recorder.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net =
    eg::input<2> | eg::dense<4> | eg::relu | eg::dense<3> | eg::elementwise<eg::exp_op>{} | eg::dense<1>;

constexpr auto rooted = eg::input<2> | eg::dense<4> | eg::relu | eg::elementwise<eg::sqrt_op>{} | eg::dense<1>;

struct fixture {
  eg::model<net> m{eg::seed{1}};
  float x[4] = {1, 2, -1, .5f}, y[2] = {1, 0};
  eg::birth_of_nan find() { return eg::find_birth(m, eg::mse, {{x, 2, 2}, {y, 2, 1}}); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_FIXTURE_TEST_CASE(nothing_is_found_in_a_healthy_model, fixture) {
  BOOST_TEST(!find().seen);
  BOOST_TEST(m.steps() == 0u);
}

BOOST_FIXTURE_TEST_CASE(in_data_weights_layers_and_the_loss, fixture) {
  m["dense_2.b"](1) = 200;
  BOOST_TEST(find().where == "exp_1");
  BOOST_TEST(find().what == "infinity");
  m["dense_2.b"](1) = 60, m["dense_3.w"](1) = 1;  // e^60 squared is too much
  BOOST_TEST(find().where == "the loss");
  m["dense_1.w"](0, 3) = 0.f / m["dense_1.b"](0);
  BOOST_TEST(find().where == "dense_1.w");
  BOOST_TEST(find().what == "not a number");
  y[1] = 1e38f * 10 * y[0];
  BOOST_TEST(find().where == "the targets");
  x[2] = y[1];
  BOOST_TEST(find().where == "the data");
}

BOOST_FIXTURE_TEST_CASE(a_training_that_diverges_says_where, fixture) {
  const eg::dataset data{{x, 2, 2}, {y, 2, 1}};
  eg::recorder recorder;
  const eg::sgd rule{.learning_rate = 1e6};
  const eg::fit_options o{.batch = 2, .epochs = 50, .show = false};
  BOOST_CHECK_THROW(eg::fit<eg::no_lints>(m, data, eg::mse, rule, o, recorder), eg::error);
  const eg::birth_of_nan& born = recorder.recording.first_nan;
  BOOST_TEST(born.seen);
  BOOST_TEST(born.where == "exp_1");
  BOOST_TEST(born.step > 0);
}

// The slope of a root at 0 is infinite: the loss is not, and the weights are not before the step.
BOOST_FIXTURE_TEST_CASE(a_gradient_that_is_not_finite, fixture) {
  eg::model<rooted> roots{eg::seed{1}};
  const eg::birth_of_nan by_hand = eg::find_birth(roots, eg::mse, {{x, 2, 2}, {y, 2, 1}});
  BOOST_TEST(by_hand.where == "the gradient at relu_1");

  const eg::dataset data{{x, 2, 2}, {y, 2, 1}};
  const eg::fit_options o{.batch = 2, .epochs = 5, .show = false};
  eg::recorder all{.every = 1}, few{.every = 10};
  BOOST_CHECK_THROW(eg::fit<eg::no_lints>(roots, data, eg::mse, eg::sgd{.learning_rate = 1e-3}, o, all), eg::error);
  BOOST_TEST(all.recording.first_nan.where == "the gradient at relu_1");
  BOOST_TEST(all.recording.first_nan.what == by_hand.what);
  BOOST_TEST(all.recording.first_nan.step == 0);

  // Between steps that are recorded it is told where it went, a step later.
  eg::optimizer<float, eg::sgd> rule{eg::sgd{.learning_rate = 1e-3}};
  const eg::minibatch batch{data.x, data.y};
  roots.set_steps(3);
  few.step(roots, eg::mse, batch, rule);
  BOOST_TEST(!few.recording.first_nan.seen);
  few.failed(roots, eg::mse, batch, 4, 0);
  BOOST_TEST(few.recording.first_nan.where.starts_with("dense_1."));
  BOOST_TEST(few.recording.first_nan.step == 4);
}

BOOST_AUTO_TEST_SUITE_END()
