#include "nets.hpp"

#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/pass/compile.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(a_frozen_graph_thaws_to_itself) {
  using C = eg::compilation<nets::small, eg::cross_entropy_t>;
  constexpr eg::identity built = eg::whole_graph(&C::body, 0, true, &C::loss).fingerprint();
  const auto& frozen = eg::graph_of<C, 0>;
  const eg::graph g = frozen.thaw();
  BOOST_TEST(g.fingerprint() == built);
  BOOST_TEST((g.loss == frozen.loss && g.output == frozen.output && g.forward == frozen.forward && g.training));
}

BOOST_AUTO_TEST_CASE(a_thawed_list_is_a_view) {
  static constexpr eg::frozen_list<int, 4> l{eg::list<int>{1, 2, 3}};
  static_assert(l.n == 3 && l[2] == 3);
  const eg::list<int> v = l.thaw();
  BOOST_TEST(v.n == 3);
  BOOST_TEST(v.data() == l.data(), "nothing is copied");
}

BOOST_AUTO_TEST_CASE(groups_and_plans_thaw_to_themselves) {
  using C = eg::compilation<nets::residual, eg::cross_entropy_t>;
  const eg::graph g = eg::graph_of<C, 0>.thaw();
  const eg::grouped_nodes k = eg::group_nodes(g, false), same = eg::groups_of<C, 0>.thaw();
  BOOST_REQUIRE(k.p.at.n == same.p.at.n);
  for (int i = 0; i < k.p.at.n; ++i) BOOST_TEST((k.p.at[i] == same.p.at[i] && k.used[i] == same.used[i]));
  const eg::planned_nodes plan = eg::plan_nodes(g, k, false, nullptr), frozen = eg::plan_of<C, 0>.thaw();
  for (int i = 0; i < g.nodes.n; ++i)
    BOOST_TEST((plan.m.offset[i] == frozen.m.offset[i] && plan.m.in[i] == frozen.m.in[i]));
  BOOST_TEST(plan.m.facts.row_elements == frozen.m.facts.row_elements);
}

BOOST_AUTO_TEST_SUITE_END()
