// One cycle at marked steps; PyTorch's table is in reference.cpp.
#include <evengrad/optim/one_cycle.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(up_and_down_in_so_many_steps) {
  const eg::one_cycle c{.steps = 21, .rise = 5. / 21, .from = 0.2, .to = 0.1};
  BOOST_TEST(std::fabs(c(1) - 0.2) < 1e-15);
  BOOST_TEST(std::fabs(c(3) - 0.6) < 1e-15);
  BOOST_TEST(c(5) == 1);
  BOOST_TEST(std::fabs(c(13) - 0.55) < 1e-15);
  BOOST_TEST(c(21) == 0.1);
  BOOST_TEST(c(1000) == 0.1);
  BOOST_TEST((c | eg::constant_rate{0.05})(22) == 0.05);
  const auto refused = [](auto s, const char* place, const char* value) { check_refused(eg::sgd{} | s, place, value); };
  refused(eg::one_cycle{.steps = 1}, "one_cycle.steps", "1");
  refused(eg::one_cycle{.rise = 1}, "one_cycle.rise", "1");
  refused(eg::one_cycle{.from = -1}, "one_cycle.from", "-1");
  refused(eg::one_cycle{.to = 1}, "one_cycle.to", "1");
}

BOOST_AUTO_TEST_SUITE_END()
