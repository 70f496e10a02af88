#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/report/model_table.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
namespace er = evengrad::report;

namespace {

struct mlp : eg::block {
  static constexpr std::string_view name = "mlp";
  static constexpr auto graph = eg::dense<12> | eg::relu;
};
constexpr auto net = eg::input<8> | mlp{} | eg::repeat<3>(eg::residual(eg::dense<12> | eg::relu)) | eg::dense<3>;
using to_infer = eg::checked<net, void>;

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(layers_hold_what_is_inside_of_them_and_all_is_what_the_net_costs) {
  const auto rows = er::table_rows(eg::graphs_of<to_infer>.data()).rows;
  BOOST_REQUIRE(rows.size() == 7u);
  BOOST_TEST(rows[0].name == "mlp_1");
  BOOST_TEST(rows[1].name == "dense_1");
  BOOST_TEST(rows[1].depth == 1);
  BOOST_TEST(rows[0].parameters == 8 * 12 + 12);
  BOOST_TEST(rows[0].operations == rows[1].operations + rows[2].operations);
  BOOST_TEST(rows[3].name == "repeat_1 · 3 ×");
  BOOST_TEST(rows[3].parameters == 3 * rows[4].parameters);
  std::int64_t parameters = 0, operations = 0;
  for (const er::table_row& r : rows)
    if (r.depth == 0) parameters += r.parameters, operations += r.operations;
  BOOST_TEST(parameters == eg::parameter_count<net>());
  BOOST_TEST(operations == eg::flops<net>());
}

BOOST_AUTO_TEST_CASE(figures_have_units_and_all_of_their_digits_under_the_pointer) {
  BOOST_TEST(er::cell(0, "B") == "<td>–</td>");
  BOOST_TEST(er::cell(12345, "") == "<td title=\"12,345\">12,345</td>");
  BOOST_TEST(er::cell(1234567, "") == "<td title=\"1,234,567\">1.23 M</td>");
  BOOST_TEST(er::cell(1234567, "B") == "<td title=\"1,234,567\">1.23 MB</td>");
  const std::string text = er::model_table(eg::graphs_of<to_infer>.data(), eg::counts_of<to_infer, 0>,
                                           eg::inference_memory<net>(eg::batch{32}), 32, 4);
  BOOST_TEST(has(text, "to infer 32 rows at once"));
  BOOST_TEST(has(text, "<td title=\"" + eg::grouped(4 * eg::parameter_count<net>()) + "\">"));
}

BOOST_AUTO_TEST_SUITE_END()
