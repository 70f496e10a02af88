// What a lottery experiment says while it goes on: a bar over all trainings, or a line for each.
#pragma once
#include <atomic>
#include <evengrad/prune/lottery_jobs.hpp>
#include <memory>

namespace evengrad::inline EVENGRAD_ISA {

/// Counts the steps of all threads; `look` is for one thread.
class lottery_teller {
  std::unique_ptr<progress> bar_;
  const bool tells_;
  const std::int64_t all_runs_, steps_each_;
  std::int64_t left_ = 0, total_ = 0;
  std::atomic<std::int64_t> steps_ = 0, runs_ = 0;
  const double began_ = steady_seconds();

  std::string count() const {
    return std::to_string(all_runs_ - left_ + runs_) + "/" + std::to_string(all_runs_) + " trainings";
  }

 public:
  lottery_teller(const std::vector<lottery_job>& jobs, const lottery_options& o)
      : tells_(o.show), all_runs_(std::int64_t(jobs.size())), steps_each_(o.steps) {
    for (const lottery_job& j : jobs) left_ += !j.ended;
    total_ = left_ * steps_each_;
    if (tells_ && left_ > 0) bar_ = std::make_unique<progress>("lottery", total_);
  }
  void step() { steps_.fetch_add(1, std::memory_order_relaxed); }
  void look() {
    if (bar_) bar_->update(steps_, count());
  }
  /// Where the bar cannot be drawn over, a line says what came out, and when all will have ended.
  void ended(const lottery_run& r) {
    ++runs_;
    if (!bar_ || bar_->redraws()) return;
    const double took = steady_seconds() - began_, share = double(steps_) / double(total_);
    std::fprintf(stderr, "%s %d.%d.%d, %.4g %% left: early stop %lld, test accuracy %.2f %%; %s, %s to go\n",
                 r.kind.c_str(), r.trial, r.round, r.copy, 100 * r.remaining, static_cast<long long>(r.early_stop),
                 100 * r.test_accuracy, count().c_str(), clock_text(share > 0 ? took / share - took : -1).c_str());
  }
  void finish() {
    if (bar_) bar_->update(steps_), bar_->finish(count());
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
