// The figures of docs/engine.md and docs/passes.svg: what the passes make of the net of examples/01_digits.
#include "../pass/planned.hpp"

#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::plan_inference;
using evengrad_test::plan_training;

namespace {

constexpr auto net = eg::input<64> | eg::dense<64> | eg::relu | eg::dense<32> | eg::relu | eg::dense<10>;

}  // namespace

BOOST_AUTO_TEST_SUITE(guide)

BOOST_AUTO_TEST_CASE(figures_of_the_picture) {
  const auto q = plan_training<net>();
  int used = 0, sinks = 0, products = 0, different = 0;
  for (int i = 0; i < q->g.nodes.size(); ++i) used += q->used[i] != 0, sinks += q->g[i].what == eg::kind::sink;
  for (int k = 0; k < q->e.kernels.size(); ++k) {
    products += q->e.kernels[k].walk == eg::loop::product;
    different += q->e.kernels[k].same == k;
  }
  BOOST_TEST(plan_inference<net>()->g.nodes.size() == 15);
  BOOST_TEST(q->g.forward == 31);
  BOOST_TEST(q->g.nodes.size() == 59);
  BOOST_TEST(sinks == 6);
  BOOST_TEST(used == 55);
  BOOST_TEST(q->e.kernels.size() == 13);
  BOOST_TEST(products == 8);
  BOOST_TEST(different == 9);
  BOOST_TEST(q->e.statements.size() == 43);
  BOOST_TEST(q->e.operands.size() == 49);
  BOOST_TEST(q->e.facts.row_elements == 194);
}

// clang-format off
BOOST_AUTO_TEST_CASE(the_kernel_of_the_loss_in_the_program_of_the_digits) {
  const std::string text = eg::explain<net>(eg::cross_entropy);
  BOOST_TEST(text.find(R"(k4           sweep      loss                          rows × 10, over columns                 102     132 B         –
          1: t0 = largest(row[96])                                                                rows
          2: t1 = detach(t0)                                                                      rows
             t2 = row[96] - t1                                                                    rows × 10
             t3 = exp(t2) -> row[112]                                                             rows × 10
             t4 = sum(t3) -> row[192]                                                             rows
)") != text.npos, text);
}
// clang-format on

BOOST_AUTO_TEST_SUITE_END()
