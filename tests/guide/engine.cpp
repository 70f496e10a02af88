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
BOOST_AUTO_TEST_CASE(the_program_of_the_digits) {
  BOOST_TEST(eg::explain<net>(eg::cross_entropy) == R"(network: 64 -> 10, with its loss
kernel       loop       layers                        extents                            FLOP/row bytes/row   + bytes
k1           product    dense_1 relu_1                (rows × 64) · (64 × 64)               8,320     512 B   16.6 kB
             relu(input · dense_1.w + dense_1.b) -> row[0]                                        rows × 64
k2           product    dense_2 relu_2                (rows × 64) · (64 × 32)               4,160     384 B   8.32 kB
             relu(row[0] · dense_2.w + dense_2.b) -> row[64]                                      rows × 32
k3           product    dense_3                       (rows × 32) · (32 × 10)                 650     168 B   1.32 kB
             row[64] · dense_3.w + dense_3.b -> row[96]                                           rows × 10
k4           sweep      loss                          rows × 10, over columns                 102     132 B         –
          1: t0 = largest(row[96])                                                                rows
          2: t1 = detach(t0)                                                                      rows
             t2 = row[96] - t1                                                                    rows × 10
             t3 = exp(t2) -> row[112]                                                             rows × 10
             t4 = sum(t3) -> row[192]                                                             rows
             t5 = column == target                                                                rows × 10
             sum(t2 * t5) -> row[193]                                                             rows
          3: t10 = 1/rows * (1 / t4)                                                              rows
             t5 = column == target                                                                again
             -1/rows * t5 + t10 * row[112] -> row[128]                                            rows × 10
k5           sweep      loss                          rows, over rows                           4       8 B       4 B
             sum_rows(1/rows * (log(row[192]) - row[193])) -> fixed[0]                            1
-- backward --
k6           sweep      dense_3                       rows × 10, over rows                     10      40 B      40 B
             sum_rows(row[128]) -> gradient of dense_3.b                                          10
k7           product    dense_3                       (32 × rows) · (rows × 10)               640     168 B   1.28 kB
             row[64]ᵀ · row[128] -> gradient of dense_3.w                                         32 × 10
k8           product    dense_3 relu_2                (rows × 10) · (10 × 32)                 704     296 B   1.28 kB
             (row[128] · dense_3.wᵀ) * step(row[64]) -> row[96]                                   rows × 32
k9 = k6      sweep      dense_2                       rows × 32, over rows                     32     128 B     128 B
             sum_rows(row[96]) -> gradient of dense_2.b                                           32
k10 = k7     product    dense_2                       (64 × rows) · (rows × 32)             4,096     384 B   8.19 kB
             row[0]ᵀ · row[96] -> gradient of dense_2.w                                           64 × 32
k11 = k8     product    dense_2 relu_1                (rows × 32) · (32 × 64)               4,224     640 B   8.19 kB
             (row[96] · dense_2.wᵀ) * step(row[0]) -> row[128]                                    rows × 64
k12 = k6     sweep      dense_1                       rows × 64, over rows                     64     256 B     256 B
             sum_rows(row[128]) -> gradient of dense_1.b                                          64
k13          product    dense_1                       (64 × rows) · (rows × 64)             8,192     512 B   16.4 kB
             inputᵀ · row[128] -> gradient of dense_1.w                                           64 × 64
total                                                                                      31,198   3.63 kB   62.0 kB
13 kernels, 9 different; elements: weights 6,768, row arena 194 a row, fixed arena 16
)");
}
// clang-format on

BOOST_AUTO_TEST_SUITE_END()
