// The average of weights, with which training ends.
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/weights_average.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(later_weights_count_more_and_all_of_them_one) {
  const auto x = eg::chain(eg::sgd{0.05}, eg::weights_average{0.8});
  eg::optimizer<double, decltype(x)> rule(x);
  numbers w = first_weights(), sum{};
  double shares = 0;
  for (int t = 1; t <= 5; ++t) {
    const numbers g = gradient_at(t);
    rule.update(w.data(), g.data(), weight_count);
    shares = 0.8 * shares + 1;
    for (std::size_t i = 0; i < weight_count; ++i) sum[i] = 0.8 * sum[i] + w[i];
  }
  BOOST_TEST(difference(w, after_steps<double>(eg::sgd{0.05}, 5)) == 0);
  for (double& s : sum) s /= shares;
  rule.finish(w.data(), weight_count);
  BOOST_TEST(difference(w, sum) <= 1e-14);
  check_zeros_stay(x);
  check_refused(eg::weights_average{1}, "weights_average.decay", "1");
}

BOOST_AUTO_TEST_SUITE_END()
