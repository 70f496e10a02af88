#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/model/explain.hpp>
#include <evengrad/norm/batch_norm.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto lenet =
    eg::input<28, 28> | eg::flatten | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
constexpr auto small = eg::input<5> | eg::dense<3> | eg::relu | eg::dense<2>;
constexpr auto body = eg::residual(eg::layer_norm | eg::dense<20> | eg::relu | eg::dense<12>);
constexpr auto repeated = eg::input<7> | eg::dense<12> | eg::repeat<3>(body) | eg::dense<5>;
constexpr auto normed = eg::input<4, 6> | eg::dense<12> | eg::batch_norm | eg::relu | eg::flatten | eg::dropout(0.2) |
                        eg::concat(eg::dense<3>, eg::dense<4>);
constexpr auto looked_up = eg::input<1> | eg::embedding<10, 6> | eg::dense<3>;

bool contains(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

/// The last line that begins with "total", before the programs of blocks.
std::string total_of(const std::string& text) {
  const std::size_t at = text.find("\ntotal ") + 1;
  return text.substr(at, text.find('\n', at) - at);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

// clang-format off
BOOST_AUTO_TEST_CASE(the_program_that_infers) {
  BOOST_TEST(eg::explain<lenet>() == R"(network: 28 × 28 -> 10
kernel       loop       layers                        extents                            FLOP/row bytes/row   + bytes
k1           product    dense_1 relu_1                (rows × 784) · (784 × 300)          471,000   4.34 kB    942 kB
             relu(input · dense_1.w + dense_1.b) -> row[0]                                        rows × 300
k2 = k1      product    dense_2 relu_2                (rows × 300) · (300 × 100)           60,200   1.60 kB    120 kB
             relu(row[0] · dense_2.w + dense_2.b) -> row[304]                                     rows × 100
k3           product    dense_3                       (rows × 100) · (100 × 10)             2,010     440 B   4.04 kB
             row[304] · dense_3.w + dense_3.b -> row[0]                                           rows × 10
total                                                                                     533,210   6.38 kB   1.07 MB
3 kernels, 2 different; elements: weights 273,968, row arena 416 a row
begins as
             dense_1.w  784 × 300  normal, deviation 0.0357143 = √(1 / fan_in), for it reads what comes in
             dense_1.b  300        0
             dense_2.w  300 × 100  normal, deviation 0.0816497 = √(2 / fan_in), for it reads relu_1
             dense_2.b  100        0
             dense_3.w  100 × 10   normal, deviation 0.141421 = √(2 / fan_in), for it reads relu_2
             dense_3.b  10         0
)");
}

BOOST_AUTO_TEST_CASE(the_program_that_trains) {
  BOOST_TEST(eg::explain<small>(eg::cross_entropy) == R"(network: 5 -> 2, with its loss
kernel       loop       layers                        extents                            FLOP/row bytes/row   + bytes
k1           product    dense_1 relu_1                (rows × 5) · (5 × 3)                     36      32 B      72 B
             relu(input · dense_1.w + dense_1.b) -> row[0]                                        rows × 3
k2           product    dense_2                       (rows × 3) · (3 × 2)                     14      20 B      32 B
             row[0] · dense_2.w + dense_2.b -> row[16]                                            rows × 2
k3           sweep      loss                          rows × 2, over columns                   22      36 B         –
          1: t0 = largest(row[16])                                                                rows
          2: t1 = detach(t0)                                                                      rows
             t2 = row[16] - t1                                                                    rows × 2
             t3 = exp(t2) -> row[32]                                                              rows × 2
             t4 = sum(t3) -> row[64]                                                              rows
             t5 = column == target                                                                rows × 2
             sum(t2 * t5) -> row[65]                                                              rows
          3: t10 = 1/rows * (1 / t4)                                                              rows
             t5 = column == target                                                                again
             -1/rows * t5 + t10 * row[32] -> row[48]                                              rows × 2
k4           sweep      loss                          rows, over rows                           4       8 B       4 B
             sum_rows(1/rows * (log(row[64]) - row[65])) -> fixed[0]                              1
-- backward --
k5           sweep      dense_2                       rows × 2, over rows                       2       8 B       8 B
             sum_rows(row[48]) -> gradient of dense_2.b                                           2
k6           product    dense_2 relu_1                (rows × 2) · (2 × 3)                     18      32 B      24 B
             (row[48] · dense_2.wᵀ) * step(row[0]) -> row[16]                                     rows × 3
k7           product    dense_2                       (3 × rows) · (rows × 2)                  12      20 B      24 B
             row[0]ᵀ · row[48] -> gradient of dense_2.w                                           3 × 2
k8 = k5      sweep      dense_1                       rows × 3, over rows                       3      12 B      12 B
             sum_rows(row[16]) -> gradient of dense_1.b                                           3
k9 = k7      product    dense_1                       (5 × rows) · (rows × 3)                  30      32 B      60 B
             inputᵀ · row[16] -> gradient of dense_1.w                                            5 × 3
total                                                                                         141     200 B     236 B
9 kernels, 7 different; elements: weights 160, row arena 66 a row, fixed arena 16
begins as
             dense_1.w  5 × 3  normal, deviation 0.447214 = √(1 / fan_in), for it reads what comes in
             dense_1.b  3      0
             dense_2.w  3 × 2  normal, deviation 0.816497 = √(2 / fan_in), for it reads relu_1
             dense_2.b  2      0
)");
}

BOOST_AUTO_TEST_CASE(a_repeated_block_is_explained_once) {
  BOOST_TEST(eg::explain<repeated>() == R"(network: 7 -> 5
kernel       loop       layers                        extents                            FLOP/row bytes/row   + bytes
k1           product    dense_1                       (rows × 7) · (7 × 12)                   180      76 B     384 B
             input · dense_1.w + dense_1.b -> row[0]                                              rows × 12
k2           call       repeat_1                      3 × block 1                           3,402   1.20 kB   6.43 kB
             row[0] -> row[96], works in row[16]                                                  rows × 12
k3 = k1      product    dense_2                       (rows × 12) · (12 × 5)                  125      68 B     260 B
             row[96] · dense_2.w + dense_2.b -> row[0]                                            rows × 5
total                                                                                       3,707   1.34 kB   7.08 kB
3 kernels, 2 different; elements: weights 2,688, row arena 112 a row
begins as
             dense_1.w        7 × 12  normal, deviation 0.377964 = √(1 / fan_in), for it reads what comes in
             dense_1.b        12      0
             dense_2.w        12 × 5  normal, deviation 0.288675 = √(1 / fan_in), for it reads repeat_1
             dense_2.b        5       0

block 1: 12 -> 12
kernel       loop       layers                        extents                            FLOP/row bytes/row   + bytes
k1           sweep      layer_norm_1                  rows × 12, over columns                 110      96 B      96 B
          1: t1 = sum(0.0833333 * input)                                                          rows
          2: t2 = input - t1                                                                      rows × 12
             t5 = sum(0.0833333 * (t2 * t2))                                                      rows
          3: t7 = rsqrt(t5 + 1e-05)                                                               rows
             t2 = input - t1                                                                      again
             t2 * t7 * layer_norm_1.gamma + layer_norm_1.beta -> row[0]                           rows × 12
k2           product    dense_1 relu_1                (rows × 12) · (12 × 20)                 520     128 B   1.04 kB
             relu(row[0] · dense_1.w + dense_1.b) -> row[16]                                      rows × 20
k3           product    dense_2                       (rows × 20) · (20 × 12)                 504     176 B   1.01 kB
             input + (row[16] · dense_2.w + dense_2.b) -> output                                  rows × 12
total                                                                                       1,134     400 B   2.14 kB
3 kernels, 3 different; elements: weights 784, row arena 48 a row
begins as
             layer_norm_1.gamma  12       1
             layer_norm_1.beta   12       0
             dense_1.w           12 × 20  normal, deviation 0.288675 = √(1 / fan_in), for it reads layer_norm_1
             dense_1.b           20       0
             dense_2.w           20 × 12  normal, deviation 0.182574 = √(2 / fan_in / 3), for it reads relu_1, and 3 residual branches add up
             dense_2.b           12       0
)");
}
// clang-format on

BOOST_AUTO_TEST_CASE(the_operations_are_those_of_the_constants) {
  BOOST_TEST(contains(total_of(eg::explain<lenet>()), " " + eg::grouped(eg::flops(lenet)) + " "));
  BOOST_TEST(
      contains(total_of(eg::explain<repeated>(eg::cross_entropy)),
               " " + eg::grouped(eg::counts_of<eg::checked<repeated, eg::cross_entropy_t>, 0>.operations.row) + " "));
  BOOST_TEST(
      contains(total_of(eg::explain<normed>(eg::cross_entropy)),
               " " + eg::grouped(eg::counts_of<eg::checked<normed, eg::cross_entropy_t>, 0>.operations.row) + " "));
}

BOOST_AUTO_TEST_CASE(states_random_numbers_and_parts_are_named) {
  const std::string text = eg::explain<normed>(eg::cross_entropy);
  BOOST_TEST(contains(text, " -> batch_norm_1.moving_mean "));
  BOOST_TEST(contains(text, "step(uniform - 0.2)"));
  BOOST_TEST(contains(text, " at [0 : 3]"));
  BOOST_TEST(contains(text, "[3 : 7]"));
  BOOST_TEST(contains(text, " -> gradient of batch_norm_1.gamma "));
  BOOST_TEST(contains(text, "-- backward --\n"));
}

BOOST_AUTO_TEST_CASE(look_ups_and_calls_say_what_they_read_and_write) {
  const std::string table = eg::explain<looked_up>(eg::cross_entropy);
  BOOST_TEST(contains(table, "embedding_1.w[input] -> row[0]"));
  BOOST_TEST(contains(table, "rows × 6 into 10 lines"));
  const std::string text = eg::explain<repeated>(eg::cross_entropy);
  BOOST_TEST(contains(text, "call back  repeat_1                      3 × block 1"));
  BOOST_TEST(contains(text, "saved in row["));
  BOOST_TEST(contains(text, "block 1: 12 -> 12\n"));
  BOOST_TEST(!contains(text, "block 2"));
}

BOOST_AUTO_TEST_CASE(elements_of_eight_bytes_move_twice_as_much) {
  const std::string text = eg::explain<lenet, double>();
  BOOST_TEST(contains(total_of(text), "12.8 kB"));
  BOOST_TEST(contains(total_of(text), "2.13 MB"));
}

BOOST_AUTO_TEST_SUITE_END()
