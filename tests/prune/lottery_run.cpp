// A row of a lottery experiment: what it is called by, and the order of rows.
#include <evengrad/prune/lottery_run.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

eg::lottery_run run(const char* kind, int trial, int round, int copy) {
  eg::lottery_run r;
  r.kind = kind, r.trial = trial, r.round = round, r.copy = copy;
  return r;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(lottery_run)

BOOST_AUTO_TEST_CASE(tickets_come_first_then_kinds_trials_rounds_and_copies) {
  const eg::lottery_run in_order[] = {run("ticket", 1, 2, 1),   run("ticket", 1, 10, 1), run("ticket", 2, 0, 1),
                                      run("one-shot", 3, 1, 1), run("random", 1, 1, 2),  run("random", 1, 2, 1)};
  for (int i = 1; i < 6; ++i) BOOST_TEST((key_of(in_order[i - 1]) < key_of(in_order[i])));
}
BOOST_AUTO_TEST_CASE(what_was_measured_is_no_part_of_it_and_nothing_was_at_first) {
  eg::lottery_run a = run("ticket", 1, 2, 1);
  const eg::lottery_run b = a;
  a.test_loss = 1, a.curve.push_back({3, 0.5, 0.5});
  BOOST_TEST((key_of(a) == key_of(b)));
  BOOST_TEST((b.test_loss != b.test_loss && b.validation_loss != b.validation_loss && b.curve.empty()));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
