#include <evengrad/layer/reshape.hpp>
#include <evengrad/model/expression.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

template <int Which>
struct formula_t : eg::layer {
  static constexpr std::string_view name = "formula";
  constexpr eg::symbol formula(eg::symbol x) const {
    const eg::symbol g = x.parameter("g", {x.features()}, eg::init::zeros{});
    if constexpr (Which == 0) return (x - (g - x)) / (x * (x + 1.));
    else if constexpr (Which == 1) return relu_of(equal(x, g) * -1.) - (x - g) - 3.;
    else if constexpr (Which == 2) return -(x + g) / g / (x / g);
    else {
      const eg::symbol h = exp(x);
      return exp(h * g + exp(h + g) / (exp(h + 2.) + exp(h + 3.) * exp(h + 4.)) + exp(h + 5.) * exp(h + 6.));
    }
  }
  static constexpr eg::symbol relu_of(eg::symbol x) { return map(eg::info<eg::relu_op>, x); }
};
template <int Which>
constexpr auto net = eg::input<6> | formula_t<Which>{};

/// The lines of the one kernel that infers.
template <int Which>
std::vector<std::string> lines() {
  const eg::listing& p = eg::listings_of<eg::checked<net<Which>, void>>[0];
  BOOST_REQUIRE(p.kernel_count == 1);
  const eg::body_text body(p, p.kernels[0]);
  std::vector<std::string> all;
  for (int j = 0; j < p.kernels[0].count; ++j)
    if (!body.is_inside(j)) all.push_back(body.assignment(j, true));
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(numbers_may_hang_on_the_rows) {
  BOOST_TEST(eg::number_text(0.5, 0) == "0.5");
  BOOST_TEST(eg::number_text(1, 1) == "rows");
  BOOST_TEST(eg::number_text(0.25, 1) == "0.25*rows");
  BOOST_TEST(eg::number_text(-1, -1) == "-1/rows");
  BOOST_TEST(eg::number_text(3, -2) == "3/rows^2");
}

BOOST_AUTO_TEST_CASE(brackets_stand_where_they_must) {
  BOOST_TEST(
      lines<0>() == std::vector<std::string>{"(input - (formula_1.g - input)) / (input * (input + 1)) -> row[0]"},
      boost::test_tools::per_element());
  BOOST_TEST(
      lines<1>() == std::vector<std::string>{"relu(-(input == formula_1.g)) - (input - formula_1.g) - 3 -> row[0]"},
      boost::test_tools::per_element());
  BOOST_TEST(
      lines<2>() == std::vector<std::string>{"-(input + formula_1.g) / formula_1.g / (input / formula_1.g) -> row[0]"},
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(long_expressions_are_cut_into_named_pieces) {
  const std::vector<std::string> text = lines<3>();
  BOOST_TEST(text.size() > 1);
  for (const std::string& line : text) BOOST_TEST(line.size() < 150);
  BOOST_TEST(text.back().find("-> row[0]") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
