// Schedules at marked steps, one after another, and behind a rule.
#include <evengrad/optim/schedule.hpp>
#include <evengrad/optim/sgd.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

void check_close(double got, double exact) { BOOST_TEST(std::fabs(got - exact) <= 1e-15); }

}  // namespace

BOOST_AUTO_TEST_CASE(warm_up_is_a_line) {
  const eg::warmup w{4}, from_half{4, 0.5};
  for (const auto& [step, factor] : {std::pair{1, 0.25}, {2, 0.5}, {4, 1.}, {5, 1.}, {100, 1.}})
    check_close(w(step), factor);
  check_close(from_half(2), 0.75);
}

BOOST_AUTO_TEST_CASE(cosine_falls_slowly_fast_slowly) {
  const eg::cosine c{100}, to_tenth{100, 0.1};
  check_close(c(1), 1);
  check_close(c(51), 0.5);
  check_close(c(26), 0.5 + 0.25 * std::sqrt(2.));
  check_close(c(101), 0);
  check_close(c(1000), 0);
  check_close(to_tenth(51), 0.55);
  check_close(to_tenth(101), 0.1);
}

BOOST_AUTO_TEST_CASE(steps_and_inverse_time_fall_for_ever) {
  const eg::step_decay s{30, 0.1};
  check_close(s(30), 1);
  check_close(s(31), 0.1);
  check_close(s(60), 0.1);
  check_close(s(61), 0.01);
  check_close(eg::inverse_time{50}(1), 1);  // t0 / (t + t1) over its first value, with t1 = 50
  check_close(eg::inverse_time{50}(51), 0.5);
}

BOOST_AUTO_TEST_CASE(one_follows_another) {
  const auto s = eg::warmup{10} | eg::constant_rate{1, 5} | eg::cosine{100};
  BOOST_TEST(s.length() == 115);
  check_close(s(5), 0.5);
  check_close(s(10), 1);
  check_close(s(15), 1);
  check_close(s(16), 1);
  check_close(s(66), 0.5);
  check_close(s(116), 0);
  check_close((eg::warmup{2} | eg::step_decay{3, 0.5})(6), 0.5);
}

BOOST_AUTO_TEST_CASE(a_schedule_turns_the_rate_of_a_rule) {
  const auto s = eg::warmup{2} | eg::cosine{4};
  check_steps(eg::chain(eg::sgd{.learning_rate = 0.05}, eg::scale_by_schedule{s}),
              [&](double w, double g, int t, std::size_t) { return w - 0.05 * s(t) * g; });
}

BOOST_AUTO_TEST_CASE(senseless_schedules_are_refused) {
  auto refused = [](auto s, const char* place, const char* value) {
    check_refused(eg::scale_by_schedule{s}, place, value);
  };
  refused(eg::warmup{0}, "warmup.steps", "0");
  refused(eg::warmup{5, 1}, "warmup.from", "1");
  refused(eg::warmup{5} | eg::cosine{-3}, "cosine.steps", "-3");
  refused(eg::cosine{5, std::nan("")}, "cosine.to", "nan");
  refused(eg::step_decay{0}, "step_decay.every", "0");
  refused(eg::step_decay{5, 0}, "step_decay.factor", "0");
  refused(eg::inverse_time{0}, "inverse_time.steps", "0");
  refused(eg::constant_rate{-1}, "constant_rate.factor", "-1");
}

BOOST_AUTO_TEST_SUITE_END()
