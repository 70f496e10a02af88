// What is kept of a model to go back to.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/checkpoint.hpp>

#include <boost/test/unit_test.hpp>
#include <limits>

#include "few.hpp"

namespace eg = evengrad;

namespace {
constexpr auto net =
    eg::input<4> | eg::dense<8, eg::init::automatic, void> | eg::batch_norm | eg::dropout(0.5) | eg::dense<3>;
}

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(a_model_goes_back_to_its_checkpoint_with_its_random_numbers) {
  const eg::table data = few::rays(12);
  eg::model<net> m{eg::seed{1}};
  eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 1));
  eg::checkpoint<net, float> kept;
  kept.take(m);
  const auto then = few::numbers_of(m);
  eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 1));
  const auto first = few::numbers_of(m);
  kept.give(m);
  BOOST_TEST((few::same_bits(few::numbers_of(m), then) && m.steps() == 3u));
  eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 1));
  BOOST_TEST(few::same_bits(few::numbers_of(m), first), "dropout draws the same again");
  BOOST_TEST(kept.finite());
  m.weights()[0] = std::numeric_limits<float>::infinity();
  kept.take(m);
  BOOST_TEST(!kept.finite());
}

BOOST_AUTO_TEST_SUITE_END()
