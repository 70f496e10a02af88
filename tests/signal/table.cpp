// The table of a small network, as text.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>
#include <evengrad/signal/table.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<64> | eg::dense<64> | eg::relu | eg::dense<10>;
constexpr auto bad =
    eg::input<64> | eg::dense<64, eg::init::normal<10>> | eg::relu | eg::dense<10, eg::init::normal<10>>;

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(table) {
  BOOST_TEST(eg::signal<net>() ==
             R"(layer         E[y²]                     E[L'²]                  (a'f')²  linear  saturated      χ₁
───────────────────────────────────────────────────────────────────────────────────────────────────
dense_1           1  ······│······      0.1562  ·····█│······         –       –          –       –
relu_1          0.5  ······│······      0.3125  ·····█│······       0.5    50 %       50 %     0.5
dense_2           1  ······│······           1  ······│······    0.3125       –          –       –
───────────────────────────────────────────────────────────────────────────────────────────────────
healthy
)");
}

BOOST_AUTO_TEST_CASE(the_verdict_names_the_layer_and_the_figure) {
  const std::string text = eg::signal<bad>();
  BOOST_TEST(
      text.find("dense_2 is exploding forward: the mean square of this layer is over 1e4 (2.05e+07)\n") != text.npos,
      text);
}

BOOST_AUTO_TEST_SUITE_END()
