// Gradient flow, against differences of the squared norm of the gradient.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/prune/grasp.hpp>

#include "masked_problem.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

constexpr auto net = eg::input<4> | eg::dense<6> | eg::tanh | eg::residual(eg::dense<6> | eg::tanh) | eg::dense<3>;

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(gradient_flow_is_that_of_differences) {
  masked_problem<net> p;
  eg::model<net, double> masked{eg::seed{0}};
  masked.take(p.m), p.mask.apply(masked.weights());
  const auto flow = [&] {
    p.loss(masked);
    double square = 0;
    p.each([&](std::size_t i) { square += masked.gradients()[i] * masked.gradients()[i]; });
    return square;
  };
  for (const int chunk : {256, 7}) {
    const eg::grasp criterion{eg::cross_entropy, eg::dataset(p.all), chunk};
    const eg::data_seen seen = look(criterion, p);
    p.each([&](std::size_t i) {
      const double removed = -p.m.weights()[i] * difference(masked, i, flow) / 2;
      const eg::weight_seen w{.now = p.m.weights()[i], .gradient = seen.gradient[i], .curvature = seen.curvature[i]};
      BOOST_TEST(std::fabs(criterion.score(w) + removed) < 1e-8);
    });
  }
}

BOOST_AUTO_TEST_SUITE_END()
