#include <evengrad/combinator/repeat.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/model/traffic.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto dense = eg::input<5> | eg::dense<3> | eg::relu;
constexpr auto repeated = eg::input<7> | eg::dense<6> | eg::repeat<4>(eg::dense<6> | eg::relu);
constexpr auto looked_up = eg::input<1> | eg::embedding<10, 6>;

template <const auto& Net>
eg::traffic to_infer() {
  const auto& all = eg::listings_of<eg::checked<Net, void>>;
  return eg::traffic_of(all.data(), all[0], 0, all[0].kernel_count);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(a_fused_layer_reads_and_writes_once) {
  const eg::traffic t = to_infer<dense>();
  BOOST_TEST(t.operations.row == 2 * 15 + 3 + 3);
  BOOST_TEST(t.elements.row == 5 + 3);
  BOOST_TEST(t.elements.once == 15 + 3);
}

BOOST_AUTO_TEST_CASE(a_call_counts_once_a_copy) {
  const eg::traffic t = to_infer<repeated>();
  BOOST_TEST(t.operations.row == (2 * 42 + 6) + 4 * (2 * 36 + 6 + 6));
  BOOST_TEST(t.elements.row == (7 + 6) + 4 * (6 + 6));
  BOOST_TEST(t.elements.once == (42 + 6) + 4 * (36 + 6));
}

BOOST_AUTO_TEST_CASE(a_look_up_reads_one_line_of_the_table) {
  const eg::traffic t = to_infer<looked_up>();
  BOOST_TEST(t.operations.row == 0);
  BOOST_TEST(t.elements.row == 1 + 6 + 6);
  BOOST_TEST(t.elements.once == 0);
}

BOOST_AUTO_TEST_SUITE_END()
