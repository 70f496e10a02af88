// Steps of every rule, and tables of schedules, against those of PyTorch and optax (reference.py).
#include "rules.hpp"

#include <boost/test/unit_test.hpp>

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

struct recorded {
  std::string name;
  int step;
  std::vector<double> numbers;
};
const std::vector<recorded> records{
#include "reference.inc"
};

template <class S>
void check_table(const std::string& name, S schedule, double (*observed)(int) = nullptr) {
  for (const recorded& r : records)
    if (r.name == "schedule " + name) {
      BOOST_TEST_REQUIRE(r.numbers.size() == 24);
      for (int t = 0; t < 24; ++t) {
        BOOST_TEST(std::fabs(schedule(t + 1) - r.numbers[std::size_t(t)]) <= 1e-14, name << " at step " << t + 1);
        if constexpr (eg::observes<S>) schedule.observe(observed(t));
      }
      return;
    }
  BOOST_ERROR(name << " is not recorded");
}

}  // namespace

BOOST_AUTO_TEST_CASE(steps_are_those_of_pytorch_and_optax) {
  each_rule([](const auto& listed) {
    int found = 0;
    for (const recorded& r : records) {
      if (r.name != listed.name) continue;
      ++found;
      BOOST_TEST_REQUIRE(r.numbers.size() == elements);
      stepped<double, decltype(listed.rule)> wide(listed.rule);
      stepped<float, decltype(listed.rule)> single(listed.rule);
      for (int t = 0; t < r.step; ++t) wide.step(moving_gradient), single.step(moving_gradient);
      values exact{};
      std::copy(r.numbers.begin(), r.numbers.end(), exact.begin());
      // PyTorch adds 1e-6 or 1e-7 to the norms by which it divides; a polynomial of degree 3125 makes rounding larger.
      const double at_most = r.name == "clip_by_norm" || r.name == "max_norm" ? 1e-6 : r.name == "muon" ? 1e-8 : 1e-11;
      const double d = difference(wide.result(), exact), f = difference(single.result(), exact);
      BOOST_TEST(d <= at_most, r.name << " after " << r.step << " steps in double: " << d);
      BOOST_TEST(f <= 1e-6, r.name << " after " << r.step << " steps in float: " << f);
    }
    BOOST_TEST(found == 2, listed.name << " is not recorded after 5 and 12 steps");
  });
}

BOOST_AUTO_TEST_CASE(schedules_are_those_of_pytorch) {
  check_table("step_decay", eg::step_decay{5, 0.3});
  check_table("milestones", eg::milestones{{3, 4, 17}, 0.5});
  check_table("exponential_decay", eg::exponential_decay{1, 0.9});
  check_table("cosine", eg::cosine{23, 0.1});
  check_table("cosine_restarts", eg::cosine_restarts{.steps = 4, .longer = 2, .to = 0.05});
  check_table("one_cycle", eg::one_cycle{.steps = 24, .rise = 0.25});
  check_table("on_plateau", eg::on_plateau{.factor = 0.3, .patience = 1, .threshold = 0.01, .least = 0.1}, [](int t) {
    constexpr double figures[] = {5, 4, 3, 3, 2.99, 2.98, 2.97, 2.96, 2.5, 2.5, 2.6, 2.4};
    return figures[t % 12] - t / 12;
  });
}

BOOST_AUTO_TEST_SUITE_END()
