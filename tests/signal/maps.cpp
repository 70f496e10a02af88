// Functions of one normal number stay functions of it, through values and derivatives of any composition.
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "figures.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

using eg::init::lecun_normal;

// x · s(x) in three ops, one op, and with numbers around
struct composed : eg::layer {
  static constexpr std::string_view name = "composed";
  constexpr eg::symbol formula(eg::symbol x) const { return x * eg::sigmoid(x * 2.) * 3. / 3. + 0.; }
};
struct swish_op {
  static constexpr std::string_view name = "swish_2";
  static constexpr auto value(auto x) {
    using T = decltype(x);
    return x / (T(1.) + exp(x * T(-2.)));
  }
  static constexpr auto derivative(auto x, auto) {
    const auto s = eg::sigmoid(x * 2.);
    return s + x * 2. * s * (1. - s);
  }
};
struct gated : eg::layer {  // two independent numbers
  static constexpr std::string_view name = "gated";
  constexpr eg::symbol formula(eg::symbol x) const {
    const eg::symbol a = matmul(x, x.parameter("a", {64, 64}, lecun_normal{})),
                     b = matmul(x, x.parameter("b", {64, 64}, lecun_normal{}));
    return eg::relu(a) * eg::sigmoid(b);
  }
};
constexpr auto in_ops = eg::input<64> | eg::dense<64, lecun_normal> | composed{} | eg::dense<8, lecun_normal>;
constexpr auto as_one =
    eg::input<64> | eg::dense<64, lecun_normal> | eg::elementwise<swish_op>{} | eg::dense<8, lecun_normal>;
constexpr auto with_gate = eg::input<64> | gated{} | eg::dense<8, lecun_normal>;
constexpr auto dropped = eg::input<64> | eg::dense<64, lecun_normal> | eg::dropout(0.2) | eg::dense<8, lecun_normal>;

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(a_formula_of_several_ops_is_as_good_as_one) {
  const figures a = figures_of<in_ops>(), b = figures_of<as_one>();
  BOOST_TEST(a["composed_1"].out.second == b["swish_2_1"].out.second, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(a["dense_1"].backward == b["dense_1"].backward, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(a["composed_1"].chi == b["swish_2_1"].chi, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(a_gate_is_a_product_of_independent_numbers) {
  const double sigmoid_square = 0.293379;  // E[s(z)²]
  BOOST_TEST(figures_of<with_gate>()["gated_1"].out.second == 0.5 * sigmoid_square, boost::test_tools::tolerance(1e-4));
}

BOOST_AUTO_TEST_CASE(dropout_scales_the_mean_square_by_what_it_keeps) {
  const figures f = figures_of<dropped>();
  BOOST_TEST(f["dropout_1"].out.second == 1 / 0.8, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(f["dropout_1"].factor == 1 / 0.8, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()
