// CSV: numbers, names, quotes, and the line and column of what is wrong.
#include <boost/test/unit_test.hpp>
#include <evengrad/data/csv.hpp>

#include "temporary.hpp"

namespace eg = evengrad;

namespace {
eg::csv_table read(std::string_view content, eg::csv_options options = {}) {
  return eg::read_csv(temporary(content, "t.csv").path, options);
}
using floats = std::vector<float>;
using names = std::vector<std::string>;
}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(csv_reads_numbers) {
  const eg::csv_table t = read("1,2.5,-3e2\n+4, 5 ,.5\n");
  BOOST_CHECK_EQUAL(t.width, 3);
  BOOST_CHECK(t.names.empty());
  BOOST_CHECK((t.values == floats{1, 2.5, -300, 4, 5, .5}));
  BOOST_CHECK_EQUAL(t.view().rows, 2);
}

BOOST_AUTO_TEST_CASE(csv_takes_a_first_line_of_words_for_names) {
  const eg::csv_table t = read("a,\"b \"\"and\"\" c\"\n1,2\n");
  BOOST_CHECK((t.names == names{"a", "b \"and\" c"}));
  BOOST_CHECK((t.values == floats{1, 2}));
  BOOST_CHECK_EQUAL(read("1,2\n3,4\n", {.header = eg::csv_header::yes}).view().rows, 1);
  BOOST_CHECK_EXCEPTION(read("a,2\n3,4\n", {.header = eg::csv_header::no}), eg::error,
                        (says{"line 1, column 1", "'a'"}));
}

BOOST_AUTO_TEST_CASE(csv_takes_what_programs_write) {
  BOOST_CHECK((read("\xEF\xBB\xBF"
                    "1,2\r\n3,4\r\n")
                   .values == floats{1, 2, 3, 4}));
  BOOST_CHECK((read("1,2\n\n3,4\n\n\n").values == floats{1, 2, 3, 4}));
  BOOST_CHECK((read("1,2\n3,4").values == floats{1, 2, 3, 4}));
  BOOST_CHECK((read("1;2\n3;4\n", {.separator = ';'}).values == floats{1, 2, 3, 4}));
  BOOST_CHECK((read("\"1\",\"2\"\n").values == floats{1, 2}));
}

BOOST_AUTO_TEST_CASE(csv_counts_lines_inside_quotes) {
  BOOST_CHECK((read("\"a\nb\",c\n1,2\n").names == names{"a\nb", "c"}));
  BOOST_CHECK_EXCEPTION(read("\"a\nb\",c\n1,2\n3,x\n"), eg::error, (says{"t.csv, line 4, column 2", "'x'"}));
}

BOOST_AUTO_TEST_CASE(csv_says_the_line_and_the_column) {
  BOOST_CHECK_EXCEPTION(read("1,2\n3,abc\n"), eg::error, (says{"t.csv, line 2, column 2", "'abc'", "write a number"}));
  BOOST_CHECK_EXCEPTION(read("1,2\n3,\n"), eg::error, (says{"line 2, column 2", "''"}));
  BOOST_CHECK_EXCEPTION(read("1,2\n3,4 5\n"), eg::error, (says{"line 2, column 2", "'4 5'"}));
  BOOST_CHECK_EXCEPTION(read("1,2\n3,1e999\n"), eg::error, (says{"line 2, column 2", "'1e999'"}));
  BOOST_CHECK_EXCEPTION(read("1,2\nnan,4\n"), eg::error, (says{"line 2, column 1", "'nan'", "finite"}));
  BOOST_CHECK_EXCEPTION(read("1,2\n3,-inf\n"), eg::error, (says{"line 2, column 2", "'-inf'", "finite"}));
  BOOST_CHECK_EXCEPTION(read("1,2\n3,+-4\n"), eg::error, (says{"line 2, column 2", "'+-4'"}));
  BOOST_CHECK_EXCEPTION(read("1,2\n3\n"), eg::error, (says{"line 2", "1 fields", "the first record has 2"}));
  BOOST_CHECK_EXCEPTION(read("1,2\n3,4,5\n"), eg::error, (says{"line 2", "3 fields", "the first record has 2"}));
}

BOOST_AUTO_TEST_CASE(csv_with_broken_quotes_fails) {
  BOOST_CHECK_EXCEPTION(read("1,\"2\n3,4\n"), eg::error, (says{"line 1, column 2", "not closed"}));
  BOOST_CHECK_EXCEPTION(read("1,\"2\"3\n"), eg::error, (says{"line 1, column 2", "the character '3'"}));
  BOOST_CHECK_EXCEPTION(read("1,2\"3\n"), eg::error, (says{"line 1, column 2", "the character '\"'"}));
}

BOOST_AUTO_TEST_CASE(csv_without_records_fails) {
  BOOST_CHECK_EXCEPTION(read(""), eg::error, says{"an empty file"});
  BOOST_CHECK_EXCEPTION(read("\n\n"), eg::error, says{"an empty file"});
  BOOST_CHECK_EXCEPTION(read("a,b\n"), eg::error, says{"a header without records"});
}

BOOST_AUTO_TEST_CASE(csv_splits_into_features_and_targets) {
  const eg::table t = read("x,y,class\n1,2,0\n3,4,1\n").split_columns(1, 2);
  BOOST_CHECK((t.features == floats{1, 2, 3, 4} && t.targets == floats{0, 1}));
  BOOST_CHECK(t.width == 2 && t.target_width == 1 && t.classes == 2);
  BOOST_CHECK((read("1,2,3\n").split_columns(2).targets == floats{2, 3}));
  BOOST_CHECK_EXCEPTION(read("1,2,3\n").split_columns(3), eg::error, says{"3 targets of 3 columns"});
  BOOST_CHECK_EXCEPTION(read("1,2,3\n").split_columns(1, 3), eg::error, says{"the label 3"});
}

BOOST_AUTO_TEST_SUITE_END()
