// Policies: what is an error, what a line, what is off.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace {

constexpr auto good = eg::input<8> | eg::dense<8, eg::init::he_normal, void> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr auto biased = eg::input<8> | eg::dense<8> | eg::batch_norm | eg::relu | eg::dense<3>;

struct no_word_of_biases {
  static constexpr eg::lint_level level(eg::lint l) {
    return l == eg::lint::bias_without_effect ? eg::lint_level::off : eg::lint_level::error;
  }
};
static_assert(eg::strict<good>() && eg::strict<good>(eg::cross_entropy));
static_assert(eg::strict<biased, no_word_of_biases>());
static_assert(eg::strict<biased, eg::lints_as_lines>(eg::cross_entropy));
static_assert(eg::strict<biased, eg::no_lints>());
static_assert(eg::check_lints<good, eg::all_lints, eg::mse_t>());

// Lints and the signal are told apart: this one has none, and vanishes.
constexpr auto stack =
    eg::input<64> | eg::dense<64, eg::init::normal<1, 10000>> | eg::relu | eg::layer_norm | eg::dense<3>;
static_assert(eg::lints_of<stack, eg::mse_t>.count == 0);
static_assert(eg::diagnosis_of<stack>.fault.what == eg::verdict::vanishing_forward);

// What the policy states of the input goes into both.
struct far : eg::all_lints {
  static constexpr eg::signal_source input{{2000, 4e6 + 4, 4e6}};
};
struct far_and_no_word_of_it : far {
  static constexpr eg::lint_level level(eg::lint) { return eg::lint_level::off; }
};
constexpr auto standardized = eg::input<8> | eg::standardize | eg::dense<8> | eg::relu | eg::dense<3>;
constexpr auto raw = eg::input<8> | eg::dense<8> | eg::relu | eg::dense<3>;
static_assert(eg::strict<standardized, far>(eg::mse) && eg::strict<raw>(eg::mse));
static_assert(eg::lints_of<raw, eg::mse_t, far>.count == 1 &&
              eg::lints_of<raw, eg::mse_t, far_and_no_word_of_it>.count == 0);
static_assert(eg::diagnosis_of<raw, far_and_no_word_of_it>.fault.what == eg::verdict::exploding_forward);

}  // namespace

BOOST_AUTO_TEST_SUITE(lint)

BOOST_AUTO_TEST_CASE(a_policy_of_ones_own) {
  BOOST_TEST((eg::lints_of<biased, eg::cross_entropy_t, no_word_of_biases>.count) == 0);
  BOOST_TEST((eg::lints_of<biased, eg::cross_entropy_t, eg::lints_as_lines>.count) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
