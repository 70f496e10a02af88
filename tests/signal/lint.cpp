// Each lint where its cause is, and none where the cause is taken away.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>
#include <evengrad/signal/strict.hpp>

namespace eg = evengrad;

namespace {

using eg::dense;
using eg::init::he_normal;

template <const auto& Net, class Loss = eg::signal_probe>
std::string found() {
  std::string s;
  for (int i = 0; i < eg::lints_of<Net, Loss>.count; ++i) {
    const eg::placed_lint& l = eg::lints_of<Net, Loss>.of[i];
    const std::string_view words = eg::words_of(l.what);
    s += std::string(l.place.text, std::size_t(l.place.size)) + " " + std::string(words.substr(0, words.find(':'))) +
         "; ";
  }
  return s;
}

constexpr auto plain = eg::input<8> | dense<8> | eg::relu | eg::layer_norm | dense<8, he_normal, void> |
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
constexpr auto unused = eg::input<8> | dense<8> | unused_scale{} | dense<3>;
constexpr auto cut = eg::input<8> | dense<8> | detached{} | dense<3>;
constexpr auto forgetful = eg::input<8> | dense<8> | forgotten{} | dense<3>;

}  // namespace

BOOST_AUTO_TEST_SUITE(signal)

BOOST_AUTO_TEST_CASE(nothing_is_said_of_a_plain_network) {
  BOOST_TEST(found<plain>() == "");
  BOOST_TEST((found<plain, eg::cross_entropy_t>()) == "");
}
BOOST_AUTO_TEST_CASE(a_bias_that_the_next_layer_takes_off) {
  BOOST_TEST(found<biased>() == "dense_1 bias_without_effect; ");
  BOOST_TEST(found<biased_beside>() == "", "it is used beside");
  BOOST_TEST(found<biased_layer_norm>() == "", "features keep their own");
  BOOST_TEST(found<repeated>() == "dense_1 bias_without_effect; ");
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
BOOST_AUTO_TEST_CASE(softmax_twice) {
  BOOST_TEST((found<soft, eg::cross_entropy_t>()) == "softmax_1 softmax_before_log_loss; ");
  BOOST_TEST((found<soft, eg::mse_t>()) == "", "a loss of probabilities");
}

BOOST_AUTO_TEST_SUITE_END()
