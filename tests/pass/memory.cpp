#include "nets.hpp"
#include "ownership.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

void check_ownership(const planned& q) {
  const ownership o(q);
  BOOST_TEST(o.faults.size() == 0u, (o.faults.empty() ? "" : o.faults.front()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(no_kernel_finds_its_operand_overwritten) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto training = plan_training<Net>();
      check_ownership(*training);
      check_ownership(*plan_inference<Net>());
      for (const eg::call_info& c : training->g.calls)
        BOOST_TEST_CONTEXT("in the body of a call") {
    check_ownership(*plan_training<Net>(c.body)); }
}
});
}

BOOST_AUTO_TEST_CASE(the_check_sees_a_wrong_offset) {
  const auto q = plan_training<nets::small>();
  int moved = 0;
  for (eg::operand& o : q->e.operands)
    if (o.in == eg::region::row_arena && o.offset > 0) {
      const std::int64_t right = o.offset;
      o.offset -= 1;
      moved += !ownership(*q).faults.empty();
      o.offset = right;
    }
  BOOST_TEST(moved > 3);
  BOOST_TEST(ownership(*q).faults.empty());
}

BOOST_AUTO_TEST_CASE(memory_is_used_again) {
  auto stored = [](const planned& q) {
    std::int64_t all = 0;
    for (int i = 0; i < int(q.g.nodes.size()); ++i)
      if (q.p.at[i] >= 0 && q.s.stored[i] && q.g[i].batched) all += eg::row_stride(q.g[i]);
    return all;
  };
  const auto training = plan_training<nets::residual>(), inference = plan_inference<nets::lenet>();
  BOOST_TEST(training->e.facts.row_elements < stored(*training));
  BOOST_TEST(inference->e.facts.row_elements == 304 + 112, "two neighbours at once, padded to 16");
  BOOST_TEST(stored(*inference) == 304 + 112 + 16);
}

BOOST_AUTO_TEST_CASE(saved_memory_grows_with_the_copies_and_working_memory_does_not) {
  const auto q = plan_training<nets::repeated>();
  const eg::program_facts& body = q->callees[0];
  BOOST_TEST(q->e.facts.row_elements >= 3 * body.saved_rows);
  BOOST_TEST(q->e.facts.row_elements < 3 * (body.saved_rows + body.row_elements + 2 * 16) + 200);
}

BOOST_AUTO_TEST_CASE(weights_lie_in_whole_panels) {
  const auto q = plan_training<nets::lenet>();
  BOOST_TEST(q->m.facts.weights == 784 * 304 + 304 + 300 * 112 + 112 + 100 * 16 + 16);
  for (std::int64_t o : q->m.parameter_offset) BOOST_TEST(o % eg::panel_width == 0);
}

BOOST_AUTO_TEST_CASE(sizes_in_memory) {
  BOOST_TEST(eg::row_stride(eg::shape{10}) == 16, "one line is padded");
  BOOST_TEST(eg::row_stride(eg::shape{4, 10}) == 40, "lines lie side by side, for views");
  BOOST_TEST(eg::row_stride(eg::shape{1}) == 1);
  BOOST_TEST(eg::fixed_size(eg::shape{4, 10}) == 64, "a matrix lies in panels");
  BOOST_TEST(eg::fixed_size(eg::shape{1}) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
