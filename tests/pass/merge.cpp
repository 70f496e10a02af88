#include "nets.hpp"
#include "planned.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

int walks(const eg::placement& p) {
  std::vector<char> walked(p.groups.size(), 0);
  for (int k : p.at)
    if (k >= 0) walked[k] = 1;
  int n = 0;
  for (char c : walked) n += c;
  return n;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(merging_makes_walks_fewer_and_loses_nothing) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      eg::placement merged = q->placed;
      eg::merger{q->g, q->users, merged}.run();
      BOOST_TEST(walks(merged) <= walks(q->placed));
      for (int i = 0; i < int(q->g.nodes.size()); ++i) BOOST_TEST((merged.at[i] >= 0) == (q->placed.at[i] >= 0));
}
});
}

BOOST_AUTO_TEST_CASE(gradients_that_read_the_same_adjoint_are_summed_in_one_walk) {
  static constexpr auto net = eg::input<8> | eg::dense<16> | eg::layer_norm | eg::dense<3>;
  const auto q = plan_training<net>();
  std::vector<int> at;
  for (int i = 0; i < int(q->g.nodes.size()); ++i)
    if (q->g[i].what == eg::kind::sink && q->g.parameters[q->g[i].parameter].layer == 1) at.push_back(q->p.at[i]);
  BOOST_REQUIRE(at.size() == 2u);
  BOOST_TEST(at[0] == at[1], "gamma and beta of layer_norm");
}

BOOST_AUTO_TEST_CASE(new_states_come_after_all_that_read_the_old_ones) {
  const auto q = plan_training<nets::normed>();
  for (int i = 0; i < int(q->g.nodes.size()); ++i) {
    if (q->g[i].what != eg::kind::assign) continue;
    for (int j = 0; j < int(q->g.nodes.size()); ++j)
      for (int k = 0; q->p.at[j] >= 0 && k < q->g[j].inputs; ++k)
        if (q->g[q->g[j].in[k]].what == eg::kind::state && q->g[q->g[j].in[k]].parameter == q->g[i].parameter)
          BOOST_TEST(q->p.at[j] <= q->p.at[i]);
  }
}

BOOST_AUTO_TEST_SUITE_END()
