// What a lottery experiment says while it goes on.
#include <evengrad/prune/lottery_teller.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

double now = 100;
double clock_of_test() { return now; }

/// What it writes of three trainings of ten steps, fifteen and five, of which one had ended before, when one more has.
std::string said(bool redraw, bool show = true) {
  std::FILE* const out = std::tmpfile();
  std::vector<eg::lottery_job> jobs(3);
  jobs[0].ended = true;
  jobs[0].steps = 10, jobs[1].steps = 15, jobs[2].steps = 5;
  now = 100;
  {
    eg::lottery_teller teller(jobs, show, {out, redraw, 120, false, clock_of_test});
    teller.look();
    for (int i = 0; i < 10; ++i) teller.step();
    now = 160;
    eg::lottery_run r;
    r.kind = "one-shot", r.trial = 2, r.round = 7, r.copy = 3, r.remaining = 0.2107, r.early_stop = 1900;
    r.test_accuracy = 0.98125;
    teller.ended(r), teller.look(), teller.finish();
  }
  std::rewind(out);
  std::string text;
  for (int c; (c = std::fgetc(out)) != EOF;) text += char(c);
  std::fclose(out);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(lottery_teller)

BOOST_AUTO_TEST_CASE(a_line_for_each_training_where_a_bar_cannot_be_drawn) {
  BOOST_TEST(said(false) ==
             "one-shot 2.7.3, 21.07 % left: early stop 1900, test accuracy 98.12 %; 2/3 trainings, 01:00 to go\n"
             "lottery: 10/20 [01:00<01:00, 0.17 it/s] 2/3 trainings\n");
}
BOOST_AUTO_TEST_CASE(one_bar_for_all_where_it_can) {
  const std::string text = said(true);
  BOOST_TEST(text.find("early stop") == text.npos);
  BOOST_TEST(text.find(" 50%|") != text.npos);
  BOOST_TEST(text.find("2/3 trainings") != text.npos);
}
BOOST_AUTO_TEST_CASE(nothing_where_nothing_shall_be_said) { BOOST_TEST(said(false, false) == ""); }

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
