#include "nets.hpp"
#include "planned.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

/// Used nodes that are computed have a group, and what they read is there: in an earlier group, or earlier in theirs.
void check_placement(const eg::graph& g, const eg::list<char>& used, const eg::placement& p) {
  for (int i = 0; i < int(g.nodes.size()); ++i) {
    const eg::node& x = g[i];
    const bool computed = used[i] && !eg::is_leaf(x.what) && x.what != eg::kind::reshape;
    BOOST_TEST((p.at[i] >= 0) == computed, "node " << i);
    if (p.at[i] < 0) continue;
    for (int k = 0; k < x.inputs; ++k) {
      const int h = eg::home(g, x.in[k]);
      if (p.at[h] < 0) continue;
      BOOST_TEST(p.at[h] <= p.at[i], "node " << i << " reads node " << h << " of a later group");
      if (eg::needs_memory(g, x, x.in[k])) BOOST_TEST(p.at[h] < p.at[i], "node " << i << " needs " << h << " complete");
    }
  }
}

/// A group reduces one set of axes, and holds what fits its walk.
void check_groups(const eg::graph& g, const eg::placement& p) {
  std::vector<int> alone(p.groups.size(), 0);
  for (int i = 0; i < int(g.nodes.size()); ++i) {
    if (p.at[i] < 0) continue;
    const eg::group& k = p.groups[p.at[i]];
    const eg::space s = eg::space_of(g, g[i]);
    if (eg::walks_alone(g[i].what)) ++alone[p.at[i]];
    BOOST_TEST((s == k.over || s == k.outer()), "node " << i << " is walked as its group is");
    if (eg::is_reduction(g[i].what)) BOOST_TEST(g[i].aux == k.inner);
  }
  for (int n : alone) BOOST_TEST(n <= 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(every_read_comes_after_its_write) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      for (const auto& q : {plan_training<Net>(), plan_inference<Net>()}) {
        check_placement(q->g, q->used, q->placed);
        check_groups(q->g, q->placed);
}
}
});
}

BOOST_AUTO_TEST_CASE(the_bodies_of_calls_too) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto whole = plan_training<Net>();
      for (const eg::call_info& c : whole->g.calls) {
    const auto q = plan_training<Net>(c.body);
    check_placement(q->g, q->used, q->placed);
    check_groups(q->g, q->placed);
    for (int i = 0; i < int(q->g.nodes.size()); ++i)
      if (q->placed.at[i] >= 0) BOOST_TEST((i < q->g.forward) == (q->placed.at[i] < q->placed.backward));
      }
}
});
}

BOOST_AUTO_TEST_CASE(bias_and_rectifier_follow_their_product) {
  const auto q = plan_inference<nets::lenet>();
  BOOST_TEST(q->e.kernels.size() == 3, "three layers, three kernels");
  for (const eg::kernel& k : q->e.kernels) BOOST_TEST((k.walk == eg::loop::product));
}

BOOST_AUTO_TEST_CASE(lenet_trains_in_few_kernels) {
  const auto q = plan_training<nets::lenet>();
  int products = 0;
  for (const eg::kernel& k : q->e.kernels) products += k.walk == eg::loop::product;
  BOOST_TEST(products == 8, "three forward, three gradients of weights, two adjoints: none for the input");
  BOOST_TEST(q->e.kernels.size() <= 15);
}

BOOST_AUTO_TEST_CASE(a_repetition_is_one_kernel_in_each_half_however_long) {
  const auto q = plan_training<nets::repeated>();
  int calls = 0, backs = 0;
  for (const eg::kernel& k : q->e.kernels) calls += k.walk == eg::loop::call, backs += k.walk == eg::loop::call_back;
  BOOST_TEST(calls == 1);
  BOOST_TEST(backs == 1);
}

BOOST_AUTO_TEST_CASE(views_are_where_they_are_views_of) {
  eg::graph g;
  const eg::symbol x{&g, g.input({4, 3}, 0)};
  BOOST_TEST(eg::home(g, reshape(x, {12}).id) == x.id);
  BOOST_TEST(eg::home(g, x.id) == x.id);
}

BOOST_AUTO_TEST_SUITE_END()
