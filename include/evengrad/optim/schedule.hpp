// Schedules: the factor of the learning rate as a function of the step, and the transform that applies one.
#pragma once
#include <evengrad/optim/chain.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A function of the number of the step, from 1, whose value is a factor, and `check()`.
template <class S>
concept a_schedule = requires(const S& s) {
  s.check();
}  // asked first: to call a layer with a number would be an error
&&requires(const S& s, std::int64_t step) {
  { s(step) } -> std::convertible_to<double>;
};
/// One that ends after `length()` steps, so that another can follow.
template <class S>
concept a_schedule_with_an_end = a_schedule<S> && requires(const S& s) {
  { s.length() } -> std::convertible_to<std::int64_t>;
};

/// The same factor for so many steps, or for ever.
struct constant_rate {
  double factor = 1;
  std::int64_t steps = 1;
  double operator()(std::int64_t) const { return factor; }
  std::int64_t length() const { return steps; }
  void check() const { check_not_negative("constant_rate.factor", factor), check_steps("constant_rate.steps", steps); }
};

/// In a straight line from `from` to 1, which step number `steps` has (Goyal et al. 2017).
struct warmup {
  std::int64_t steps = 1;
  double from = 0;
  double operator()(std::int64_t step) const {
    return step >= steps ? 1. : from + (1 - from) * double(step) / double(steps);
  }
  std::int64_t length() const { return steps; }
  void check() const { check_steps("warmup.steps", steps), check_share("warmup.from", from); }
};

/// to + (1 − to) · ½ (1 + cos(π t / steps)) with t = 0, 1, …, then `to` (Loshchilov & Hutter 2017, eq. 5).
struct cosine {
  std::int64_t steps = 1;
  double to = 0;
  double operator()(std::int64_t step) const {
    if (step > steps) return to;
    return to + (1 - to) * 0.5 * (1 + std::cos(3.14159265358979323846 * double(step - 1) / double(steps)));
  }
  std::int64_t length() const { return steps; }
  void check() const { check_steps("cosine.steps", steps), check_share("cosine.to", to); }
};

/// In a straight line from 1, which step 1 has, to `to` after so many steps.
struct linear {
  std::int64_t steps = 1;
  double to = 0;
  double operator()(std::int64_t step) const {
    return step > steps ? to : 1 - (1 - to) * double(step - 1) / double(steps);
  }
  std::int64_t length() const { return steps; }
  void check() const { check_steps("linear.steps", steps), check_share("linear.to", to); }
};

/// Multiplied by `factor` after every so many steps.
struct step_decay {
  std::int64_t every = 1;
  double factor = 0.1;
  double operator()(std::int64_t step) const { return std::pow(factor, double((step - 1) / every)); }
  void check() const { check_steps("step_decay.every", every), check_positive("step_decay.factor", factor); }
};

/// factor to the power t / steps with t = 0, 1, …: smooth where step_decay has steps.
struct exponential_decay {
  std::int64_t steps = 1;
  double factor = 0.99;
  double operator()(std::int64_t step) const { return std::pow(factor, double(step - 1) / double(steps)); }
  void check() const {
    check_steps("exponential_decay.steps", steps), check_positive("exponential_decay.factor", factor);
  }
};

/// 1 / (1 + t / steps) with t = 0, 1, … (Robbins & Monro 1951): a rate t0 / (t + t1) is `steps` = t1 and the rule's
/// learning rate t0 / t1.
struct inverse_time {
  std::int64_t steps = 1;
  double operator()(std::int64_t step) const { return 1 / (1 + double(step - 1) / double(steps)); }
  void check() const { check_steps("inverse_time.steps", steps); }
};

/// Whether a schedule is told what was measured after an epoch.
template <class S>
inline constexpr bool observes = requires(S& s) {
  s.observe(1.);
};
/// Whether it says which of its numbers change.
template <class S>
inline constexpr bool lists_numbers = requires(S& s) {
  s.each_number([](auto&) {});
};

template <a_schedule_with_an_end First, a_schedule Then>
struct one_after_another {
  First first;
  Then then;
  double operator()(std::int64_t step) const {
    return step <= first.length() ? first(step) : then(step - first.length());
  }
  std::int64_t length() const requires a_schedule_with_an_end<Then> { return first.length() + then.length(); }
  void check() const { first.check(), then.check(); }
  void observe(double figure) requires observes<Then> { then.observe(figure); }
  template <class F>
  void each_number(const F& f) requires lists_numbers<Then> {
    then.each_number(f);
  }
};
/// The first until it ends, then the other from its own beginning: `warmup{500} | cosine{10'000}`.
template <a_schedule_with_an_end First, a_schedule Then>
constexpr one_after_another<First, Then> operator|(First first, Then then) {
  return {first, then};
}

/// The direction times the schedule's factor: last in a chain, behind the rule that has the learning rate.
template <a_schedule S>
struct scale_by_schedule {
  static constexpr int slots = 0;
  S schedule;
  auto at(step_facts f) const {
    return [factor = schedule(f.before + f.step)]<class P>(P d, P, P*) {
      return P(d * P(typename P::value_type(factor)));
    };
  }
  void check() const { schedule.check(); }
  void observe(double figure) requires observes<S> { schedule.observe(figure); }
  template <class F>
  void each_number(const F& f) requires lists_numbers<S> {
    schedule.each_number(f);
  }
};
template <class S>
scale_by_schedule(S) -> scale_by_schedule<S>;
template <class X>
inline constexpr bool is_scale_by_schedule = false;
template <class S>
inline constexpr bool is_scale_by_schedule<scale_by_schedule<S>> = true;

/// A rule and the schedule of its rate: `adam{} | warmup{500} | cosine{10'000}`. A schedule behind a schedule follows
/// when that has ended.
template <a_transform X, a_schedule S>
constexpr auto operator|(X x, S then) {
  if constexpr (is_chain_of<X>) {
    constexpr std::size_t last = std::tuple_size_v<decltype(x.transforms)> - 1;
    if constexpr (is_scale_by_schedule<std::tuple_element_t<last, decltype(x.transforms)>>)
      return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return chain(std::get<I>(x.transforms)..., scale_by_schedule{std::get<last>(x.transforms).schedule | then});
      }
    (std::make_index_sequence<last>{});
    else return x | scale_by_schedule{then}; } else
    return chain(x, scale_by_schedule{then});
}

}  // namespace evengrad::inline EVENGRAD_ISA
