// Curves of loss, accuracy and learning rate over epochs.
#pragma once
#include <evengrad/report/palette.hpp>
#include <evengrad/report/svg.hpp>
#include <evengrad/report/thin.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// A curve of the history.
struct series {
  std::string name;
  double epoch_result::*value;
};
inline bool is_finite(double x) { return x - x == 0; }

/// The epochs that are drawn; each is one of so many.
inline std::vector<std::size_t> drawn_epochs(const recording& r, std::size_t most = 300) {
  std::vector<std::size_t> all;
  for (const column& c : columns_of(r.epochs.size(), most)) all.push_back(c.end - 1);
  return all;
}
inline double best_of(const recording& r, double epoch_result::*value, bool high, std::size_t* where) {
  double best = epoch_result::none;
  for (std::size_t i = 0; i < r.epochs.size(); ++i)
    if (const double v = r.epochs[i].*value; is_finite(v) && (!is_finite(best) || (high ? v > best : v < best)))
      best = v, *where = i;
  return best;
}

class curves {
  const recording& r;
  std::vector<std::size_t> epochs;
  std::vector<column> steps;

  bool has(double epoch_result::*value) const {
    for (const epoch_result& e : r.epochs)
      if (is_finite(e.*value)) return true;
    return false;
  }
  std::vector<point> points(double epoch_result::*value) const {
    std::vector<point> all;
    for (const std::size_t i : epochs) all.push_back({double(i + 1), r.epochs[i].*value});
    return all;
  }
  double loss_of(const column& c) const {
    double sum = 0;
    for (std::size_t i = c.first; i < c.end; ++i) sum += r.steps[i].loss;
    return sum / double(c.end - c.first);
  }
  scale across() const {
    double low = 1e300, high = 0;
    if (!r.epochs.empty()) low = 1, high = double(r.epochs.size());
    for (const column& c : steps)
      for (const std::size_t i : {c.first, c.end - 1}) {
        const double x = epoch_place(r, r.steps[i]);
        low = x < low ? x : low, high = x > high ? x : high;
      }
    return scale::between(low > high ? 0 : low, high);
  }
  const char* x_label() const { return r.epochs.empty() ? "step" : "epoch"; }
  /// What stands under the pointer: all series of an epoch.
  void tell(chart& c, const std::vector<series>& all, bool shares) const {
    std::vector<double> places;
    std::vector<std::string> titles;
    for (const std::size_t i : epochs) {
      std::string t = "epoch " + std::to_string(i + 1);
      for (const series& s : all)
        if (has(s.value)) {
          const double v = r.epochs[i].*s.value;
          put(t, {(t.find(':') == t.npos ? ": " : ", "), s.name, " ", (shares ? percent(v, 2) : value_text(v))});
        }
      places.push_back(double(i + 1)), titles.push_back(t);
    }
    c.tell_each(places, titles);
  }

 public:
  explicit curves(const recording& r) : r(r), epochs(drawn_epochs(r)), steps(columns_of(r.steps.size(), 240)) {}

  std::string loss() const {
    const std::vector<series> all = {{"training", &epoch_result::loss}, {"validation", &epoch_result::validation_loss}};
    double low = 1e300, high = -1e300;
    auto see = [&](double v) {
      if (is_finite(v)) low = v < low ? v : low, high = v > high ? v : high;
    };
    for (const series& s : all)
      for (const epoch_result& e : r.epochs) see(e.*s.value);
    std::vector<point> by_step;
    for (const column& c : steps) {
      by_step.push_back({(epoch_place(r, r.steps[c.first]) + epoch_place(r, r.steps[c.end - 1])) / 2, loss_of(c)});
      see(by_step.back().y);
    }
    if (high < low) return "";
    const double guess = r.classes > 1 && r.loss == "cross_entropy" ? std::log(double(r.classes)) : 0;
    if (guess > 0) see(guess);
    const bool by_magnitude = low > 0 && high > 30 * low;
    const scale y =
        by_magnitude ? scale::logarithm(low, high) : scale::linear(low > 0 && low < 0.3 * high ? 0 : low, high);
    chart c({.height = 210,
             .x_label = x_label(),
             .y_label = by_magnitude ? "loss, by orders of magnitude" : "loss",
             .description = "Curves of the loss",
             .whole_x = true},
            across(), y);
    std::vector<std::pair<std::string, std::string>> names;
    if (guess > 0) c.guide_at_y(guess, "ln " + std::to_string(r.classes) + ": a guess");
    if (steps.size() > 1) c.line(by_step, "faint"), names.push_back({"faint", "recorded steps"});
    for (std::size_t i = 0; i < all.size(); ++i)
      if (has(all[i].value))
        c.line(points(all[i].value), "s" + std::to_string(i)), names.push_back({"s" + std::to_string(i), all[i].name});
    std::size_t best = 0;
    if (const double v = best_of(r, &epoch_result::validation_loss, false, &best); is_finite(v))
      c.dot({double(best + 1), v}, "s1");
    mark_nan(c);
    if (!r.epochs.empty()) tell(c, all, false);
    else
      for (std::size_t i = 0; i < steps.size(); ++i)
        c.tell(i ? by_step[i - 1].x : by_step[i].x, by_step[i].x,
               steps_text(r, steps[i]) + ": loss " + value_text(by_step[i].y));
    return figure_with("Loss",
                       "Both curves should fall. Where the validation loss turns upwards while the training loss "
                       "falls, the net begins to learn by heart.",
                       legend(names) + c.text());
  }
  std::string accuracy() const {
    const std::vector<series> all = {{"training", &epoch_result::training_accuracy},
                                     {"validation", &epoch_result::accuracy}};
    double low = 1;
    for (const series& s : all)
      for (const epoch_result& e : r.epochs)
        if (is_finite(e.*s.value)) low = std::min(low, e.*s.value);
    if (!has(all[0].value) && !has(all[1].value)) return "";
    const scale in_percent = scale::linear(100 * low, 100);
    chart c({.height = 210,
             .x_label = x_label(),
             .y_label = "rows that are right, %",
             .description = "Curves of the accuracy",
             .whole_x = true},
            across(), in_percent);
    std::vector<std::pair<std::string, std::string>> names;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!has(all[i].value)) continue;
      std::vector<point> p = points(all[i].value);
      for (point& q : p) q.y *= 100;
      c.line(p, "s" + std::to_string(i)), names.push_back({"s" + std::to_string(i), all[i].name});
    }
    std::size_t best = 0;
    if (const double v = best_of(r, &epoch_result::accuracy, true, &best); is_finite(v))
      c.dot({double(best + 1), 100 * v}, "s1");
    mark_nan(c);
    tell(c, all, true);
    return figure_with("Accuracy",
                       "The dot is the best epoch. A wide gap between training and validation means that the net knows "
                       "its training rows by heart.",
                       legend(names) + c.text());
  }
  /// Only where it changes.
  std::string learning_rate() const {
    double low = 1e300, high = 0;
    for (const epoch_result& e : r.epochs)
      if (is_finite(e.learning_rate)) low = std::min(low, e.learning_rate), high = std::max(high, e.learning_rate);
    if (!(high > low)) return "";
    chart c({.height = 110,
             .x_label = x_label(),
             .y_label = "learning rate",
             .description = "Curve of the learning rate",
             .y_ticks = 3,
             .whole_x = true},
            across(), low > 0 && high > 30 * low ? scale::logarithm(low, high) : scale::linear(0, high, 3));
    c.line(points(&epoch_result::learning_rate), "s2");
    tell(c, {{"learning rate", &epoch_result::learning_rate}}, false);
    return figure_with("Learning rate", "Of the last step of each epoch.", c.text(), "wide");
  }

 private:
  void mark_nan(chart& c) const {
    if (r.first_nan.seen)
      c.guide_at_x(r.epochs.empty() ? double(r.first_nan.step) : double(r.first_nan.epoch) + 0.5,
                   "first number that is not finite");
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA::report
