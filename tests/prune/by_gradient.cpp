// Scores by the gradient over data, against differences of the loss.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/prune/by_gradient.hpp>
#include <evengrad/prune/prune.hpp>

#include "../message.hpp"
#include "masked_problem.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

constexpr auto net =
    eg::input<4> | eg::dense<6> | eg::tanh | eg::repeat<3>(eg::residual(eg::dense<6> | eg::tanh)) | eg::dense<3>;
constexpr auto normed = eg::input<4> | eg::dense<6> | eg::batch_norm | eg::relu | eg::dropout(0.5) | eg::dense<3>;

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(gradients_are_those_of_differences) {
  masked_problem<net> p;
  eg::model<net, double> masked{eg::seed{0}};
  masked.take(p.m), p.mask.apply(masked.weights());
  for (const int chunk : {256, 7}) {
    const eg::data_seen seen = look(eg::snip{eg::cross_entropy, eg::dataset(p.all), chunk}, p);
    const eg::data_seen same = look(eg::gradient_magnitude{eg::cross_entropy, eg::dataset(p.all), chunk}, p);
    p.each([&](std::size_t i) {
      const double g = difference(masked, i, [&] { return p.loss(masked); });
      BOOST_TEST(std::fabs(seen.gradient[i] - g) < 1e-8);
      const eg::weight_seen w{.now = p.m.weights()[i], .gradient = seen.gradient[i]};
      BOOST_TEST(std::fabs(eg::snip{eg::cross_entropy, eg::dataset(p.all)}.score(w) - std::fabs(g * w.now)) < 1e-8);
      BOOST_TEST(same.gradient[i] == seen.gradient[i]);
    });
  }
}

BOOST_AUTO_TEST_CASE(states_and_steps_stay) {
  masked_problem<normed> p;
  const std::vector<double> states(p.m.states(), p.m.states() + p.m.state_count());
  const eg::data_seen once = look(eg::snip{eg::cross_entropy, eg::dataset(p.all)}, p),
                      twice = look(eg::snip{eg::cross_entropy, eg::dataset(p.all)}, p);
  BOOST_TEST(std::equal(states.begin(), states.end(), p.m.states()));
  BOOST_TEST(once.gradient == twice.gradient);  // dropout draws for the same step
}

BOOST_AUTO_TEST_CASE(refused_by_criteria) {
  masked_problem<net> p;
  const eg::weight_mask all(p.m.places());
  const auto says = [&](auto criterion) { return message([&] { eg::prune(p.m, all, eg::pruning{criterion}); }); };
  BOOST_TEST(says(eg::snip{eg::cross_entropy, eg::dataset(p.all), 0}) ==
             "pruning: chunks of 0 rows; give at least one row");
  BOOST_TEST(says(eg::snip{eg::cross_entropy, eg::dataset{}}).find("data: ") == 0u);
  p.all.width = 2;
  BOOST_TEST(says(eg::gradient_magnitude{eg::cross_entropy, eg::dataset(p.all)}).find("data: 2 features a row") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
