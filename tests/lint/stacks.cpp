// Stacks: from how many layers on something is said, whether they are written one by one, repeated, or both.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>

#include "found.hpp"

namespace {

using namespace evengrad_test;
using eg::dense;
using eg::init::glorot_normal;
using eg::init::he_normal;
using eg::init::lecun_normal;

template <int N, class Init, auto Act>
constexpr auto chained = eg::input<64> | times<N>(dense<64, Init> | Act) | dense<10>;
template <int N, class Init, auto Act>
constexpr auto repeated = eg::input<64> | eg::repeat<N>(dense<64, Init> | Act) | dense<10>;
template <int N, class Init, auto Act>
constexpr auto nested = eg::input<64> | eg::repeat<N>(eg::repeat<2>(dense<64, Init> | Act)) | dense<10>;
template <int N, class Init, auto Act>
constexpr auto shared_weights = eg::input<64> | eg::repeat_shared<N>(dense<64, Init> | Act) | dense<10>;
template <int N, class Init, auto Act>
constexpr auto normalized = eg::input<64> | eg::repeat<N>(dense<64, Init> | eg::layer_norm | Act) | dense<10>;
template <int N, class Init, auto Act>
constexpr auto behind = eg::input<64> | eg::repeat<N>(dense<64, Init> | Act | eg::layer_norm) | dense<10>;
template <int N, class Init, auto Act>
constexpr auto branches = eg::input<64> | eg::repeat<N>(eg::residual(dense<64, Init> | Act)) | dense<10>;
// Two halves of each copy are parted by a normalization, so that a stack goes through the end of one and the beginning
// of the next.
template <int N, class Init, auto Act>
constexpr auto parted = eg::input<64> |
                        eg::repeat<N>(dense<64, Init> | Act | eg::layer_norm | dense<64, Init> | Act) | dense<10>;

constexpr const char* of_one = "dense_1 gain_too_small; ";
constexpr const char* of_copy = "repeat_1.dense_1 gain_too_small; ";
constexpr const char* of_shared = "repeat_shared_1.dense_1 gain_too_small; ";

template <int N>
void compare_depths() {
  BOOST_TEST_CONTEXT(N << " layers") {
    const bool deep = N >= 7;
    BOOST_TEST((found<chained<N, glorot_normal, eg::relu>>()) == (deep ? of_one : ""));
    BOOST_TEST((found<repeated<N, glorot_normal, eg::relu>>()) == (deep ? of_copy : ""));
    BOOST_TEST((found<shared_weights<N, glorot_normal, eg::relu>>()) == (deep ? of_shared : ""));
    BOOST_TEST((found<chained<N, lecun_normal, eg::relu>>()) == (deep ? of_one : ""));
    BOOST_TEST((found<repeated<N, he_normal, eg::relu>>()) == "");
    BOOST_TEST((found<normalized<N, glorot_normal, eg::relu>>()) == "");
    BOOST_TEST((found<behind<N, glorot_normal, eg::relu>>()) == "");
    BOOST_TEST((found<branches<N, glorot_normal, eg::relu>>()) == "");
    BOOST_TEST((found<parted<N, glorot_normal, eg::relu>>()) == "");
    const bool flat = N > eg::deepest_sigmoid_stack;
    BOOST_TEST((found<chained<N, glorot_normal, eg::sigmoid>>()) == (flat ? "sigmoid_4 sigmoid_stack; " : ""));
    BOOST_TEST((found<repeated<N, he_normal, eg::sigmoid>>()) == (flat ? "repeat_1.sigmoid_1 sigmoid_stack; " : ""));
    BOOST_TEST((found<normalized<N, glorot_normal, eg::sigmoid>>()) == "");
    BOOST_TEST((found<branches<N, glorot_normal, eg::sigmoid>>()) == "");
    BOOST_TEST((found<parted<N, glorot_normal, eg::sigmoid>>()) == "", "two, and then a norm");
    BOOST_TEST((found<repeated<N, glorot_normal, eg::hard_sigmoid>>()) ==
               (flat ? "repeat_1.hard_sigmoid_1 sigmoid_stack; " : ""));
  }
}

// A function of one value as a formula of many nodes.
struct swish : eg::layer {
  static constexpr std::string_view name = "swish";
  constexpr eg::symbol formula(eg::symbol x) const { return x * logistic(x); }
};
struct own_sigmoid : eg::layer {
  static constexpr std::string_view name = "own_sigmoid";
  constexpr eg::symbol formula(eg::symbol x) const { return 1. / (1. + exp(-1. * x)); }
};

using small = eg::init::normal<1, 100>;
constexpr auto tiny = eg::input<256> | dense<256, small> | eg::tanh | dense<256, small> | eg::tanh | dense<10>;
constexpr auto tiny_then_large = eg::input<64> | dense<64, small> | eg::relu | dense<64, eg::init::normal<1>> |
                                 eg::relu | dense<64, eg::init::normal<1>> | eg::relu | dense<10>;
constexpr auto lenet = eg::input<784> | dense<300, glorot_normal> | eg::relu | dense<100, glorot_normal> | eg::relu |
                       dense<10, glorot_normal>;
constexpr auto dropped = eg::input<64> | times<7>(dense<64, glorot_normal> | eg::relu | eg::dropout(0.5)) | dense<10>;
constexpr auto frozen = eg::input<64> | eg::frozen(times<7>(dense<64, glorot_normal> | eg::relu)) | dense<10>;
constexpr auto headless = eg::input<64> | eg::repeat<20>(dense<64, glorot_normal> | eg::relu);
constexpr auto begins_as_zero = eg::input<64> | times<9>(dense<64, eg::init::zeros> | eg::tanh) | dense<10>;
constexpr auto own = eg::input<64> | eg::repeat<5>(dense<64> | own_sigmoid{}) | dense<10>;
constexpr auto endless = eg::input<8> | times<14>(eg::multiply(dense<8>, dense<8>)) | dense<3>;
constexpr auto taps =
    eg::input<64> |
    eg::repeat<9>(eg::tap<"x"> | dense<64, glorot_normal> | eg::relu | eg::add(eg::identity_layer, eg::from<"x">)) |
    dense<10>;
constexpr auto lines = eg::input<4, 16> | times<8>(dense<16, glorot_normal> | eg::relu) | eg::flatten | dense<10>;
constexpr auto twice = eg::input<64> | eg::shared<"a">(eg::repeat<4>(dense<64, glorot_normal> | eg::relu)) |
                       eg::shared<"a">(eg::repeat<4>(dense<64, glorot_normal> | eg::relu)) | dense<10>;
constexpr auto shared_inside = eg::input<64> |
                               eg::repeat<9>(eg::shared<"a">(dense<64, glorot_normal> | eg::relu) |
                                             eg::shared<"a">(dense<64, glorot_normal> | eg::relu)) |
                               dense<10>;

// What comes in is stated by the policy.
struct prices : eg::all_lints {
  static constexpr eg::signal_source input{{20, 404, 400}};
};
constexpr auto raw = eg::input<8> | dense<16> | eg::relu | dense<3>;
constexpr auto raw_lines = eg::input<2, 4> | eg::flatten | dense<16> | eg::relu | dense<3>;
constexpr auto scaled = eg::input<8> | eg::standardize | dense<16> | eg::relu | dense<3>;
constexpr auto whitened = eg::input<8> | eg::whiten | dense<16> | eg::relu | dense<3>;
constexpr auto normed = eg::input<8> | eg::layer_norm | dense<16> | eg::relu | dense<3>;
constexpr auto of_batch = eg::input<8> | eg::batch_norm | dense<16> | eg::relu | dense<3>;
constexpr auto looked_up = eg::input<1> | eg::embedding<50, 8> | dense<3>;
constexpr auto in_a_copy = eg::input<8> | eg::repeat<3>(dense<8> | eg::relu) | dense<3>;

}  // namespace

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(from_a_depth_on) {
  compare_depths<3>(), compare_depths<4>(), compare_depths<6>(), compare_depths<7>();
}
BOOST_AUTO_TEST_CASE(copies_count_as_often_as_they_are_there) {
  BOOST_TEST((found<nested<3, glorot_normal, eg::relu>>()) == "");
  BOOST_TEST((found<nested<4, glorot_normal, eg::relu>>()) == "repeat_1.repeat_1.dense_1 gain_too_small; ");
  BOOST_TEST((found<nested<1, glorot_normal, eg::sigmoid>>()) == "");
  BOOST_TEST((found<nested<2, glorot_normal, eg::sigmoid>>()) == "repeat_1.repeat_1.sigmoid_1 sigmoid_stack; ");
  BOOST_TEST((found<repeated<10000, glorot_normal, eg::relu>>()) == of_copy);
  BOOST_TEST((found<repeated<10000, he_normal, eg::relu>>()) == "");
  BOOST_TEST(found<headless>() == of_copy);
  BOOST_TEST(found<twice>() == of_copy);
  BOOST_TEST(found<shared_inside>() == of_copy);
}
BOOST_AUTO_TEST_CASE(what_shrinks_until_it_is_small_is_not_lost) {
  BOOST_TEST((found<repeated<1000, glorot_normal, eg::tanh>>()) == "");
  BOOST_TEST((found<chained<30, lecun_normal, eg::tanh>>()) == "");
  BOOST_TEST((found<repeated<1000, lecun_normal, eg::softsign>>()) == "");
  BOOST_TEST((found<repeated<1000, lecun_normal, eg::selu>>()) == "");
  BOOST_TEST(found<tiny>() == of_one);
  BOOST_TEST(found<tiny_then_large>() == "");
  BOOST_TEST((found<repeated<8, lecun_normal, eg::gelu>>()) == of_copy);
  BOOST_TEST((found<repeated<8, lecun_normal, swish{}>>()) == of_copy);
}
BOOST_AUTO_TEST_CASE(other_stacks) {
  BOOST_TEST(found<lenet>() == "", "short stacks learn");
  BOOST_TEST(found<dropped>() == "", "what stays is doubled, and so is its mean square");
  BOOST_TEST(found<frozen>() == "", "nobody can draw them otherwise");
  BOOST_TEST(found<begins_as_zero>() == "");
  BOOST_TEST(found<own>() == "repeat_1.own_sigmoid_1 sigmoid_stack; ");
  BOOST_TEST(found<endless>() == "", "no float holds its numbers, but it compiles");
  BOOST_TEST(found<taps>() == "");
  BOOST_TEST(found<lines>() == of_one);
}
BOOST_AUTO_TEST_CASE(inputs_far_from_1) {
  BOOST_TEST(found<raw>() == "");
  BOOST_TEST((found<raw, eg::mse_t, prices>()) == "dense_1 unscaled_input; ");
  BOOST_TEST((found<raw_lines, eg::mse_t, prices>()) == "dense_1 unscaled_input; ");
  BOOST_TEST((found<in_a_copy, eg::mse_t, prices>()) == "repeat_1.dense_1 unscaled_input; ");
  BOOST_TEST((found<scaled, eg::mse_t, prices>()) == "");
  BOOST_TEST((found<whitened, eg::mse_t, prices>()) == "");
  BOOST_TEST((found<normed, eg::mse_t, prices>()) == "");
  BOOST_TEST((found<of_batch, eg::mse_t, prices>()) == "");
  BOOST_TEST((found<looked_up, eg::mse_t, prices>()) == "");
}

BOOST_AUTO_TEST_SUITE_END()
