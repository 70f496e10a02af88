// The path of a layer is taken off a text as a whole, with the dots and numbers that it was given.
#include <boost/test/unit_test.hpp>
#include <evengrad/graph/path.hpp>

using namespace evengrad;

namespace {

constexpr layer_info layers[] = {{.name = "encoder", .ordinal = 1}, {.name = "dense", .ordinal = 12, .parent = 0}};

constexpr std::string_view rest_after(int layer, std::string_view text) {
  return take_layer(layers, layer, text) ? text : "no";
}
static_assert(rest_after(-1, "w") == "w");
static_assert(rest_after(0, "encoder_1") == "" && rest_after(0, "encoder_1.w") == ".w");
static_assert(rest_after(1, "encoder_1.dense_12.w") == ".w");
static_assert(rest_after(1, "encoder_1.dense_1") == "no" && rest_after(1, "encoder_1.dense_123") == "no");
static_assert(rest_after(1, "encoder_1_dense_12") == "no" && rest_after(1, "dense_12") == "no");
static_assert(rest_after(0, "encoder_01") == "no" && rest_after(0, "encoder") == "no" && rest_after(0, "") == "no");

constexpr int number_of(std::string_view text) { return take_number(text); }
static_assert(number_of("7") == 7 && number_of("31.w") == 31 && number_of("999999999") == 999999999);
static_assert(number_of("") == -1 && number_of("x") == -1 && number_of("0") == -1 && number_of("-1") == -1);

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)
BOOST_AUTO_TEST_CASE(path) { BOOST_TEST(rest_after(1, "encoder_1.dense_12.b") == ".b"); }
BOOST_AUTO_TEST_SUITE_END()
