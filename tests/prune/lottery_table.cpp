// The tables of a lottery experiment: read as they were written, whatever became of their last line.
#include <evengrad/prune/lottery_table.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {

eg::lottery_run run(std::string kind, int trial, int round, int copy = 1) {
  eg::lottery_run r;
  r.kind = std::move(kind), r.trial = trial, r.round = round, r.copy = copy;
  r.remaining = std::pow(0.8, round), r.steps = 30, r.early_stop = 10 * round;
  r.validation_loss = 1. / 3, r.validation_accuracy = 0.1 * trial, r.test_loss = 1e-300, r.test_accuracy = 0.7;
  r.seconds = 1.5;
  for (int step = 0; step <= 30; step += 10) r.curve.push_back({step, std::exp(-step / 7.), step / 31.});
  return r;
}
bool same(double a, double b) { return a == b || (a != a && b != b); }
bool same(const eg::lottery_run& a, const eg::lottery_run& b) {
  bool all = key_of(a) == key_of(b) && a.curve.size() == b.curve.size() && a.steps == b.steps &&
             a.early_stop == b.early_stop && a.remaining == b.remaining && same(a.validation_loss, b.validation_loss) &&
             same(a.validation_accuracy, b.validation_accuracy) && same(a.test_loss, b.test_loss) &&
             same(a.test_accuracy, b.test_accuracy) && same(a.last_test_accuracy, b.last_test_accuracy) &&
             same(a.last_training_accuracy, b.last_training_accuracy) && same(a.seconds, b.seconds);
  for (std::size_t i = 0; all && i < a.curve.size(); ++i)
    all = a.curve[i].step == b.curve[i].step && same(a.curve[i].loss, b.curve[i].loss) &&
          same(a.curve[i].accuracy, b.curve[i].accuracy);
  return all;
}
struct tables : scratch {
  std::string runs = path("runs.csv"), curves = path("curves.csv"), times = path("times.csv");
};
std::string text_of(const std::string& path) {
  const eg::bytes all = eg::read_file(path);
  return {all.begin(), all.end()};
}
void append(const std::string& path, const std::string& text) {
  std::FILE* const f = std::fopen(path.c_str(), "ab");
  std::fputs(text.c_str(), f), std::fclose(f);
}
const auto none = [](const eg::lottery_run&) { return false; };

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(lottery_table)

BOOST_AUTO_TEST_CASE(numbers_are_read_as_they_were) {
  const tables t;
  const std::vector<eg::lottery_run> rows{run("noise 0.5", 1, 2), run("ticket", 2, 1), run("ticket", 1, 12, 2)};
  {
    eg::lottery_table table(t.folder);
    table.open(none);
    for (const auto& r : rows) table.add(r);
    BOOST_TEST(table.has(rows[1]));
    BOOST_TEST(!table.has(run("ticket", 2, 2)));
    BOOST_TEST(eg::read_lottery(t.folder).size() == 3u);  // before the end
    table.finish();
  }
  const auto read = eg::read_lottery(t.folder);
  BOOST_REQUIRE(read.size() == 3u);
  BOOST_TEST((same(read[0], rows[2]) && same(read[1], rows[1]) && same(read[2], rows[0])));
  BOOST_TEST(text_of(t.runs).find("\nticket,1,12,2,") != std::string::npos);
  BOOST_TEST(text_of(t.runs).find(",0.3333333333333333,") != std::string::npos);
  BOOST_TEST(text_of(t.runs).find("nan") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_order_in_which_they_ended_does_not_matter) {
  const auto written = [](std::vector<eg::lottery_run> rows) {
    const tables t;
    eg::lottery_table table(t.folder);
    table.open(none);
    for (const auto& r : rows) table.add(r);
    table.finish();
    return text_of(t.runs) + text_of(t.curves) + text_of(t.times);
  };
  const auto a = run("ticket", 1, 0), b = run("ticket", 1, 10), c = run("ticket", 2, 9), d = run("a", 1, 1);
  BOOST_TEST(written({a, b, c, d}) == written({d, c, b, a}));
}

BOOST_AUTO_TEST_CASE(a_line_that_was_torn_is_left_out_and_one_that_is_wrong_is_named) {
  const tables t;
  {
    eg::lottery_table table(t.folder);
    table.open(none);
    table.add(run("ticket", 1, 0)), table.add(run("ticket", 1, 1));
  }
  const std::string runs = text_of(t.runs), curves = text_of(t.curves);
  append(t.curves, "ticket,1,2,1,0,2.5,0.25\nticket,1,2,1,10,1.5,0.5\nticket,1,2"), append(t.runs, "ticket,1,2,1,0.51");
  BOOST_TEST(eg::read_lottery(t.folder).size() == 2u);
  {
    eg::lottery_table table(t.folder);
    table.open(none);
    BOOST_TEST(table.rows().size() == 2u);
    BOOST_TEST((text_of(t.runs) == runs && text_of(t.curves) == curves));
    table.add(run("ticket", 1, 2)), table.finish();
  }
  const auto read = eg::read_lottery(t.folder);
  BOOST_REQUIRE(read.size() == 3u);
  BOOST_TEST(same(read[2], run("ticket", 1, 2)));

  append(t.runs, "ticket,1,x,1\n");
  BOOST_CHECK_EXCEPTION(eg::read_lottery(t.folder), eg::error, (says{"runs.csv, line 5: \"x\""}));
  const std::string other = "kind,of,table\n";
  std::FILE* const f = std::fopen(t.runs.c_str(), "wb");
  std::fputs(other.c_str(), f), std::fclose(f);
  BOOST_CHECK_EXCEPTION(eg::lottery_table(t.folder).open(none), eg::error, (says{"runs.csv, line 1", "no head"}));
  BOOST_TEST(text_of(t.runs) == other);
}

BOOST_AUTO_TEST_CASE(rows_that_are_lost_are_written_again) {
  const tables t;
  {
    eg::lottery_table table(t.folder);
    table.open(none);
    table.add(run("ticket", 1, 0)), table.add(run("ticket", 1, 1)), table.add(run("other", 1, 1));
  }
  eg::lottery_table table(t.folder);
  table.open([](const eg::lottery_run& r) { return r.kind == "ticket" && r.round == 1; });
  BOOST_TEST(table.rows().size() == 2u);
  BOOST_TEST(text_of(t.curves).find("ticket,1,1") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_folder_is_for_one_at_a_time_and_must_be_there) {
  const tables t;
  {
    eg::lottery_table first(t.folder);
    BOOST_CHECK_EXCEPTION(eg::lottery_table(t.folder), eg::error, (says{t.folder, "another process works in it"}));
  }
  BOOST_CHECK_NO_THROW(eg::lottery_table(t.folder).open(none));
  BOOST_CHECK_EXCEPTION(eg::lottery_table(t.folder + "/not"), eg::error, (says{"/not", "No such file"}));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
