#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/model/graphviz.hpp>
#include <evengrad/norm/batch_norm.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdio>
#include <cstdlib>

namespace eg = evengrad;

namespace {

constexpr auto normed = eg::input<4, 6> | eg::dense<12> | eg::batch_norm | eg::relu | eg::flatten | eg::dropout(0.2) |
                        eg::concat(eg::dense<3>, eg::dense<4>);
struct mlp : eg::block {
  static constexpr std::string_view name = "mlp";
  static constexpr auto graph = eg::residual(eg::rms_norm | eg::dense<12>) | eg::relu;
};
constexpr auto nested = eg::input<12> | mlp{} | eg::repeat<2>(eg::repeat_shared<4>(eg::dense<12> | eg::relu));

boost::test_tools::assertion_result dot_is_installed(boost::unit_test::test_unit_id) {
  return std::system("dot -V > /dev/null 2>&1") == 0;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

// clang-format off
BOOST_AUTO_TEST_CASE(layers_are_boxes_and_edges_have_shapes) {
  BOOST_TEST(eg::graphviz<normed>() == R"(digraph network {
  node [shape=box, style=rounded];
  input [shape=plain];
  l0 [label="dense_1\n84"];
  l1 [label="batch_norm_1\n24"];
  l2 [label="relu_1"];
  l3 [label="dropout_1"];
  l4 [label="dense_2\n147"];
  l5 [label="dense_3\n196"];
  n51 [shape=ellipse, label="concat"];
  output [shape=plain];
  input -> l0 [label="4 × 6"];
  l0 -> l1 [label="4 × 12"];
  l1 -> l2 [label="4 × 12"];
  l2 -> l3 [label="48"];
  l3 -> l4 [label="48"];
  l3 -> l5 [label="48"];
  l4 -> n51 [label="3"];
  l5 -> n51 [label="4"];
  n51 -> output [label="7"];
}
)");
}

BOOST_AUTO_TEST_CASE(blocks_and_repetitions_are_frames) {
  BOOST_TEST(eg::graphviz<nested>() == R"(digraph network {
  node [shape=box, style=rounded];
  input [shape=plain];
  subgraph cluster_l0 {
    label="mlp_1";
    l1 [label="rms_norm_1\n12"];
    l2 [label="dense_1\n156"];
    l3 [label="relu_1"];
    n15 [shape=ellipse, label="+"];
  }
  subgraph cluster_l4 {
    label="repeat_1 × 2";
    l4_input [shape=point];
    subgraph cluster_l4_l0 {
      label="repeat_shared_1 × 4, the same weights";
      l4_l0_input [shape=point];
      l4_l0_l0 [label="dense_1\n156"];
      l4_l0_l1 [label="relu_1"];
    }
  }
  output [shape=plain];
  input -> l1 [label="12"];
  l1 -> l2 [label="12"];
  input -> n15 [label="12"];
  l2 -> n15 [label="12"];
  n15 -> l3 [label="12"];
  l3 -> l4_input [label="12"];
  l4_input -> l4_l0_input [label="12"];
  l4_l0_input -> l4_l0_l0 [label="12"];
  l4_l0_l0 -> l4_l0_l1 [label="12"];
  l4_l0_l1 -> output [label="12"];
}
)");
}
// clang-format on

BOOST_AUTO_TEST_CASE(dot_draws_it, *boost::unit_test::precondition(dot_is_installed)) {
  for (const std::string& text : {eg::graphviz<normed>(), eg::graphviz<nested>()}) {
    std::FILE* dot = popen("dot -Tsvg > /dev/null 2>&1", "w");
    BOOST_REQUIRE(dot);
    std::fputs(text.c_str(), dot);
    BOOST_TEST(pclose(dot) == 0);
  }
}

BOOST_AUTO_TEST_SUITE_END()
