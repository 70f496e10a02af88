#include "nets.hpp"
#include "planned.hpp"

#include <evengrad/op/exponential.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(what_another_kernel_reads_is_stored) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      for (const auto& q : {plan_training<Net>(), plan_inference<Net>()})
        for (int i = 0; i < int(q->g.nodes.size()); ++i)
          for (int k = 0; q->p.at[i] >= 0 && k < q->g[i].inputs; ++k) {
            const int h = eg::home(q->g, q->g[i].in[k]);
            if (q->p.at[h] < 0) continue;
            if (q->p.at[h] != q->p.at[i]) BOOST_TEST(bool(q->s.stored[h]), "node " << h);
            BOOST_TEST(q->s.last[h] >= q->p.at[i], "node " << h << " lives until its last reader");
}
}
});
}

BOOST_AUTO_TEST_CASE(a_reduction_begins_the_next_stage) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      for (int i = 0; i < int(q->g.nodes.size()); ++i)
        for (int k = 0; q->p.at[i] >= 0 && k < q->g[i].inputs; ++k) {
    const int in = q->g[i].in[k];
    if (q->p.at[in] == q->p.at[i])
      BOOST_TEST(q->s.level[i] >= q->s.level[in] + eg::is_reduction(q->g[i].what), "node " << i);
        }
}
});
}

BOOST_AUTO_TEST_CASE(a_value_is_computed_or_read_in_every_stage_that_wants_it) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      const eg::graph& g = q->g;
      for (int i = 0; i < int(g.nodes.size()); ++i)
        for (int k = 0; q->p.at[i] >= 0 && k < g[i].inputs; ++k) {
    const int in = g[i].in[k];
    if (q->p.at[in] != q->p.at[i] || q->p.groups[q->p.at[i]].walk != eg::loop::sweep || !eg::is_inner(g, q->p, in) ||
        eg::is_reduction(g[in].what))
      continue;
    const unsigned missing = q->s.computed[i] & ~q->s.computed[in];
    BOOST_TEST((missing == 0 || q->s.stored[in]), "node " << in << " for node " << i);
        }
}
});
}

BOOST_AUTO_TEST_CASE(cheap_maps_are_computed_again_and_dear_ones_stored) {
  for (const bool dear : {false, true}) {
    eg::graph g;
    const eg::symbol x{&g, g.input({8}, 0)}, d = dear ? exp(x) : x * x, y = d / sum(d);
    g.output = y.id, g.forward = int(g.nodes.size());
    const eg::list<char> used = eg::used_nodes(g, {y.id});
    const eg::user_lists users = eg::user_lists_of(g, used);
    const eg::placement p = eg::placer{g, used, users}.run(false);
    const eg::stages s = eg::stage_nodes(g, used, p);
    BOOST_TEST(p.groups.size() == 1, "one sweep sums and divides");
    BOOST_TEST(bool(s.stored[d.id]) == dear);
    BOOST_TEST(s.computed[d.id] == (dear ? 1u : 3u));
  }
}

BOOST_AUTO_TEST_SUITE_END()
