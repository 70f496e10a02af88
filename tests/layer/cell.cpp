// What is a cell and what is none; the parts of its state.
#include <evengrad/layer/cell.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct two : eg::cell {
  static constexpr std::string_view name = "two";
  static constexpr std::array<int, 2> state{3, 4};
  constexpr std::array<eg::symbol, 2> formula(eg::symbol, eg::symbol h, eg::symbol c) const { return {h, c * 2.}; }
};
struct of_one_part : two {
  constexpr eg::symbol formula(eg::symbol, eg::symbol h, eg::symbol) const { return h; }
};
struct without_formula : eg::cell {
  static constexpr std::array<int, 1> state{3};
};
struct no_cell {
  static constexpr std::array<int, 1> state{3};
  constexpr eg::symbol formula(eg::symbol, eg::symbol h) const { return h; }
};
static_assert(eg::a_cell<two>);
static_assert(!eg::a_cell<of_one_part> && !eg::a_cell<without_formula> && !eg::a_cell<no_cell>);
static_assert(eg::size_of_state<two> == 7 && eg::parts_of_state<two> == 2);
static_assert(!eg::has_projection<two> && two::name == "two");
static_assert(without_formula::state == no_cell::state);

}  // namespace

BOOST_AUTO_TEST_SUITE(layer)

BOOST_AUTO_TEST_CASE(the_parts_of_a_state_lie_in_one_line) {
  eg::graph g;
  const eg::symbol state{&g, g.input({7}, 0)}, x{&g, g.input({2}, 2)};
  const eg::symbol next = next_state(two{}, x, state);
  BOOST_TEST((g.wrong.what == eg::fault::none));
  BOOST_TEST((next.dims() == eg::shape{7}));
  const auto parts = eg::split_state<two>(state);
  BOOST_TEST((parts[0].dims() == eg::shape{3} && parts[1].dims() == eg::shape{4}));
  BOOST_TEST(g[parts[1].id].offset == 3);
}

BOOST_AUTO_TEST_SUITE_END()
