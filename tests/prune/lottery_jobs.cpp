// The trainings of a lottery experiment: which there are, and that none begins before what it needs.
#include <evengrad/prune/lottery_jobs.hpp>

#include <atomic>
#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"
#include "../little_memory.hpp"

namespace eg = evengrad;

namespace {

std::vector<eg::lottery_job> some() {
  return eg::lottery_jobs(4, 2, {{"reinitialized", {1, 4}, 3}, {"one-shot", {9}, 1, true}, {"reinitialized", {4}, 4}});
}
std::size_t index_of(const std::vector<eg::lottery_job>& all, const std::string& kind, int trial, int round) {
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].kind == kind && all[i].trial == trial && all[i].round == round) return i;
  return all.size();
}
const auto quiet = [] {};

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(lottery_jobs)

BOOST_AUTO_TEST_CASE(every_training_is_there_once_behind_what_it_needs) {
  const auto all = some();
  BOOST_TEST(all.size() == 2u * (5 + 3 + 3 + 1 + 1));  // the fourth copy of the last control alone is new
  for (const eg::lottery_job& j : all) {
    if (j.kind == "ticket" && j.round == 0) {
      BOOST_TEST((j.after == -1 && j.chain == 5));
      continue;
    }
    const eg::lottery_job& before = all[std::size_t(j.after)];
    BOOST_TEST((before.kind == "ticket" && before.trial == j.trial));
    BOOST_TEST(before.round == (j.kind == "one-shot" ? 0 : j.round - 1));
    BOOST_TEST(j.chain == (j.kind == "ticket" ? 5 - j.round : 1));
  }
}

BOOST_AUTO_TEST_CASE(controls_that_cannot_be_are_refused) {
  const auto refused = [](eg::control_facts c, std::string_view a, std::string_view b = "") {
    BOOST_CHECK_EXCEPTION(eg::lottery_jobs(4, 1, {c}), eg::error, (says{a, b}));
  };
  refused({"reinitialized", {5}}, "lottery, reinitialized: round 5", "from 1 to 4");
  refused({"reinitialized", {0}}, "round 0");
  refused({"one-shot", {0}, 1, true}, "round 0");
  refused({"random", {1}, 0}, "random: 0 copies");
  refused({"ticket", {1}}, "a control called \"ticket\"");
  refused({"a,b", {1}}, "without commas");
  refused({"", {1}}, "a control called \"\"");
}

BOOST_AUTO_TEST_CASE(none_begins_before_its_need_has_ended_and_each_is_done_once) {
  for (const int threads : {1, 3}) {
    auto all = some();
    const std::size_t done_before = index_of(all, "ticket", 2, 0);
    all[done_before].ended = true;
    std::vector<std::atomic<int>> begun(all.size()), ended(all.size());
    ended[done_before] = 1;
    std::atomic<int> wrong = 0, workers = 0;
    eg::job_queue queue(all);
    queue.run(
        threads,
        [&] {
          ++workers;
          return [&](int i) {
            const auto n = std::size_t(i);
            wrong += all[n].after >= 0 && ended[std::size_t(all[n].after)] == 0;
            ++begun[n], std::this_thread::yield(), ++ended[n];
            return true;
          };
        },
        quiet);
    BOOST_TEST((workers == threads && wrong == 0));
    for (std::size_t i = 0; i < all.size(); ++i) BOOST_TEST((begun[i] == (i != done_before) && all[i].ended));
  }
}

BOOST_AUTO_TEST_CASE(the_longest_chain_goes_first) {
  auto all = some();
  std::vector<int> chains;
  eg::job_queue(all).run(
      1,
      [&] {
        return [&](int i) {
          chains.push_back(all[std::size_t(i)].chain);
          return true;
        };
      },
      quiet);
  BOOST_TEST(chains.size() == all.size());
  BOOST_TEST(std::is_sorted(chains.rbegin(), chains.rend()));
}

/// Does all, but those of round 2 as they will.
template <class F>
int done_with(eg::job_queue& queue, const std::vector<eg::lottery_job>& all, int threads, const F& of_round_2) {
  std::atomic<int> done = 0;
  const auto work = [&](int i) {
    if (all[std::size_t(i)].round == 2) return of_round_2(all[std::size_t(i)]);
    return ++done, true;
  };
  try {
    queue.run(
        threads, [&] { return work; }, quiet);
  } catch (const eg::error& e) {
    BOOST_TEST(says{"job: trial 1 diverged"}(e));
    return done;
  }
  return -1 - done;
}

BOOST_AUTO_TEST_CASE(what_stops_ends_the_others) {
  auto all = some();
  eg::job_queue queue(all);
  const int done = -1 - done_with(queue, all, 2, [](const auto&) { return false; });
  BOOST_TEST((queue.is_stopped() && done >= 0 && done < int(all.size()) - 2));
  for (const eg::lottery_job& j : all) BOOST_TEST((j.kind != "ticket" || j.round < 2 || !j.ended));
}

BOOST_AUTO_TEST_CASE(what_fails_ends_those_that_need_it_and_no_others) {
  for (const int threads : {1, 3}) {
    auto all = some();
    eg::job_queue queue(all);
    const int done = done_with(queue, all, threads, [](const eg::lottery_job& j) {
      if (j.trial == 1) eg::fail("job", "trial 1 diverged", "lower the rate");
      return true;
    });
    BOOST_TEST((!queue.is_stopped() && done >= 0));
    // Tickets of rounds 2, 3 and 4 of the first trial, and controls of round 4, which need the ticket of round 3.
    for (const eg::lottery_job& j : all)
      BOOST_TEST(j.ended == (j.trial == 2 || j.round < 2 || j.kind == "one-shot"), j.kind << j.trial << j.round);
  }
}

BOOST_AUTO_TEST_CASE(a_worker_that_cannot_be_made_is_a_failure) {
  auto all = some();
  const auto none = []() -> bool (*)(int) { eg::fail("worker", "no memory", "free some"); };
  BOOST_CHECK_EXCEPTION(eg::job_queue(all).run(2, none, quiet), eg::error, says{"no memory"});
}

#if !defined(EVENGRAD_TEST_SANITIZED)
BOOST_AUTO_TEST_CASE(threads_that_the_system_does_not_give_are_a_failure) {
  auto all = some();
  const little_memory limited;
  if (!limited.holds()) return BOOST_TEST_MESSAGE("this system does not limit memory");
  const auto worker = [] { return [](int) { return true; }; };
  BOOST_CHECK_EXCEPTION(eg::job_queue(all).run(500, worker, quiet), eg::error,
                        (says{"lottery.threads: 500, and the system gives ", "ask for fewer"}));
}
#endif

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
