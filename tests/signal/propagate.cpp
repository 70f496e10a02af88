// Moments through layers and combinators, against their closed forms.
#include <boost/test/unit_test.hpp>

#include "figures.hpp"

namespace eg = evengrad;
using namespace evengrad_test;
using boost::test_tools::tolerance;

namespace {

using eg::dense;
using eg::init::glorot_normal;
using eg::init::lecun_normal;

using eg::init::he_normal;
constexpr auto rectified =
    eg::input<64> | dense<64, he_normal> | eg::relu | dense<64, he_normal> | eg::relu | dense<64, he_normal>;
constexpr auto xavier = eg::input<64> | dense<64, glorot_normal> | eg::relu | dense<64, glorot_normal> | eg::relu |
                        dense<64, glorot_normal>;
constexpr auto narrowing = eg::input<64> | dense<256, lecun_normal> | dense<16, lecun_normal>;
constexpr auto sums = eg::input<64> | dense<64, lecun_normal> | eg::residual(dense<64, lecun_normal>) |
                      eg::residual(dense<64, lecun_normal>) | dense<64, lecun_normal>;
constexpr auto joined = eg::input<64> | dense<64, lecun_normal> |
                        eg::concat(eg::identity_layer, dense<192, eg::init::normal<1, 4>>) | dense<8, lecun_normal>;
constexpr auto normed = eg::input<64> | dense<64, eg::init::normal<1>> | eg::layer_norm | dense<64, he_normal> |
                        eg::batch_norm | eg::relu | dense<64, he_normal> | eg::rms_norm | dense<8>;
constexpr auto words = eg::input<1> | eg::embedding<50, 32> | dense<8, lecun_normal>;

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(he_keeps_and_glorot_halves_what_rectifiers_pass) {
  const figures he = figures_of<rectified>(), halved = figures_of<xavier>();
  BOOST_TEST(he["dense_3"].out.second == 2, tolerance(1e-9));
  BOOST_TEST(he["dense_1"].backward == 1, tolerance(1e-9));
  BOOST_TEST(halved["dense_1"].out.second == 1, tolerance(1e-9));
  BOOST_TEST(halved["dense_3"].out.second == 0.25, tolerance(1e-9));
  BOOST_TEST(halved["dense_1"].backward == 0.25, tolerance(1e-9));
  BOOST_TEST(he["relu_2"].chi == 1, tolerance(1e-9));
  BOOST_TEST(halved["relu_2"].chi == 0.5, tolerance(1e-9));
  BOOST_TEST(he["relu_1"].factor == 0.5, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(the_gradient_grows_by_fan_out_times_the_variance) {
  const figures f = figures_of<narrowing>();
  BOOST_TEST(f["dense_2"].out.second == 1, tolerance(1e-9));
  BOOST_TEST(f["dense_1"].backward == 16. / 256, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(residual_sums_add_up) {
  const figures f = figures_of<sums>();
  BOOST_TEST(f["dense_2"].out.second == 1, tolerance(1e-9));
  BOOST_TEST(f["dense_3"].out.second == 2, tolerance(1e-9));
  BOOST_TEST(f["dense_4"].out.second == 4, tolerance(1e-9));
  BOOST_TEST(f["dense_1"].backward == 4, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(parts_side_by_side_count_by_their_width) {
  const figures f = figures_of<joined>();
  BOOST_TEST(f["dense_2"].out.second == 64. / 16, tolerance(1e-9));
  BOOST_TEST(f["dense_3"].out.second == (64 * 1 + 192 * 4) / 256., tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(normalizations_bring_the_mean_square_to_one) {
  const figures f = figures_of<normed>();
  BOOST_TEST(f["dense_1"].out.second == 64, tolerance(1e-9));
  for (const char* name : {"layer_norm_1", "batch_norm_1", "rms_norm_1"})
    BOOST_TEST(f[name].out.second == 1, tolerance(0.01));
  BOOST_TEST(f["layer_norm_1"].factor == 1. / 64, tolerance(0.03));
}

BOOST_AUTO_TEST_CASE(batch_norm_takes_off_what_rows_share) {
  const eg::signal_source alike{.input = {0, 1, 0.75}};
  const figures f = figures_of<normed>(alike);
  BOOST_TEST(f["batch_norm_1"].out.second == 1, tolerance(0.01));
  BOOST_TEST(f["batch_norm_1"].out.correlation() < 0.01);
  BOOST_TEST(f["layer_norm_1"].out.correlation() == 0.75, tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(a_table_gives_the_moments_of_its_lines) {
  const auto law = eg::init::normal<1>::law({50, 32});
  const figures f = figures_of<words>();
  BOOST_TEST(f["embedding_1"].out.second == f["dense_1"].out.second, tolerance(1e-9));
  BOOST_TEST(law.deviation == 1);
}

BOOST_AUTO_TEST_SUITE_END()
