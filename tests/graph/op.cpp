#include <evengrad/graph/symbol.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct cube_op {
  static constexpr std::string_view name = "cube";
  static constexpr auto value(auto x) { return x * x * x; }
  static constexpr auto derivative(auto x, auto) { return 3. * x * x; }
};
struct blend_op {
  static constexpr std::string_view name = "blend";
  static constexpr bool cheap = true;
  static constexpr auto value(auto a, auto b, auto c) { return a * b + c; }
  static constexpr auto derivative(auto a, auto b, auto, auto) { return eg::partials{b, a, 1.}; }
};
struct nameless {
  static constexpr auto value(auto x) { return x; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(an_op_has_a_name_and_one_to_three_operands) {
  static_assert(eg::an_op<cube_op> && eg::arity_of<cube_op> == 1);
  static_assert(eg::an_op<blend_op> && eg::arity_of<blend_op> == 3);
  static_assert(!eg::an_op<nameless> && !eg::an_op<int>);
}

BOOST_AUTO_TEST_CASE(info_says_what_the_struct_says) {
  constexpr const eg::op_info& cube = eg::info<cube_op>;
  BOOST_TEST(cube.name == "cube");
  BOOST_TEST(cube.arity == 1);
  BOOST_TEST(!cube.cheap);
  BOOST_TEST(eg::info<blend_op>.cheap);
  BOOST_TEST(cube.fold({2, 0, 0}) == 8);
  BOOST_TEST(eg::info<blend_op>.fold({2, 3, 4}) == 10);
  BOOST_TEST(cube.id != eg::info<blend_op>.id);
}

BOOST_AUTO_TEST_CASE(an_address_leads_back_to_the_type) {
  static_assert(std::is_same_v<eg::op_of<&eg::info<cube_op>>, cube_op>);
  static_assert(std::is_same_v<eg::op_of<&eg::info<blend_op>>, blend_op>);
}

BOOST_AUTO_TEST_CASE(the_slope_is_symbolic) {
  eg::graph g;
  const eg::symbol x{&g, g.input({1}, 0)}, y = eg::map(eg::info<cube_op>, x);
  const eg::operands d = eg::info<cube_op>.slope({x, {}, {}}, y);
  BOOST_TEST((d[0].g == &g));
  BOOST_TEST((d[0].id == (3. * x * x).id), "appended once, however often it is said");
  const eg::operands e = eg::info<blend_op>.slope({x, y, x}, y);
  BOOST_TEST(e[0].id == y.id);
  BOOST_TEST(e[1].id == x.id);
  BOOST_TEST((e[2].g == nullptr && e[2].value == 1), "a plain number needs no node");
}

BOOST_AUTO_TEST_SUITE_END()
