#include "nets.hpp"

#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/pass/compile.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(tables_are_as_long_as_what_they_hold) {
  constexpr const auto& p = eg::program_of<eg::compilation<nets::small, eg::cross_entropy_t>, 0>;
  static_assert(p.kernels.back().count > 0);
  static_assert(p.kernels.back().first + p.kernels.back().count == int(p.statements.size()));
  static_assert(p.kernels.back().operands + p.kernels.back().operand_count == int(p.operands.size()));
  BOOST_TEST(p.parameters.size() == 4u);
}

BOOST_AUTO_TEST_CASE(facts_and_shapes_are_constants) {
  constexpr const auto& p = eg::program_of<eg::compilation<nets::small, eg::cross_entropy_t>, 0>;
  static_assert(p.in == eg::shape{5} && p.target == eg::shape{1} && p.out == eg::shape{4});
  static_assert(p.facts.weights == 5 * 16 + 16 + 3 * 16 + 16);
  static_assert(p.loss.in == eg::region::fixed_arena);
  BOOST_TEST(p.facts.row_elements > 0);
}

BOOST_AUTO_TEST_CASE(tables_are_copied_as_far_as_there_is_room) {
  const std::array<int, 3> from{1, 2, 3};
  std::array<int, 2> short_one{};
  std::array<int, 4> long_one{9, 9, 9, 9};
  eg::copy_table(from, short_one);
  eg::copy_table(from, long_one);
  BOOST_TEST((short_one == std::array<int, 2>{1, 2}));
  BOOST_TEST((long_one == std::array<int, 4>{1, 2, 3, 9}));
}

BOOST_AUTO_TEST_SUITE_END()
