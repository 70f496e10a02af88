// Layers that are fitted to data, before there is any: they make of the source's moments what they will make of rows.
#include <boost/test/unit_test.hpp>

#include <evengrad/signal/healthy.hpp>

#include "figures.hpp"

namespace eg = evengrad;
using namespace evengrad_test;
using boost::test_tools::tolerance;

namespace {

template <int N>
constexpr auto dense = eg::dense<N, eg::init::he_normal>;
constexpr auto standardized = eg::input<64> | eg::standardize | dense<64> | eg::relu | eg::dense<10>;
constexpr auto whitened = eg::input<64> | eg::whiten | dense<64> | eg::relu | eg::dense<10>;
constexpr auto ranged = eg::input<64> | eg::min_max<-1, 1> | dense<64> | eg::relu | eg::dense<10>;
constexpr auto centred = eg::input<64> | eg::centre | dense<64> | eg::relu | eg::dense<10>;
static_assert(eg::healthy<standardized>() && eg::healthy<whitened>() && eg::healthy<ranged>());
constexpr eg::signal_source far{{20, 404, 400}};  // mean 20, deviation 2, rows that have only the mean in common

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(scaled_inputs_have_the_moments_that_they_are_scaled_to) {
  const auto check = [](const figures& f, const char* layer, double square) {
    BOOST_TEST(std::fabs(f[layer].out.mean) < 1e-12);
    BOOST_TEST(f[layer].out.second == square, tolerance(1e-12));
    BOOST_TEST(std::fabs(f[layer].out.across) < 1e-12);
    BOOST_TEST(f["dense_1"].out.second == 2 * square, tolerance(1e-12));  // by he_normal
  };
  check(figures_of<standardized>(far), "standardize_1", 1);
  check(figures_of<whitened>(far), "whiten_1", 1);
  check(figures_of<ranged>(far), "min_max_1", 1. / 3);  // as of a uniform law
  check(figures_of<centred>(far), "centre_1", 4);
  check(figures_of<standardized>(), "standardize_1", 1);
}

BOOST_AUTO_TEST_SUITE_END()
