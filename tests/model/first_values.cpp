#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/model/first_values.hpp>
#include <evengrad/norm/batch_norm.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net =
    eg::input<4> | eg::dense<8> | eg::batch_norm | eg::relu |
    eg::repeat<2>(eg::residual(eg::dense<8, eg::init::glorot_uniform, void> | eg::relu | eg::dense<8>));

std::string text_of(int program) {
  return eg::first_values(eg::listings_of<eg::checked<net, void>>[std::size_t(program)]);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

// clang-format off
BOOST_AUTO_TEST_CASE(laws_and_reasons) {
  BOOST_TEST(text_of(0) == R"(begins as
             dense_1.w                     4 × 8  normal, deviation 0.5 = √(1 / fan_in), for it reads what comes in
             dense_1.b                     8      0
             batch_norm_1.moving_mean      8      0
             batch_norm_1.moving_variance  8      1
             batch_norm_1.gamma            8      1
             batch_norm_1.beta             8      0
)");
  BOOST_TEST(text_of(1) == R"(begins as
             dense_1.w  8 × 8  uniform, deviation 0.353553
             dense_2.w  8 × 8  normal, deviation 0.353553 = √(2 / fan_in / 2), for it reads relu_1, and 2 residual branches add up
             dense_2.b  8      0
)");
}
// clang-format on

BOOST_AUTO_TEST_SUITE_END()
