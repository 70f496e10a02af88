// Verdicts: each kind where its cause is, none where a network trains.
#include <boost/test/unit_test.hpp>

#include <evengrad/signal/healthy.hpp>

#include "figures.hpp"

namespace eg = evengrad;

namespace {

using eg::dense;
using eg::init::lecun_normal;
using large = eg::init::normal<1>;
using zeros = eg::init::zeros;

constexpr auto good = eg::input<64> | dense<64> | eg::relu | dense<32> | eg::relu | dense<10>;
constexpr auto deep = eg::input<64> | dense<32> |
                      eg::repeat<10000>(eg::residual(eg::layer_norm | dense<32> | eg::relu | dense<32, zeros>)) |
                      dense<10>;
constexpr auto normalized = eg::input<64> | dense<64, large> | eg::batch_norm | eg::tanh | dense<64, large> |
                            eg::batch_norm | eg::tanh | dense<10>;
static_assert(eg::healthy<good>() && eg::healthy<deep>() && eg::healthy<normalized>());

constexpr auto zero = eg::input<2> | dense<5, zeros> | eg::relu | dense<5, zeros> | eg::relu | dense<1, zeros>;
constexpr auto equal =
    eg::input<2> | dense<5, eg::init::constant<1, 2>> | eg::tanh | dense<1, eg::init::constant<1, 2>>;
constexpr auto zero_head = eg::input<64> | dense<32> | eg::relu | dense<10, zeros>;
constexpr auto dead = eg::input<64> | dense<64, lecun_normal, eg::init::constant<-30>> | eg::relu | dense<10>;
constexpr auto saturated = eg::input<256> | dense<256, large> | eg::tanh | dense<10>;
constexpr auto exploding = eg::input<256> | dense<256, large> | eg::relu | dense<256, large> | eg::relu | dense<10>;
constexpr auto vanishing = eg::input<64> | dense<64, eg::init::normal<1, 100>> | eg::relu |
                           dense<64, eg::init::normal<1, 100>> | eg::relu | dense<64, eg::init::normal<1, 100>> |
                           eg::relu | dense<10>;
constexpr auto chaotic = eg::input<64> | dense<64, lecun_normal> |
                         eg::repeat<40>(dense<64, eg::init::normal<3, 8>> | eg::tanh) | dense<10, lecun_normal>;
constexpr auto sigmoids =
    eg::input<64> | dense<64, lecun_normal> | eg::repeat<8>(dense<64, lecun_normal> | eg::sigmoid) | dense<10>;

template <const auto& Net>
eg::verdict verdict_of() {
  BOOST_TEST((eg::signal_of<Net>().worst.what == eg::diagnosis_of<Net>.fault.what), "few points say what many say");
  return eg::diagnosis_of<Net>.fault.what;
}
template <const auto& Net>
std::string place_of() {
  return std::string(eg::diagnosis_of<Net>.place.text, std::size_t(eg::diagnosis_of<Net>.place.size));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(units_that_stay_alike) {
  BOOST_TEST((verdict_of<zero>() == eg::verdict::symmetric));
  BOOST_TEST((verdict_of<equal>() == eg::verdict::symmetric));
  BOOST_TEST(place_of<equal>() == "dense_1");
  BOOST_TEST((verdict_of<zero_head>() == eg::verdict::healthy), "its units get gradients of their own");
}
BOOST_AUTO_TEST_CASE(activations_that_pass_nothing) {
  BOOST_TEST((verdict_of<dead>() == eg::verdict::dead));
  BOOST_TEST((verdict_of<saturated>() == eg::verdict::saturated));
  BOOST_TEST(place_of<saturated>() == "tanh_1");
}
BOOST_AUTO_TEST_CASE(signals_that_vanish_and_explode) {
  BOOST_TEST((verdict_of<exploding>() == eg::verdict::exploding_forward));
  BOOST_TEST((verdict_of<vanishing>() == eg::verdict::vanishing_forward));
  BOOST_TEST((verdict_of<chaotic>() == eg::verdict::exploding_backward));
  BOOST_TEST((verdict_of<sigmoids>() == eg::verdict::vanishing_backward));
}
BOOST_AUTO_TEST_CASE(numbers_as_compilers_show_them) {
  const auto text = [](double x) { return std::string(eg::scientific(x).text); };
  BOOST_TEST(text(7.4e-6) == "7.4e-06");
  BOOST_TEST(text(12345) == "1.2e+04");
  BOOST_TEST(text(9.96) == "1.0e+01");
  BOOST_TEST(text(-3e150) == "-3.0e+150");
  BOOST_TEST(text(0) == "0.0e+00");
  BOOST_TEST(text(1e305) == "inf");
}

BOOST_AUTO_TEST_SUITE_END()
