// Lints with their places, as lines of text.
#include <boost/test/unit_test.hpp>

#include "found.hpp"

namespace {

using namespace evengrad_test;

constexpr auto good = eg::input<8> | eg::dense<8, eg::init::he_normal, void> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr auto biased = eg::input<8> | eg::dense<8> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr auto two = eg::input<8> | eg::repeat<4>(eg::repeat<3>(eg::dense<8> | eg::batch_norm | eg::sigmoid)) |
                     eg::dense<3> | eg::softmax;
constexpr auto many = eg::input<8> | times<20>(eg::dense<8> | eg::batch_norm | eg::relu) | eg::dense<3>;

struct no_word_of_biases {
  static constexpr eg::lint_level level(eg::lint l) {
    return l == eg::lint::bias_without_effect ? eg::lint_level::off : eg::lint_level::line;
  }
};
constexpr const char* of_bias =
    "bias_without_effect: batch normalization takes this bias off again; leave it out, as in eg::dense<64, "
    "eg::init::he_normal, void>\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(lines_of_text) {
  BOOST_TEST(eg::lints<biased>() == std::string("dense_1.b: ") + of_bias);
  BOOST_TEST((eg::lints<biased, eg::lints_as_lines>(eg::cross_entropy)) == std::string("dense_1.b: ") + of_bias);
  BOOST_TEST((eg::lints<biased, no_word_of_biases>()) == "");
  BOOST_TEST((eg::lints<biased, eg::no_lints>()) == "");
  BOOST_TEST(eg::lints<good>() == "");
  BOOST_TEST(eg::lints<two>(eg::cross_entropy) ==
             std::string("repeat_1.repeat_1.dense_1.b: ") + of_bias +
                 "softmax_1: softmax_before_log_loss: this loss takes logits, for softmax or sigmoid is a part of it; "
                 "leave the layer out\n");
}
BOOST_AUTO_TEST_CASE(each_place_once_and_no_more_than_there_is_room_for) {
  BOOST_TEST((eg::lints_of<many, eg::mse_t>.count) == eg::placed_lints::most);
  BOOST_TEST((eg::lints_of<many, eg::mse_t>.more) == 4);
  BOOST_TEST(eg::lints<many>().find("leave it out, as in eg::dense<64, eg::init::he_normal, void>\nand 4 more\n") !=
             std::string::npos);
  BOOST_TEST((eg::lints_of<two, eg::mse_t>.count) == 1);
}
BOOST_AUTO_TEST_CASE(a_line_with_figures) {
  eg::placed_lint l;
  l.what = eg::lint::unscaled_input;
  l.place.put_before("dense_1");
  BOOST_TEST(eg::line_of(l, "feature 3: mean 20, deviation 2") ==
             "dense_1: unscaled_input: numbers far from 1 go into the first product as they come (feature 3: mean 20, "
             "deviation 2); begin with eg::standardize, or scale the data\n");
}

BOOST_AUTO_TEST_SUITE_END()
