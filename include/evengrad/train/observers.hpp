// What looks on while `fit` trains: callbacks, recorders, monitors. Each is asked for the members that it has.
#pragma once
#include <evengrad/data/batches.hpp>
#include <evengrad/train/history.hpp>

#include <concepts>
#include <type_traits>

namespace evengrad::inline EVENGRAD_ISA {

/// One step that was made: its number in the life of the model, from 0, and the loss before it.
struct step_result {
  std::int64_t step = 0;
  int epoch = 0;  // from 0
  double loss = 0;
  std::int64_t rows = 0;
};

// An observer is any object with some of these members, or a function of an epoch_result:
//   begin(model, loss, data, options)         once, before the first step; a fifth argument, where it takes one, is
//                                             the history that training goes on from, a const training_history&
//   bool wants(std::int64_t step) and T step(model, loss, batch, rule)
//                                             makes this step in the place of model.fused_step(loss, batch, rule), and
//                                             gives the loss; one observer may have these
//   after_step(const step_result&)            may return a bool: false ends training
//   after_epoch(model, const epoch_result&)   may return a bool: false ends training
//   failed(model, loss, batch, step, epoch)   the loss of the batch, or a weight, is not finite; the model still has
//                                             the weights of that moment
//   ended(model, const training_history&)      once, when training is over, however it ended, but not where it fails
//   operator()(const epoch_result&)           a plain function; may return a bool: false ends training
//   restore(training), keep(training)         before anything else, and after every whole epoch: all that training
//                                             goes on from, see training_progress.hpp

/// Calls f; whether training goes on: what f returns, if it returns anything.
template <class F>
bool goes_on(const F& f) {
  if constexpr (std::is_void_v<decltype(f())>) return f(), true;
  else return bool(f());
}

template <class M, class Loss, class Options, class O>
void tell_begin(M& m, const Loss& loss, const dataset& data, const Options& options, const training_history& before,
                O& o) {
  if constexpr (requires { o.begin(m, loss, data, options, before); }) o.begin(m, loss, data, options, before);
  else if constexpr (requires { o.begin(m, loss, data, options); }) o.begin(m, loss, data, options);
}
template <class O>
bool tell_step(const step_result& s, O& o) {
  if constexpr (requires { o.after_step(s); }) return goes_on([&] { return o.after_step(s); });
  else return true;
}
template <class M, class O>
bool tell_epoch(M& m, const epoch_result& e, O& o) {
  if constexpr (requires { o.after_epoch(m, e); }) return goes_on([&] { return o.after_epoch(m, e); });
  else if constexpr (std::invocable<O&, const epoch_result&>) return goes_on([&] { return o(e); });
  else return true;
}
template <class M, class Loss, class O>
void tell_failure(M& m, const Loss& loss, const minibatch& b, std::int64_t step, int epoch, O& o) {
  if constexpr (requires { o.failed(m, loss, b, step, epoch); }) o.failed(m, loss, b, step, epoch);
}

template <class M, class O>
void tell_end(M& m, const training_history& h, O& o) {
  if constexpr (requires { o.ended(m, h); }) o.ended(m, h);
}

template <class Training, class O>
void restore_by(const Training& t, O& o) {
  if constexpr (requires { o.restore(t); }) o.restore(t);
}
template <class Training, class O>
void keep_by(const Training& t, O& o) {
  if constexpr (requires { o.keep(t); }) o.keep(t);
}

/// A step by the observer that makes those which it wants, else by the model.
template <class M, class Loss, class Rule>
double observed_step(M& m, const Loss& loss, const minibatch& b, Rule& rule) {
  return double(m.fused_step(loss, b, rule));
}
template <class M, class Loss, class Rule, class First, class... Others>
double observed_step(M& m, const Loss& loss, const minibatch& b, Rule& rule, First& o, Others&... others) {
  if constexpr (requires { o.wants(std::int64_t{}); })
    if (o.wants(std::int64_t(m.steps()))) return double(o.step(m, loss, b, rule));
  return observed_step(m, loss, b, rule, others...);
}

/// Whether `fit` would ask something of it.
template <class O, class Training, class M, class Loss, class Options>
inline constexpr bool is_observer = std::invocable<O&, const epoch_result&> || requires(O& o, const step_result& s) {
  o.after_step(s);
}
|| requires(O& o, M& m, const epoch_result& e) { o.after_epoch(m, e); }
|| requires(O& o) { o.wants(std::int64_t{}); }
|| requires(O& o, M& m, const Loss& l, const dataset& d, const Options& f) { o.begin(m, l, d, f); }
|| requires(O& o, M& m, const Loss& l, const dataset& d, const Options& f, const training_history& h) {
  o.begin(m, l, d, f, h);
}
|| requires(O& o, M& m, const Loss& l, const minibatch& b) { o.failed(m, l, b, std::int64_t{}, 0); }
|| requires(O& o, M& m, const training_history& h) { o.ended(m, h); }
|| requires(O& o, const Training& t) { o.restore(t); }
|| requires(O& o, const Training& t) { o.keep(t); };
/// Says that an argument behind the options of `fit` is no observer.
template <class O, class Training, class M, class Loss, class Options>
constexpr bool check_observer() {
  constexpr bool observes = is_observer<O, Training, M, Loss, Options>;
  static_assert(observes,
                "what stands behind the options of fit is told of training: a function of const eg::epoch_result&, or "
                "an object with begin, wants and step, after_step, after_epoch, failed or ended");
  return observes;
}

template <class O>
inline constexpr bool makes_steps = requires(O& o) {
  o.wants(std::int64_t{});
};
/// Says that two would make the same steps, of which the second sees none.
template <class... O>
constexpr bool check_makers_of_steps() {
  constexpr bool one = (int(makes_steps<O>) + ... + 0) <= 1;
  static_assert(one,
                "one observer makes the steps that it wants: a monitor has a recorder of its own, monitor.recorder");
  return one;
}

}  // namespace evengrad::inline EVENGRAD_ISA
