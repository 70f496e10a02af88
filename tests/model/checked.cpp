#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/model/checked.hpp>
#include <evengrad/op/activation.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace eg = evengrad;

namespace {

template <int Out>
struct encoder : eg::block {
  static constexpr std::string_view name = "encoder";
  static constexpr auto graph = eg::dense<6> | eg::residual(eg::dense<Out>);
};

constexpr auto right = eg::input<6> | encoder<6>{} | eg::dense<2>;
constexpr auto wrong = eg::input<6> | eg::dense<6> | encoder<8>{} | eg::dense<2>;
constexpr auto wrong_inside = eg::input<6> | eg::repeat<3>(encoder<5>{});
constexpr auto unknown = eg::input<6> | eg::dense<6> | eg::from<"nowhere">;

struct two_numbers_a_row {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) { return y - target; }
};

template <class C>
eg::complaint complaint_about() {
  return eg::complaint_about<C>();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(a_net_that_fits_is_its_own_compilation) {
  static_assert(eg::fit_together<right, void>() && eg::fit_together<right, eg::cross_entropy_t>());
  static_assert(std::is_same_v<eg::checked<right, void>, eg::compilation<right, void>>);
  BOOST_TEST((complaint_about<eg::compilation<right, void>>().wrong.what == eg::fault::none));
}

BOOST_AUTO_TEST_CASE(a_net_that_does_not_is_known_without_an_error) {
  static_assert(!eg::fit_together<wrong, void>() && !eg::fit_together<wrong_inside, void>());
  BOOST_TEST((!eg::fit_together<right, two_numbers_a_row>()), "the net fits, the loss does not");
}

BOOST_AUTO_TEST_CASE(the_complaint_names_the_layer_by_its_path) {
  const eg::complaint c = complaint_about<eg::compilation<wrong, void>>();
  BOOST_TEST((c.wrong.what == eg::fault::residual_body_must_keep_its_shape));
  BOOST_TEST(c.wrong.expected == 6);
  BOOST_TEST(c.wrong.got == 8);
  BOOST_TEST(std::string(c.place.text) == "encoder_1.dense_2");
}

BOOST_AUTO_TEST_CASE(inside_of_a_repetition_too) {
  const eg::complaint c = complaint_about<eg::compilation<wrong_inside, void>>();
  BOOST_TEST(c.wrong.got == 5);
  BOOST_TEST(std::string(c.place.text) == "repeat_1.encoder_1.dense_2");
}

BOOST_AUTO_TEST_CASE(names_are_told) {
  const eg::complaint c = complaint_about<eg::compilation<unknown, void>>();
  BOOST_TEST((c.wrong.what == eg::fault::tap_name_is_unknown));
  BOOST_TEST(std::string(c.name.text) == "nowhere");
}

BOOST_AUTO_TEST_CASE(long_paths_keep_their_end) {
  eg::printed_text t;
  t.put_before("dense_2");
  t.put_before("a_block_with_a_very_long_name_indeed.");
  const std::string s(t.text, std::size_t(t.size));
  BOOST_TEST(t.size == eg::printed);
  BOOST_TEST(s.substr(0, 2) == "..");
  BOOST_TEST(s.ends_with("dense_2"));
}

BOOST_AUTO_TEST_SUITE_END()
