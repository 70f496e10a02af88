// What a lottery experiment says while it goes on: a bar over all trainings, or a line for each.
#pragma once
#include <atomic>
#include <evengrad/prune/lottery_jobs.hpp>
#include <evengrad/train/progress.hpp>
#include <memory>

namespace evengrad::inline EVENGRAD_ISA {

/// Counts the steps of all threads; `look` is for one thread.
class lottery_teller {
  std::unique_ptr<progress> bar_;
  const progress_options to_;
  const std::int64_t all_runs_;
  std::int64_t left_ = 0, total_ = 0;
  std::atomic<std::int64_t> steps_ = 0, runs_ = 0;
  const double began_ = to_.clock();

  std::string count() const {
    return std::to_string(all_runs_ - left_ + runs_) + "/" + std::to_string(all_runs_) + " trainings";
  }

 public:
  /// With `show` false it says nothing.
  lottery_teller(const std::vector<lottery_job>& jobs, bool show, progress_options to = {})
      : to_(to), all_runs_(std::int64_t(jobs.size())) {
    for (const lottery_job& j : jobs)
      if (!j.ended) ++left_, total_ += j.steps;
    if (show && left_ > 0) bar_ = std::make_unique<progress>("lottery", total_, to);
  }
  void step() { steps_.fetch_add(1, std::memory_order_relaxed); }
  void look() {
    if (bar_) bar_->update(steps_, count());
  }
  /// Where the bar cannot be drawn over, a line says what came out, and when all will have ended.
  void ended(const lottery_run& r) {
    ++runs_;
    if (!bar_ || bar_->redraws()) return;
    const double took = to_.clock() - began_, share = double(steps_) / double(total_);
    std::fprintf(to_.out, "%s %d.%d.%d, %.4g %% left: early stop %lld, test accuracy %.2f %%; %s, %s to go\n",
                 r.kind.c_str(), r.trial, r.round, r.copy, 100 * r.remaining, static_cast<long long>(r.early_stop),
                 100 * r.test_accuracy, count().c_str(), clock_text(share > 0 ? took / share - took : -1).c_str());
  }
  void finish() {
    if (bar_) bar_->update(steps_), bar_->finish(count());
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
