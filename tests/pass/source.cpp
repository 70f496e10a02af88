#include "nets.hpp"

#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/pass/compile.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(sources_are_the_net_and_each_block_once) {
  constexpr auto one = eg::sources_of<eg::compilation<nets::small, void>>;
  static_assert(one.count == 1 && one.callee_count == 0);
  constexpr auto repeated = eg::sources_of<eg::compilation<nets::repeated, void>>;
  static_assert(repeated.count == 2 && repeated.callee_count == 1);
  constexpr auto nested = eg::sources_of<eg::compilation<nets::nested, void>>;
  static_assert(nested.count == 4, "the net, the outer body, the inner body, and the block that is called");
  BOOST_TEST(nested.sources[0].calls == 2);
}

BOOST_AUTO_TEST_CASE(equal_bodies_are_one_program) {
  static constexpr auto part = eg::repeat<2>(eg::dense<6> | eg::relu);
  static constexpr auto twice = eg::input<6> | part | eg::dense<6> | part;
  constexpr auto s = eg::sources_of<eg::compilation<twice, void>>;
  static_assert(s.count == 2 && s.callee_count == 2);
  BOOST_TEST(s.callees[0] == s.callees[1]);
}

BOOST_AUTO_TEST_CASE(a_body_is_found_by_its_fingerprint) {
  using C = eg::compilation<nets::repeated, eg::cross_entropy_t>;
  const eg::graph whole = eg::forward_graph(&C::body, 0, true),
                  body = eg::forward_graph(&C::body, whole.calls[0].body, true);
  BOOST_TEST(body.fingerprint() == whole.calls[0].body);
  BOOST_TEST((body[0].what == eg::kind::input && body[0].dims == eg::shape{12}));
}

BOOST_AUTO_TEST_CASE(the_first_fault_of_a_block_is_the_fault_of_the_net) {
  static constexpr auto wrong = eg::input<6> | eg::repeat<2>(eg::dense<6> | eg::residual(eg::dense<5>));
  const auto list = eg::list_sources<4>(&eg::compilation<wrong, void>::body, false);
  BOOST_TEST((list.wrong.what == eg::fault::residual_body_must_keep_its_shape));
  BOOST_TEST(list.wrong.expected == 6);
  BOOST_TEST(list.wrong.got == 5);
}

BOOST_AUTO_TEST_SUITE_END()
