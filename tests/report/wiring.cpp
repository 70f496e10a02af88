#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/model/checked.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/report/wiring.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
namespace er = evengrad::report;

namespace {

constexpr auto net = eg::input<2, 4> | eg::flatten | eg::dense<6> | eg::relu | eg::dropout(0.5) |
                     eg::residual(eg::dense<6> | eg::relu) | eg::concat(eg::dense<2>, eg::dense<3>, eg::relu) |
                     eg::repeat<5>(eg::residual(eg::dense<11>)) | eg::dense<3>;

constexpr auto twice =
    eg::input<4> | eg::shared<"a">(eg::dense<4>) | eg::relu | eg::shared<"a">(eg::dense<4>) | eg::relu;

/// Each row, and what it reads.
std::string text(const er::wiring& w) {
  std::string all;
  for (const auto& r : w.rows) {
    all += std::string(std::size_t(2 * r.depth), ' ') + r.label + " " + r.extents +
           (r.parameters ? " " + std::to_string(r.parameters) : "") + (r.in.empty() ? "" : " <");
    for (const int from : r.in) all += " " + w.rows[std::size_t(from)].label;
    all += "\n";
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(rows_are_layers_and_what_joins_them) {
  const er::wiring w(eg::graphs_of<eg::checked<net, void>>.data());
  BOOST_TEST(text(w) == R"(input 2 × 4
dense_1 6 54 < input
relu_1 6 < dense_1
dropout_1 6 < relu_1
dense_2 6 42 < dropout_1
relu_2 6 < dense_2
+ 6 < dropout_1 relu_2
dense_3 2 14 < +
dense_4 3 21 < +
relu_3 6 < +
concat 11 < dense_3 dense_4 relu_3
repeat_1 · 5 ×  < concat
  dense_1 11 132 < repeat_1 · 5 ×
  + 11 < repeat_1 · 5 × dense_1
dense_5 3 36 < +
output 3 < dense_5
)");
  BOOST_TEST(w.rows[13].path == "repeat_1");
  BOOST_TEST(w.rows[12].path == "repeat_1.dense_1");
}

BOOST_AUTO_TEST_CASE(a_shared_layer_stands_at_each_of_its_places) {
  const er::wiring w(eg::graphs_of<eg::checked<twice, void>>.data());
  BOOST_TEST(text(w) == R"(input 4
dense_1 4 20 < input
relu_1 4 < dense_1
dense_2 4 < relu_1
relu_2 4 < dense_2
output 4 < relu_2
)");
  for (std::size_t i = 0; i < w.rows.size(); ++i)
    for (const int from : w.rows[i].in) BOOST_TEST(from < int(i));
}

BOOST_AUTO_TEST_SUITE_END()
