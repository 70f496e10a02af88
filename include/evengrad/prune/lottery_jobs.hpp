// The trainings of a lottery experiment, which of them wait for which, and threads that do them.
#pragma once
#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <evengrad/kernel/threads.hpp>
#include <evengrad/prune/lottery_run.hpp>
#include <exception>
#include <mutex>

namespace evengrad::inline EVENGRAD_ISA {

/// A control as a list of trainings knows it.
struct control_facts {
  std::string name;
  std::vector<int> rounds;
  int copies = 1;
  bool of_full_net = false;  // waits for the unpruned network only
};

/// A training. A ticket of round r needs what round r − 1 left, and so does a control of round r.
struct lottery_job {
  int control = -1;  // of the list; -1: a ticket
  std::string kind = "ticket";
  int trial = 1, round = 0, copy = 1;
  int after = -1;          // the job that must have ended
  int chain = 1;           // trainings that wait for it one behind the other, with itself
  std::int64_t steps = 0;  // that it takes
  bool ended = false;

  lottery_run row() const {
    lottery_run r;
    r.kind = kind, r.trial = trial, r.round = round, r.copy = copy;
    return r;
  }
};

/// All trainings, tickets first.
inline std::vector<lottery_job> lottery_jobs(int rounds, int trials, const std::vector<control_facts>& controls) {
  std::vector<lottery_job> all;
  const auto ticket = [&](int trial, int round) { return (trial - 1) * (rounds + 1) + round; };
  for (int trial = 1; trial <= trials; ++trial)
    for (int round = 0; round <= rounds; ++round) {
      lottery_job j;
      j.trial = trial, j.round = round, j.after = round > 0 ? ticket(trial, round - 1) : -1;
      j.chain = rounds - round + 1;
      all.push_back(j);
    }
  for (std::size_t c = 0; c < controls.size(); ++c) {
    const control_facts& f = controls[c];
    if (f.copies < 1) fail("lottery, " + f.name, std::to_string(f.copies) + " copies", "give at least 1");
    if (f.name.empty() || f.name == "ticket" || f.name.find_first_of(",\n\"") != f.name.npos)
      fail("lottery", "a control called \"" + f.name + "\"", "give it a name of its own, without commas and quotes");
    for (const int round : f.rounds) {
      if (round < 1 || (round > rounds && !f.of_full_net))
        fail("lottery, " + f.name, "round " + std::to_string(round), "give rounds from 1 to " + std::to_string(rounds));
      for (int trial = 1; trial <= trials; ++trial)
        for (int copy = 1; copy <= f.copies; ++copy) {
          lottery_job j;
          j.control = int(c), j.kind = f.name, j.trial = trial, j.round = round, j.copy = copy;
          j.after = ticket(trial, f.of_full_net ? 0 : round - 1);
          if (std::none_of(all.begin(), all.end(), [&](const auto& o) { return key_of(o.row()) == key_of(j.row()); }))
            all.push_back(j);
        }
    }
  }
  return all;
}

/// Jobs that threads take: of those that may begin, the one with the longest chain behind it, the first of equals.
class job_queue {
  std::vector<lottery_job>& jobs_;
  std::vector<char> taken_;
  std::mutex alone_;
  std::condition_variable changed_;
  bool stopped_ = false;
  int working_ = 0;
  std::exception_ptr failure_;

  int next() const {
    int best = -1;
    for (int i = 0; i < int(jobs_.size()); ++i) {
      const lottery_job& j = jobs_[std::size_t(i)];
      const bool ready = !taken_[std::size_t(i)] && (j.after < 0 || jobs_[std::size_t(j.after)].ended);
      if (ready && (best < 0 || j.chain > jobs_[std::size_t(best)].chain)) best = i;
    }
    return best;
  }
  /// Those that wait for a job that failed, one behind the other, are never begun.
  void leave_out_after(int failed) {
    for (int i = 0; i < int(jobs_.size()); ++i)
      if (jobs_[std::size_t(i)].after == failed && !taken_[std::size_t(i)])
        taken_[std::size_t(i)] = 1, leave_out_after(i);
  }
  bool is_over() const { return std::find(taken_.begin(), taken_.end(), 0) == taken_.end(); }
  /// The next job, or -1 when there is no more to begin.
  int take() {
    std::unique_lock lock(alone_);
    for (;; changed_.wait(lock)) {
      if (stopped_ || is_over()) return -1;
      if (const int i = next(); i >= 0) return taken_[std::size_t(i)] = 1, i;
    }
  }
  template <class F>
  void serve(const F& work) {
    for (int i; (i = take()) >= 0;) {
      bool done = false;
      std::exception_ptr why;
      try {
        done = work(i);
      } catch (...) {
        why = std::current_exception();
      }
      const std::lock_guard lock(alone_);
      jobs_[std::size_t(i)].ended = done;
      if (why) leave_out_after(i), failure_ = failure_ ? failure_ : why;
      else stopped_ = stopped_ || !done;
      changed_.notify_all();
    }
  }

 public:
  /// Those that have ended are not done again.
  explicit job_queue(std::vector<lottery_job>& jobs) : jobs_(jobs) {
    for (const lottery_job& j : jobs) taken_.push_back(j.ended);
  }
  /// Whether no job is to go on.
  bool is_stopped() {
    const std::lock_guard lock(alone_);
    return stopped_;
  }
  void stop() {
    const std::lock_guard lock(alone_);
    stopped_ = true;
    changed_.notify_all();
  }
  /// `make_worker()` is called on each thread, and what it returns with the number of a job does it: true when it is
  /// done, false where it was stopped, and then the others are stopped as well. Where it fails, those that need it are
  /// left out, the others are done, and the first failure is thrown when all threads have ended. `look()` is called ten
  /// times a second meanwhile, here. Fails where the system does not give so many threads.
  template <class F, class Look>
  void run(int threads, const F& make_worker, const Look& look) {
    std::vector<std::thread> all;
    working_ = threads;
    const int given = start_threads(all, 0, threads, [&](int) {
      try {
        auto work = make_worker();
        serve(work);
      } catch (...) {  // no memory for a worker
        const std::lock_guard lock(alone_);
        if (!failure_) failure_ = std::current_exception();
        stopped_ = true;
      }
      const std::lock_guard lock(alone_);
      --working_;
      changed_.notify_all();
    });
    if (given < threads) {
      const std::lock_guard lock(alone_);
      stopped_ = true, working_ -= threads - given;
      changed_.notify_all();
    }
    for (std::unique_lock lock(alone_); working_ > 0;) {
      changed_.wait_for(lock, std::chrono::milliseconds(100));
      lock.unlock(), look(), lock.lock();
    }
    for (std::thread& t : all) t.join();
    if (given < threads) refuse_threads("lottery.threads", threads, given);
    if (failure_) std::rethrow_exception(failure_);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
