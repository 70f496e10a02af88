#include <evengrad/diagnose/guess.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/hinge.hpp>
#include <evengrad/loss/mse.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace eg = evengrad;
using boost::test_tools::tolerance;

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(a_guess_knows_the_shares_and_no_row) {
  const float classes[] = {0, 1, 1, 1}, odds[] = {0, 1, 1, 1}, values[] = {1, 2, 3, 6},
              soft[] = {0.25, 0.75, 0.25, 0.75};
  const double entropy = -0.25 * std::log(0.25) - 0.75 * std::log(0.75);
  BOOST_TEST(eg::guess_of<eg::cross_entropy_t>({classes, 4, 1}, 2).first == entropy, tolerance(1e-6));
  BOOST_TEST(eg::guess_of<eg::binary_cross_entropy_t>({odds, 4, 1}, 1).first == entropy, tolerance(1e-6));
  BOOST_TEST(eg::guess_of<eg::soft_cross_entropy_t>({soft, 2, 2}, 2).first == entropy, tolerance(1e-6));
  const auto [variance, name] = eg::guess_of<eg::mse_t>({values, 4, 1}, 1);
  BOOST_TEST(variance == 3.5, tolerance(1e-6));
  BOOST_TEST(name == "the mean of the targets");
  BOOST_TEST(eg::guess_of<eg::hinge_t>({classes, 4, 1}, 2).second == "");
}

BOOST_AUTO_TEST_CASE(a_bias_needs_targets_that_vary) {
  const float some[] = {0, 1, 1, 0}, all[] = {1, 1, 1, 1};
  BOOST_CHECK(eg::every_target_varies<eg::cross_entropy_t>({some, 4, 1}, 2));
  BOOST_CHECK(!eg::every_target_varies<eg::cross_entropy_t>({some, 4, 1}, 3));
  BOOST_CHECK(!eg::every_target_varies<eg::binary_cross_entropy_t>({all, 4, 1}, 1));
  BOOST_CHECK(eg::every_target_varies<eg::mse_t>({all, 4, 1}, 1));
}

BOOST_AUTO_TEST_SUITE_END()
