// Warm restarts at marked steps.
#include <evengrad/optim/cosine_restarts.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(each_cycle_begins_high) {
  const eg::cosine_restarts equal{.steps = 4}, longer{.steps = 4, .longer = 2, .to = 0.1, .lower = 0.5};
  for (const int t : {1, 5, 9, 4001}) BOOST_TEST(equal(t) == 1);
  for (const int t : {3, 7, 4003}) BOOST_TEST(std::fabs(equal(t) - 0.5) < 1e-15);
  BOOST_TEST(longer(1) == 1);
  BOOST_TEST(longer(5) == 0.5);
  BOOST_TEST(std::fabs(longer(9) - 0.3) < 1e-15);
  BOOST_TEST(longer(13) == 0.25);
  BOOST_TEST(longer(29) == 0.125);
  const auto refused = [](auto s, const char* place, const char* value) { check_refused(eg::sgd{} | s, place, value); };
  refused(eg::cosine_restarts{.steps = 0}, "cosine_restarts.steps", "0");
  refused(eg::cosine_restarts{.longer = 0.5}, "cosine_restarts.longer", "0.5");
  refused(eg::cosine_restarts{.to = -1}, "cosine_restarts.to", "-1");
  refused(eg::cosine_restarts{.lower = 0}, "cosine_restarts.lower", "0");
}

BOOST_AUTO_TEST_SUITE_END()
