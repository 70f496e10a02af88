// Nets that are well: nothing is said of them, whatever they are put together from.
#include <boost/test/unit_test.hpp>

#include "found.hpp"

namespace {

using namespace evengrad_test;
using eg::dense;
using eg::init::glorot_normal;
using eg::init::he_normal;
using eg::init::lecun_normal;
namespace gain = eg::init::gain;

template <class G>
using scaled = eg::init::variance_scaling<G>;
template <class Op>
using by_gain_of = scaled<gain::of<Op>>;

// Every activation with the law that fits it: shallow, and sixteen layers deep.
template <auto Act, class Init, int N>
constexpr auto stack = eg::input<64> | eg::repeat<N>(dense<64, Init> | Act) | dense<10, glorot_normal>;
// Every activation behind every normalization, whatever law draws; the bias is left out in front of a mean over rows.
template <auto Act, auto Norm, class Bias>
constexpr auto normed = eg::input<64> | eg::repeat<30>(dense<64, glorot_normal, Bias> | Norm | Act) | dense<10>;
template <auto Act, auto Norm, class Bias>
constexpr auto pre_activation = eg::input<64> | dense<32, he_normal, Bias> |
                                eg::repeat<30>(eg::residual(Norm | Act | dense<32, glorot_normal, Bias>)) | Norm
                                | dense<10>;

struct mlp : eg::block {
  static constexpr std::string_view name = "mlp";
  static constexpr auto graph = eg::residual(eg::layer_norm | dense<64> | eg::gelu | dense<32>);
};

constexpr auto linear = eg::input<64> | dense<10>;
constexpr auto logistic_regression = eg::input<30> | dense<1>;
constexpr auto lenet = eg::input<28, 28> | eg::flatten | dense<300, glorot_normal> | eg::relu |
                       dense<100, glorot_normal> | eg::relu | dense<10, glorot_normal>;
constexpr auto circles = eg::input<2> | dense<5, glorot_normal> | eg::tanh | dense<5, glorot_normal> | eg::tanh |
                         dense<5, glorot_normal> | eg::tanh | dense<5, glorot_normal> | eg::tanh | dense<1>;
constexpr auto regression = eg::input<8> | eg::standardize | dense<64> | eg::relu | dense<64> | eg::relu | dense<1>;
constexpr auto probability_by_mse = eg::input<8> | dense<16> | eg::relu | dense<1> | eg::sigmoid;
constexpr auto autoencoder =
    eg::input<64> | dense<32> | eg::relu | dense<8> | eg::relu | dense<32> | eg::relu | dense<64> | eg::sigmoid;
constexpr auto selu_net = eg::input<64> | eg::repeat<8>(dense<64, lecun_normal> | eg::selu | eg::alpha_dropout(0.05)) |
                          dense<10, lecun_normal>;
constexpr auto dropped = eg::input<64> | eg::dropout(0.2) | dense<64> | eg::relu | eg::dropout(0.5) | dense<64> |
                         eg::relu | eg::dropout(0.5) | dense<10>;
constexpr auto dropped_behind = eg::input<64> | dense<64, he_normal, void> | eg::batch_norm | eg::relu |
                                dense<64, he_normal, void> | eg::batch_norm | eg::relu | eg::dropout(0.5) | dense<10>;
constexpr auto norm_behind =
    eg::input<64> | dense<64> | eg::relu | eg::batch_norm | dense<64> | eg::relu | eg::batch_norm | dense<10>;
constexpr auto norm_of_the_input = eg::input<8> | eg::batch_norm | dense<16> | eg::relu | dense<3>;
constexpr auto transformer_like = eg::input<16, 32> | eg::repeat<12>(mlp{}) | eg::layer_norm | eg::flatten | dense<10>;
constexpr auto rezero = eg::input<64> | dense<32> | eg::repeat<50>(eg::rezero(dense<32> | eg::relu)) | dense<10>;
constexpr auto fixup = eg::input<64> | dense<32> | eg::repeat<16>(eg::fixup<16>(dense<32> | eg::relu | dense<32>)) |
                       dense<10, eg::init::zeros>;
constexpr auto skip_init =
    eg::input<64> | dense<32> | eg::repeat<16>(eg::skip_init(dense<32> | eg::relu | dense<32>)) | dense<10>;
constexpr auto gated = eg::input<64> | eg::multiply(dense<32>, dense<32> | eg::sigmoid) |
                       eg::multiply(dense<32>, dense<32> | eg::sigmoid) | dense<10>;
constexpr auto highway = eg::input<64> | dense<32> |
                         eg::repeat<8>(eg::residual(eg::multiply(dense<32> | eg::tanh, dense<32> | eg::sigmoid))) |
                         dense<10>;
constexpr auto words = eg::input<1> | eg::embedding<500, 16> | dense<32> | eg::relu | dense<500>;
constexpr auto maxouts = eg::input<64> | eg::repeat<8>(dense<64> | eg::maxout<2> | dense<64>) | dense<10>;
constexpr auto prelus = eg::input<64> | eg::repeat<12>(dense<64> | eg::prelu) | dense<10>;
constexpr auto weight_normed = eg::input<64> | eg::repeat<8>(dense<64, eg::weight_norm<>> | eg::relu) | dense<10>;
constexpr auto head_only = eg::input<64> | eg::frozen(dense<32> | eg::batch_norm | eg::relu) | dense<2>;
constexpr auto hourglass = eg::input<64> | dense<48> | eg::relu | eg::tap<"48"> | dense<24> | eg::relu | dense<48> |
                           eg::relu | eg::concat(eg::identity_layer, eg::from<"48">) | dense<10>;
constexpr auto siamese =
    eg::input<16> | eg::shared<"a">(dense<16>) | eg::relu | eg::shared<"a">(dense<16>) | eg::relu | dense<10>;

}  // namespace

#define SAYS_NOTHING(...) BOOST_TEST((found<__VA_ARGS__>()) == "")

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(activations_with_their_law) {
  SAYS_NOTHING(stack<eg::relu, he_normal, 16>);
  SAYS_NOTHING(stack<eg::leaky_relu(), he_normal, 16>);
  SAYS_NOTHING(stack<eg::tanh, glorot_normal, 16>);
  SAYS_NOTHING(stack<eg::tanh, by_gain_of<eg::tanh_op>, 16>);
  SAYS_NOTHING(stack<eg::selu, lecun_normal, 16>);
  SAYS_NOTHING(stack<eg::gelu, by_gain_of<eg::gelu_op>, 16>);
  SAYS_NOTHING(stack<eg::silu, by_gain_of<eg::silu_op>, 16>);
  SAYS_NOTHING(stack<eg::softplus, lecun_normal, 4>);
  SAYS_NOTHING(stack<eg::softsign, glorot_normal, 16>);
  SAYS_NOTHING(stack<eg::hard_tanh, glorot_normal, 16>);
  SAYS_NOTHING(stack<eg::scaled_tanh, lecun_normal, 16>);
  SAYS_NOTHING(stack<eg::relu, glorot_normal, 4>);
  SAYS_NOTHING(stack<eg::sigmoid, glorot_normal, 3>);
}
BOOST_AUTO_TEST_CASE(normalizations) {
  SAYS_NOTHING(normed<eg::relu, eg::batch_norm, void>);
  SAYS_NOTHING(normed<eg::sigmoid, eg::batch_norm, void>);
  SAYS_NOTHING(normed<eg::relu, eg::layer_norm, eg::init::zeros>);
  SAYS_NOTHING(normed<eg::sigmoid, eg::rms_norm, eg::init::zeros>);
  SAYS_NOTHING(normed<eg::gelu, eg::group_norm<4>, eg::init::zeros>);
  SAYS_NOTHING(pre_activation<eg::relu, eg::batch_norm, void>);
  SAYS_NOTHING(pre_activation<eg::sigmoid, eg::layer_norm, eg::init::zeros>);
}
BOOST_AUTO_TEST_CASE(nets_of_all_kinds) {
  SAYS_NOTHING(linear, eg::cross_entropy_t);
  SAYS_NOTHING(logistic_regression, eg::binary_cross_entropy_t);
  SAYS_NOTHING(lenet, eg::cross_entropy_t);
  SAYS_NOTHING(circles, eg::binary_cross_entropy_t);
  SAYS_NOTHING(regression, eg::mse_t);
  SAYS_NOTHING(probability_by_mse, eg::mse_t);
  SAYS_NOTHING(autoencoder, eg::mse_t);
  SAYS_NOTHING(selu_net, eg::cross_entropy_t);
  SAYS_NOTHING(dropped, eg::cross_entropy_t);
  SAYS_NOTHING(dropped_behind, eg::cross_entropy_t);
  SAYS_NOTHING(norm_behind, eg::cross_entropy_t);
  SAYS_NOTHING(norm_of_the_input, eg::cross_entropy_t);
  SAYS_NOTHING(transformer_like, eg::cross_entropy_t);
  SAYS_NOTHING(rezero, eg::cross_entropy_t);
  SAYS_NOTHING(fixup, eg::cross_entropy_t);
  SAYS_NOTHING(skip_init, eg::cross_entropy_t);
  SAYS_NOTHING(gated, eg::cross_entropy_t);
  SAYS_NOTHING(highway, eg::cross_entropy_t);
  SAYS_NOTHING(words, eg::cross_entropy_t);
  SAYS_NOTHING(maxouts, eg::cross_entropy_t);
  SAYS_NOTHING(prelus, eg::cross_entropy_t);
  SAYS_NOTHING(weight_normed, eg::cross_entropy_t);
  SAYS_NOTHING(head_only, eg::cross_entropy_t);
  SAYS_NOTHING(hourglass, eg::cross_entropy_t);
  SAYS_NOTHING(siamese, eg::cross_entropy_t);
}

BOOST_AUTO_TEST_SUITE_END()
