#include <evengrad/report/csv.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

#include <unistd.h>
#include <sstream>

#include "comma.hpp"

namespace eg = evengrad;
namespace er = evengrad::report;

namespace {

std::string csv_of(const eg::recording& r) {
  const std::string path = "report_test_" + std::to_string(getpid()) + ".csv";
  eg::new_file f(path, "test");
  er::csv_table(f).write(r), f.put();
  std::string all;
  std::FILE* in = std::fopen(path.c_str(), "rb");
  for (int c; (c = std::fgetc(in)) != EOF;) all += char(c);
  std::fclose(in), std::remove(path.c_str());
  return all;
}
/// The value of the line that begins so; NaN without one.
double value_of(const std::string& text, const std::string& line) {
  const auto at = text.find("\n" + line + ",");
  return at == text.npos ? std::nan("") : std::stod(text.substr(at + line.size() + 2));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(every_figure_has_a_line) {
  eg::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 2});
  r.epochs[1].accuracy = eg::epoch_result::none;
  const std::string text = csv_of(r);
  BOOST_TEST(text.starts_with("epoch,step,of,quantity,value\n"));
  const auto& s = r.steps[2];
  BOOST_TEST(std::fabs(value_of(text, "1,45,history,accuracy") - r.epochs[0].accuracy) < 1e-8);
  BOOST_TEST(std::isnan(value_of(text, "2,90,history,accuracy")));
  BOOST_TEST(std::fabs(value_of(text, "1,20,step,loss") - s.loss) < 1e-8);
  BOOST_TEST(std::fabs(value_of(text, "1,20,relu_1,output_deviation") / s.layers[1].output.deviation() - 1) < 1e-8);
  BOOST_TEST(std::fabs(value_of(text, "1,20,dense_2,gradient_rms") / s.layers[2].gradient.rms() - 1) < 1e-8);
  BOOST_TEST(value_of(text, "1,20,dense_2,gradient_count") == 200);
  BOOST_TEST(std::fabs(value_of(text, "1,20,dense_2.w,update_percentile_85") / s.parameters[2].update.percentile(0.85) -
                       1) < 1e-8);
  BOOST_TEST(std::fabs(value_of(text, "1,20,dense_1.w,update_ratio") / s.parameters[0].ratio() - 1) < 1e-8);
  BOOST_TEST(std::fabs(value_of(text, "1,20,relu_1,dead") - s.layers[1].dead) < 1e-8);
  BOOST_TEST(std::isnan(value_of(text, "1,20,dense_1,dead")));
  std::istringstream lines(text);
  for (std::string l; std::getline(lines, l);) BOOST_TEST(std::count(l.begin(), l.end(), ',') == 4);
}

BOOST_AUTO_TEST_CASE(what_was_not_measured_has_no_line) {
  eg::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 1});
  r.steps[1].layers[1].gradient = {}, r.steps[1].parameters[0].update = {};
  r.steps[2].layers[1].gradient = {}, r.steps[2].layers[1].gradient.not_finite = 7;
  const std::string text = csv_of(r);
  for (const char* none : {"10,relu_1,gradient_", "10,dense_1.w,update_"})
    BOOST_TEST(text.find(none) == text.npos, none << " has no line");
  for (const char* other : {"0,relu_1,gradient_mean", "10,relu_1,output_mean", "10,dense_1.w,weights_mean",
                            "0,dense_1.w,update_ratio", "20,relu_1,gradient_not_finite,7\n"})
    BOOST_TEST(text.find(std::string("1,") + other) != text.npos, other);
}

BOOST_AUTO_TEST_CASE(a_locale_with_commas_changes_no_line) {
  const eg::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 1});
  const std::string text = csv_of(r);
  const comma where;
  BOOST_TEST(csv_of(r) == text);
}

BOOST_AUTO_TEST_CASE(names_with_commas_are_quoted) {
  BOOST_TEST(er::field("a.b") == "a.b");
  BOOST_TEST(er::field("a,\"b\"") == "\"a,\"\"b\"\"\"");
}

BOOST_AUTO_TEST_SUITE_END()
