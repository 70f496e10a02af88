// A schedule that looks at what was reached: a smaller rate where epochs bring nothing any more.
#pragma once
#include <evengrad/optim/schedule.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Where more than `patience` epochs in a row were not better than the best by the share `threshold` of it, the rate is
/// multiplied by `factor`, but does not fall below `least`. `fit` tells what it measured: the share of errors on
/// validation data, their loss where there are no classes, or without such data the training loss; in a loop by hand
/// `rule.observe(figure)` does.
struct on_plateau {
  double factor = 0.1;
  int patience = 10;
  double threshold = 1e-4, least = 0;
  double now = 1, best = 1e300;  // what it came to
  int waited = 0;

  double operator()(std::int64_t) const { return now; }
  void observe(double figure) {
    if (figure < best - threshold * std::fabs(best)) best = figure, waited = 0;
    else if (++waited > patience) now = now * factor > least ? now * factor : least, waited = 0;
  }
  template <class F>
  void each_number(const F& f) {
    f(now), f(best), f(waited);
  }
  void check() const {
    if (!(factor > 0 && factor < 1)) refuse_parameter("on_plateau.factor", factor, "give a number above 0, below 1");
    if (patience < 0) refuse_parameter("on_plateau.patience", patience, "give a number that is not negative");
    check_share("on_plateau.threshold", threshold), check_share("on_plateau.least", least);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
