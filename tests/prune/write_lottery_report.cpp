#include <evengrad/prune/write_lottery_report.hpp>

#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"
#include "../message.hpp"
#include "lottery_experiment.hpp"

namespace eg = evengrad;
using evengrad_test::message;
using synthetic::count;

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(a_report_has_all_that_was_given) {
  const auto e =
      lottery_experiment::make({.rounds = 7, .trials = 2, .steps = 1000, .sizes = {36, 20, 10}, .figures = 3});
  const scratch here;
  const std::string path = here.path("lottery.html");
  eg::write_lottery_report(
      path, e.runs, e.figures,
      {.title = "a < b", .about = "Of & on.", .before = {{"d", 1, 1, {1}}}, .after = {{"d", 1, 1, {1}}}});
  const std::string page = content(path);
  for (const char* id : {"charts", "curves", "units", "movement", "survivors", "table"}) {
    BOOST_TEST(count(page, std::string("<section id=\"") + id + "\">") == 1, id);
    BOOST_TEST(count(page, std::string("<a href=\"#") + id + "\">") == 1, id);
  }
  BOOST_TEST(count(page, "<title>a &lt; b: lottery report</title>") == 1);
  BOOST_TEST(count(page, "<p>Of &amp; on. 2 trials of 1,000 steps for each training.</p>") == 1);
  BOOST_TEST(count(page, "<svg class=\"units\"") == 2);
  eg::write_lottery_report(path, e.runs);
  const std::string bare = content(path);
  for (const char* id : {"units", "movement", "survivors"})
    BOOST_TEST(count(bare, std::string("<section id=\"") + id) == 0, id);
  eg::write_lottery_report(path, e.runs, e.figures, {.rounds = {0, 7}});
  BOOST_TEST(count(content(path), "<th>21.1 %</th>") == 1);
}

BOOST_AUTO_TEST_CASE(a_failure_leaves_what_was_there) {
  const temporary old("before", "lottery.html");
  const auto fails = [&](std::vector<eg::lottery_run> runs) {
    return message([&] { eg::write_lottery_report(old.path, runs); });
  };
  BOOST_TEST(fails({}) == "write_lottery_report: no run; give the runs of an experiment");
  eg::lottery_run bad;
  for (const double r : {0., -1., 1.5, eg::lottery_run::none}) {
    bad.remaining = r;
    BOOST_TEST(fails({eg::lottery_run{}, bad}).starts_with("write_lottery_report: ticket of round 0 with a share"));
  }
  BOOST_TEST(content(old.path) == "before");
  BOOST_TEST(message([&] {
               eg::write_lottery_report(old.folder() + "/no/a.html", {eg::lottery_run{}});
             }).find("No such file") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
