// Each lint where its cause is, and none where the cause is taken away.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>

#include "found.hpp"

namespace {

using namespace evengrad_test;
using eg::dense;
using eg::init::he_normal;

constexpr auto plain = eg::input<8> | dense<8> | eg::layer_norm | eg::relu | dense<8, he_normal, void> |
                       eg::batch_norm | eg::relu | eg::dropout(0.2) | eg::residual(dense<8> | eg::relu) | dense<3>;
constexpr auto biased = eg::input<8> | dense<8> | eg::batch_norm | eg::relu | dense<3>;
constexpr auto biased_beside = eg::input<8> | dense<8> | eg::add(eg::batch_norm, eg::identity_layer) | dense<3>;
constexpr auto biased_layer_norm = eg::input<8> | dense<8> | eg::layer_norm | dense<3>;
constexpr auto dropped =
    eg::input<8> | dense<8> | eg::relu | eg::dropout(0.5) | dense<8, he_normal, void> | eg::batch_norm | dense<3>;
constexpr auto single = eg::input<8> | dense<1> | eg::layer_norm | dense<3>;
constexpr auto repeated = eg::input<8> | eg::repeat<3>(dense<8> | eg::batch_norm | eg::relu) | dense<3>;
constexpr auto soft = eg::input<8> | dense<3> | eg::softmax;

struct unused_scale : eg::layer {
  static constexpr std::string_view name = "unused_scale";
  constexpr eg::symbol formula(eg::symbol x) const {
    x.parameter("scale", {x.features()}, eg::init::ones{});
    return x;
  }
};
struct detached : eg::layer {
  static constexpr std::string_view name = "detached";
  constexpr eg::symbol formula(eg::symbol x) const { return eg::detach(x); }
};
struct forgotten : eg::layer {  // computes a layer, and hands on what came in
  static constexpr std::string_view name = "forgotten";
  constexpr eg::symbol formula(eg::symbol x) const {
    apply(eg::relu, x);
    return x;
  }
};
// Seams: the end of a copy meets the beginning of the next, or what follows the last.
constexpr auto norm_follows = eg::input<8> | eg::repeat<3>(dense<8> | eg::relu | dense<8>) | eg::batch_norm | dense<3>;
constexpr auto norm_begins = eg::input<8> | eg::repeat<3>(eg::batch_norm | eg::relu | dense<8>) | dense<3>;
constexpr auto norm_begins_later =
    eg::input<8> | dense<8> | eg::repeat<3>(eg::batch_norm | eg::relu | dense<8, he_normal, void>) | dense<3>;
constexpr auto deeper = eg::input<8> | eg::repeat<2>(eg::repeat<2>(dense<8> | eg::relu | dense<8>)) |
                        eg::call(eg::batch_norm | eg::relu) | dense<3>;
constexpr auto norm_begins_a_branch =
    eg::input<8> | dense<8> | eg::repeat<3>(eg::residual(eg::batch_norm | eg::relu | dense<8>)) | dense<3>;
constexpr auto dropped_in_a_copy =
    eg::input<8> | eg::repeat<3>(dense<8, he_normal, void> | eg::batch_norm | eg::relu | eg::dropout(0.5)) | dense<3>;
constexpr auto dropped_once =
    eg::input<8> | eg::repeat<1>(dense<8, he_normal, void> | eg::batch_norm | eg::relu | eg::dropout(0.5)) | dense<3>;
constexpr auto forgetful_copies = eg::input<8> | eg::repeat<3>(dense<8> | forgotten{}) | dense<3>;
constexpr auto single_in_a_copy =
    eg::input<8> | eg::repeat<3>(eg::residual(dense<1> | eg::layer_norm | dense<8>)) | dense<3>;
constexpr auto soft_repeated = eg::input<8> | dense<3> | eg::repeat<1>(eg::softmax);
constexpr auto probability = eg::input<8> | dense<1> | eg::sigmoid;
constexpr auto unused = eg::input<8> | dense<8> | unused_scale{} | dense<3>;
constexpr auto cut = eg::input<8> | dense<8> | detached{} | dense<3>;
constexpr auto forgetful = eg::input<8> | dense<8> | forgotten{} | dense<3>;

}  // namespace

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(nothing_is_said_of_a_plain_network) {
  BOOST_TEST(found<plain>() == "");
  BOOST_TEST((found<plain, eg::cross_entropy_t>()) == "");
}
BOOST_AUTO_TEST_CASE(a_bias_that_the_next_layer_takes_off) {
  BOOST_TEST(found<biased>() == "dense_1 bias_without_effect; ");
  BOOST_TEST(found<biased_beside>() == "", "it is used beside");
  BOOST_TEST(found<biased_layer_norm>() == "", "features keep their own");
  BOOST_TEST(found<repeated>() == "repeat_1.dense_1 bias_without_effect; ");
}
BOOST_AUTO_TEST_CASE(dropout_in_front_of_batch_norm) {
  BOOST_TEST(found<dropped>() == "batch_norm_1 dropout_before_batch_norm; ");
}
BOOST_AUTO_TEST_CASE(a_norm_of_one_element) {
  BOOST_TEST(found<single>().find("layer_norm_1 norm_of_one_element") != std::string::npos);
}
BOOST_AUTO_TEST_CASE(parameters_that_no_gradient_reaches) {
  BOOST_TEST(found<unused>() == "unused_scale_1 unreached_parameter; ");
  BOOST_TEST(found<cut>() == "dense_1 unreached_parameter; dense_1 unreached_parameter; ");
}
BOOST_AUTO_TEST_CASE(a_layer_that_nobody_reads) {
  BOOST_TEST(found<forgetful>() == "forgotten_1.relu_1 layer_without_effect; ");
}
BOOST_AUTO_TEST_CASE(seams_of_copies) {
  BOOST_TEST(found<norm_follows>() == "repeat_1.dense_2 bias_without_effect; ");
  BOOST_TEST(found<norm_begins>() == "repeat_1.dense_1 bias_without_effect; ", "of all copies but the last");
  BOOST_TEST(found<norm_begins_later>() == "dense_1 bias_without_effect; ");
  BOOST_TEST(found<deeper>() == "repeat_1.repeat_1.dense_2 bias_without_effect; ");
  BOOST_TEST(found<norm_begins_a_branch>() == "", "it is used beside");
  BOOST_TEST(found<dropped_in_a_copy>() == "repeat_1.batch_norm_1 dropout_before_batch_norm; ");
  BOOST_TEST(found<dropped_once>() == "");
  BOOST_TEST(found<forgetful_copies>() == "repeat_1.forgotten_1.relu_1 layer_without_effect; ");
  BOOST_TEST(found<single_in_a_copy>().find("repeat_1.layer_norm_1 norm_of_one_element; ") != std::string::npos);
  BOOST_TEST((found<soft_repeated, eg::cross_entropy_t>()) == "repeat_1.softmax_1 softmax_before_log_loss; ");
}
BOOST_AUTO_TEST_CASE(softmax_twice) {
  BOOST_TEST((found<soft, eg::cross_entropy_t>()) == "softmax_1 softmax_before_log_loss; ");
  const std::string said = "softmax_1 softmax_before_log_loss; ";
  BOOST_TEST((found<soft, eg::smoothed_cross_entropy_t<1, 10>>()) == said);
  BOOST_TEST((found<soft, eg::soft_cross_entropy_t>()) == said);
  BOOST_TEST((found<soft, eg::kl_divergence_t>()) == said);
  BOOST_TEST((found<probability, eg::binary_cross_entropy_t>()) == "sigmoid_1 softmax_before_log_loss; ");
  BOOST_TEST((found<soft, eg::mse_t>()) == "", "a loss of probabilities");
  BOOST_TEST((found<probability, eg::mse_t>()) == "");
}

BOOST_AUTO_TEST_SUITE_END()
