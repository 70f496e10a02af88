// Initializers that do not ask for fans, and one of a user.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/init/fixed.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

/// A user's: normal around 3 with a deviation of 1/√fan_out.
struct around_three {
  static constexpr eg::law law(eg::fans f) { return eg::normal_law(3, eg::sqrt(1. / f.out)); }
};
constexpr auto plain =
    eg::input<100> | eg::concat(eg::dense<200, eg::init::normal<1, 50>, eg::init::ones>,
                                eg::dense<200, eg::init::uniform<1, 4>, eg::init::constant<-7, 2>>,
                                eg::dense<200, eg::init::zeros, eg::init::zeros>, eg::dense<200, around_three>);
constexpr int count = 100 * 200;

}  // namespace

BOOST_AUTO_TEST_CASE(moments_are_those_of_the_law) {
  eg::model<plain, double> m{eg::seed(1)};
  check_normal(moments(m["dense_1.w"]), 0.02 * 0.02, count);
  check_uniform(moments(m["dense_2.w"]), 0.25 * 0.25 / 3, count);
  const auto constant = [&](const char* name, double c) {
    const moments x(m[name]);
    BOOST_TEST(x.smallest == c);
    BOOST_TEST(x.largest == c);
  };
  constant("dense_1.b", 1);
  constant("dense_2.b", -3.5);
  constant("dense_3.w", 0);
  constant("dense_3.b", 0);
  moments own(m["dense_4.w"]);
  BOOST_TEST(std::fabs(own.mean - 3) < 5 * std::sqrt(1. / 200 / count));
  own.mean -= 3;
  check_normal(own, 1. / 200, count);
}

BOOST_AUTO_TEST_SUITE_END()
