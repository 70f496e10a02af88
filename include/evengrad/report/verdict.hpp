// How a training went, in words and a few large figures: the first screen of a report.
#pragma once
#include <evengrad/model/columns.hpp>
#include <evengrad/report/lines.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

inline std::string tile(const std::string& figure, const std::string& name, const std::string& more) {
  return together({"<div class=\"tile\"><span>", escaped(name), "</span><strong>", escaped(figure), "</strong><small>",
                   escaped(more), "</small></div>"});
}
inline std::string plural(std::int64_t n, const std::string& one) {
  return together({grouped(n), " ", one, (n == 1 ? "" : "s")});
}

/// What was trained: "30 epochs, 1,350 steps in 0.9 s, 1,438 rows in batches of 32, cross entropy".
inline std::string course_of(const recording& r) {
  double seconds = 0;
  for (const epoch_result& e : r.epochs) seconds += e.seconds;
  std::string s = plural(std::int64_t(r.epochs.size()), "epoch");
  if (!r.epochs.empty() && r.epochs.back().steps > 0) s += ", " + plural(r.epochs.back().steps, "step");
  if (seconds > 0) s += " in " + duration(seconds);
  if (r.rows > 0) put(s, {"; ", plural(r.rows, "row"), " in batches of ", std::to_string(r.batch)});
  if (!r.loss.empty()) {
    std::string loss = r.loss;
    std::replace(loss.begin(), loss.end(), '_', ' ');
    s += "; loss: " + loss;
  }
  return s + ".";
}

/// Large figures: accuracy, loss, gap, parameters, alarms.
inline std::string tiles(const recording& r, std::int64_t parameters, std::size_t alarms) {
  std::string out = "<div class=\"tiles\">";
  std::size_t at = 0;
  const epoch_result last = r.epochs.empty() ? epoch_result{} : r.epochs.back();
  if (const double best = best_of(r, &epoch_result::accuracy, true, &at); is_finite(best))
    out += tile(percent(last.accuracy), "of the validation rows are right",
                at + 1 == r.epochs.size() ? "the best of all epochs"
                                          : "best: " + percent(best) + " in epoch " + std::to_string(at + 1));
  const double first_loss = !r.steps.empty()   ? r.steps.front().loss
                            : r.epochs.empty() ? epoch_result::none
                                               : r.epochs.front().loss;
  const double last_loss = !r.epochs.empty() ? last.loss : r.steps.empty() ? epoch_result::none : r.steps.back().loss;
  out += tile(first_loss != first_loss && last_loss != last_loss ? "–" : value_text(last_loss), "training loss",
              is_finite(first_loss) ? "began at " + value_text(first_loss) : "");
  if (const double best = best_of(r, &epoch_result::validation_loss, false, &at); is_finite(best))
    out += tile(value_text(last.validation_loss), "validation loss",
                at + 1 == r.epochs.size() ? "the least of all epochs"
                                          : "least: " + value_text(best) + " in epoch " + std::to_string(at + 1));
  out += tile(grouped(parameters), "parameters",
              r.layers.empty() ? "" : "in " + plural(std::int64_t(r.layers.size()), "layer"));
  out += tile(alarms ? std::to_string(alarms) : "none", alarms == 1 ? "alarm" : "alarms",
              alarms ? "see below" : "nothing looks ill");
  return out + "</div>";
}

/// A paragraph.
inline std::string verdict(const recording& r) {
  std::string s;
  if (r.first_nan.seen) {
    put(s, {"The first number that is not finite was born in ", r.first_nan.where, " (", r.first_nan.what,
            "), in epoch ", std::to_string(r.first_nan.epoch + 1), ", step ", std::to_string(r.first_nan.step), ". "});
  }
  if (r.epochs.empty())
    return s + (r.steps.empty() ? "No epoch was ended and no step was recorded."
                                : "No epoch was ended; what follows is of the recorded steps.");
  const epoch_result &first = r.epochs.front(), &last = r.epochs.back();
  if (is_finite(first.loss) && is_finite(last.loss) && r.epochs.size() > 1) {
    put(s, {"The training loss ", std::string(last.loss < first.loss ? "fell" : "rose"), " from ",
            value_text(first.loss), " in the first epoch to ", value_text(last.loss), " in the last"});
    if (r.classes > 1 && r.loss == "cross_entropy")
      put(s, {"; a guess among ", std::to_string(r.classes), " classes has ", value_text(std::log(double(r.classes)))});
    s += ". ";
  }
  std::size_t at = 0;
  if (const double best = best_of(r, &epoch_result::accuracy, true, &at); is_finite(best)) {
    s += "The net reads " + percent(last.accuracy, 2) + " of the validation rows right";
    if (at + 1 < r.epochs.size() && best > last.accuracy)
      put(s, {"; it was best in epoch ", std::to_string(at + 1), " with ", percent(best, 2)});
    s += ". ";
    if (is_finite(last.training_accuracy))
      s += "Of the training rows it is " + percent(last.training_accuracy, 2) + ". ";
  }
  return s;
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
