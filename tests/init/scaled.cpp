// Initializers that ask for fans: moments of what is drawn, and the same bits from the same seed.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/init/scaled.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

constexpr auto drawn =
    eg::input<120> | eg::concat(eg::dense<200, eg::init::lecun_normal>, eg::dense<200, eg::init::lecun_uniform>,
                                eg::dense<200, eg::init::glorot_normal>, eg::dense<200, eg::init::glorot_uniform>,
                                eg::dense<200, eg::init::he_normal>, eg::dense<200, eg::init::he_uniform>);
constexpr int count = 120 * 200;

}  // namespace

BOOST_AUTO_TEST_CASE(variances_follow_from_the_fans) {
  eg::model<drawn, float> m{eg::seed(42)};
  check_normal(moments(m["dense_1.w"]), 1. / 120, count);
  check_uniform(moments(m["dense_2.w"]), 1. / 120, count);
  check_normal(moments(m["dense_3.w"]), 2. / (120 + 200), count);
  check_uniform(moments(m["dense_4.w"]), 2. / (120 + 200), count);
  check_normal(moments(m["dense_5.w"]), 2. / 120, count);
  check_uniform(moments(m["dense_6.w"]), 2. / 120, count);
  for (int i = 1; i <= 6; ++i) BOOST_TEST(moments(m["dense_" + std::to_string(i) + ".b"]).largest == 0);
}

BOOST_AUTO_TEST_CASE(the_seed_says_every_bit) {
  eg::model<drawn, float> a{eg::seed(7)}, b{eg::seed(7)}, other{eg::seed(8)};
  int equal = 0, same = 0;
  for (const eg::entry& e : a.entries())
    for (int i = 0; i < e.dims.size(); ++i) {
      equal += a.view(e)(i) == b.view(e)(i);
      same += e.dims.lines() > 1 && a.view(e)(i) == other.view(e)(i);
    }
  BOOST_TEST(equal == 6 * (count + 200));
  BOOST_TEST(same < 100);
  BOOST_TEST(a["dense_1.w"](0) != a["dense_3.w"](0), "each parameter has a stream of its own");
}

BOOST_AUTO_TEST_SUITE_END()
