// Steps at marked places.
#include <evengrad/optim/milestones.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(milestones_multiply_behind_each) {
  const eg::milestones m{{2, 5, 6}, 0.5};
  constexpr double exact[] = {1, 1, 0.5, 0.5, 0.5, 0.25, 0.125, 0.125};
  for (int t = 1; t <= 8; ++t) BOOST_TEST(m(t) == exact[t - 1]);
  BOOST_TEST(eg::milestones{{10}}(11) == 0.1);
  const auto refused = [](auto s, const char* place, const char* value) { check_refused(eg::sgd{} | s, place, value); };
  refused(eg::milestones{{0, 3}}, "milestones.after", "0");
  refused(eg::milestones{{4, 4}}, "milestones.after", "4");
  refused(eg::milestones{{4, 5}, -1.}, "milestones.factor", "-1");
}

BOOST_AUTO_TEST_SUITE_END()
