#include "nets.hpp"
#include "planned.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(maps_only_move_down_to_a_reader) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      for (int i = 0; i < int(q->g.nodes.size()); ++i) {
    if (q->placed.at[i] == q->sunk.at[i]) continue;
    BOOST_TEST((q->g[i].what == eg::kind::map));
    BOOST_TEST(q->sunk.at[i] > q->placed.at[i]);
    for (int e = q->users.first[i]; e >= 0; e = q->users.next[e])
      BOOST_TEST(q->sunk.at[e / 3] == q->sunk.at[i], "all that read node " << i << " are where it went");
      }
}
});
}

BOOST_AUTO_TEST_CASE(order_holds_after_it) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      for (int i = 0; i < int(q->g.nodes.size()); ++i)
        for (int k = 0; q->sunk.at[i] >= 0 && k < q->g[i].inputs; ++k)
          BOOST_TEST(q->sunk.at[eg::home(q->g, q->g[i].in[k])] <= q->sunk.at[i]);
}
});
}

BOOST_AUTO_TEST_CASE(the_step_of_a_rectifier_is_computed_where_the_backward_half_reads_it) {
  const auto q = plan_training<nets::small>();
  int steps = 0;
  for (int i = 0; i < int(q->g.nodes.size()); ++i)
    if (q->used[i] && q->g[i].what == eg::kind::map && eg::is_op<eg::step_op>(*q->g[i].op)) {
      ++steps;
      BOOST_TEST(!q->s.stored[i], "it costs no memory");
    }
  BOOST_TEST(steps == 1);
}

BOOST_AUTO_TEST_CASE(users_are_listed_with_their_operand) {
  eg::graph g;
  const eg::symbol x{&g, g.input({3}, 0)}, y = x * x, z = y + x;
  const eg::list<char> used = eg::used_nodes(g, {z.id});
  const eg::user_lists users = eg::user_lists_of(g, used);
  std::vector<int> readers;
  for (int e = users.first[x.id]; e >= 0; e = users.next[e]) readers.push_back(e);
  const std::vector<int> expected{3 * y.id, 3 * y.id + 1, 3 * z.id + 1};
  std::sort(readers.begin(), readers.end());
  BOOST_TEST(readers == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
