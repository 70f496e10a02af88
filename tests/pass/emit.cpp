#include "nets.hpp"
#include "planned.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(every_computed_node_is_one_statement) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      std::vector<int> said(q->g.nodes.size(), 0);
      for (const eg::statement& s : q->e.statements) ++said[s.node];
      for (int i = 0; i < int(said.size()); ++i) BOOST_TEST(said[i] == (q->p.at[i] >= 0), "node " << i);
}
});
}

BOOST_AUTO_TEST_CASE(tables_refer_to_what_they_hold) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      int statements = 0, operands = 0;
      for (const eg::kernel& k : q->e.kernels) {
    BOOST_TEST(k.first == statements);
    BOOST_TEST(k.operands == operands);
    statements += k.count, operands += k.operand_count;
    for (int j = 0; j < k.count; ++j) {
      const eg::statement& s = q->e.statements[k.first + j];
      BOOST_TEST(s.store < k.operand_count);
      BOOST_TEST(s.level < k.stages);
      for (const eg::reference& r : s.in) {
        if (r.from == eg::reference::statement) BOOST_TEST((r.index >= 0 && r.index < j));
        if (r.from == eg::reference::memory) BOOST_TEST((r.index >= 0 && r.index < k.operand_count));
      }
    }
      }
      BOOST_TEST(statements == int(q->e.statements.size()));
      BOOST_TEST(operands == int(q->e.operands.size()));
}
});
}

BOOST_AUTO_TEST_CASE(kernels_that_share_code_say_the_same) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      for (int k = 0; k < int(q->e.kernels.size()); ++k) {
    const eg::kernel &a = q->e.kernels[k], &b = q->e.kernels[a.same];
    BOOST_TEST(a.same <= k);
    BOOST_TEST(b.same == a.same, "the first of its kind stands for itself");
    BOOST_REQUIRE(a.count == b.count);
    for (int j = 0; j < a.count; ++j)
      BOOST_TEST((q->e.statements[a.first + j].what == q->e.statements[b.first + j].what));
      }
}
});
}

BOOST_AUTO_TEST_CASE(layers_of_other_extents_share_their_code) {
  const auto q = plan_training<nets::lenet>();
  int different = 0;
  for (int k = 0; k < int(q->e.kernels.size()); ++k) different += q->e.kernels[k].same == k;
  BOOST_TEST(different < int(q->e.kernels.size()));
  BOOST_TEST(q->e.kernels[1].same == 0, "dense_2 runs the code of dense_1");
}

BOOST_AUTO_TEST_CASE(the_halves_of_a_block_are_split) {
  const auto whole = plan_training<nets::repeated>();
  const auto body = plan_training<nets::repeated>(whole->g.calls[0].body);
  const eg::program_facts& f = body->e.facts;
  BOOST_TEST(f.split > 0);
  BOOST_TEST(f.split < int(body->e.kernels.size()));
  BOOST_TEST(f.saved_rows > 0);
  for (int k = 0; k < int(body->e.kernels.size()); ++k)
    for (int j = 0; j < body->e.kernels[k].count; ++j)
      if (body->e.statements[body->e.kernels[k].first + j].what == eg::kind::sink) BOOST_TEST(k >= f.split);
}

BOOST_AUTO_TEST_SUITE_END()
