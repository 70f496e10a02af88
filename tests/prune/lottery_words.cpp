#include <evengrad/prune/lottery_words.hpp>

#include <boost/test/unit_test.hpp>

#include "lottery_experiment.hpp"

namespace eg = evengrad;
namespace er = evengrad::report;
using synthetic::count;

namespace {

eg::lottery_run run(const std::string& kind, int round, double remaining, double accuracy, std::int64_t early_stop) {
  eg::lottery_run r;
  r.kind = kind, r.round = round, r.remaining = remaining, r.test_accuracy = accuracy, r.steps = 1000;
  r.early_stop = early_stop, r.validation_loss = 0.1, r.seconds = 1;
  return r;
}
const std::vector<eg::lottery_run> runs = {
    run("ticket", 0, 1, 0.97, 500),           run("ticket", 1, 0.5, 0.96, 400),
    run("ticket", 2, 0.21, 0.98, 200),        run("ticket", 3, 0.1, 0.969, 1000),
    run("ticket", 4, 0.05, 0.95, 1000),       run("reinitialized", 2, 0.21, 0.965, 500),
    run("reinitialized", 1, 0.5, 0.975, 500), run("reinitialized", 2, 0.21, 0.975, 520),
    run("one-shot", 2, 0.21, 0.97, 1)};

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(accuracy_falls_below_the_full_net_where_it_stays_below) {
  const auto levels = eg::levels_of(runs);
  BOOST_TEST(er::falls_below(levels, "ticket", 0.97)->remaining == 0.1);
  BOOST_TEST(er::falls_below(levels, "ticket", 0.99)->remaining == 0.5);
  BOOST_TEST(!er::falls_below(levels, "ticket", 0.9));
  BOOST_TEST(!er::falls_below(levels, "one-shot", 0.97));
  BOOST_TEST(!er::falls_below(levels, "random", 0.97));
  const std::string s = er::lottery_verdict(levels);
  BOOST_TEST(s ==
             "Tickets are below the full net from Pm 10.0 % on. Re-initialized nets are not below the full net at the "
             "sparsest level that was trained. One-shot tickets are not below the full net at the sparsest level that "
             "was trained. In 2 of 9 trainings the least validation loss is that of the last step: more steps would "
             "find a later early stop. ");
}

BOOST_AUTO_TEST_CASE(tiles_compare_ticket_and_control_of_one_level) {
  const std::string s = er::lottery_tiles(eg::levels_of(runs));
  for (const char* part :
       {"<strong>97.00 %</strong><small>early stop at step 500<", "<strong>98.00 %</strong><small>+1.00 points to",
        "<strong>2.55×</strong><small>early stop at step 200, not 510<", "<strong>+1.00 points</strong>",
        "re-initialized, at Pm 21.0 %</span>", "<strong>9</strong><small>of 9.00 s in all<"})
    BOOST_TEST(count(s, part) >= 1, part << " in " << s);
  BOOST_TEST(count(er::lottery_tiles(eg::levels_of({runs[5]})), "<div class=\"tile\">") == 1);
  BOOST_TEST(er::points_text(-0.0123) == "−1.23 points");
  BOOST_TEST(er::points_text(1e-7) == "±0.00 points");
}

BOOST_AUTO_TEST_CASE(the_table_has_a_line_for_each_level) {
  const auto levels = eg::levels_of(runs);
  const std::string s = er::lottery_table(levels);
  BOOST_TEST(count(s, "<table") == 3);
  BOOST_TEST(count(s, "<tr>") == 3 + int(levels.size()));
  BOOST_TEST(count(s, "<td>97.00<br/><small>96.50–<wbr/>97.50</small></td>") == 1);
  BOOST_TEST(count(s, "<td>510<br/><small>500–<wbr/>520</small></td>") == 1);
  BOOST_TEST(count(s, "<td>–</td>") == 2 * int(levels.size()));  // the end was not measured
  BOOST_TEST(count(s, "nan") == 0);
}

BOOST_AUTO_TEST_SUITE_END()
