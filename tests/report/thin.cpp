#include <evengrad/report/thin.hpp>
#include "synthetic.hpp"

#include <boost/test/unit_test.hpp>

namespace er = evengrad::report;

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(columns_hold_every_step_once) {
  for (const std::size_t steps : {0u, 1u, 7u, 100u, 101u, 9999u})
    for (const std::size_t most : {1u, 10u, 100u}) {
      const auto all = er::columns_of(steps, most);
      BOOST_TEST(all.size() <= most);
      std::size_t next = 0;
      for (const er::column& c : all) {
        BOOST_TEST(c.first == next);
        next = c.end;
      }
      BOOST_TEST(next == steps);
    }
}

BOOST_AUTO_TEST_CASE(a_column_has_the_figures_of_all_of_its_steps) {
  const evengrad::recording r = synthetic::record({.layers = synthetic::mlp(2), .epochs = 2});
  const er::column all{0, r.steps.size()};
  double squares = 0, n = 0;
  for (const auto& s : r.steps) {
    const auto& f = s.layers[1].output;
    squares += f.rms() * f.rms() * double(f.count), n += double(f.count);
  }
  const evengrad::spread_of_many m = er::merged(r, all, er::output_of(1));
  BOOST_TEST(double(m.count) == n);
  BOOST_TEST(std::fabs(m.rms() - std::sqrt(squares / n)) < 1e-9);
  BOOST_TEST(er::merged(r, all, er::gradient_of(99)).count == 0);
  BOOST_TEST(er::steps_text(r, all) == "steps 0 to 80");
  BOOST_TEST(er::steps_text(r, {0, 1}) == "step 0");
}

BOOST_AUTO_TEST_CASE(steps_lie_inside_their_epochs) {
  evengrad::recording r = synthetic::record({.layers = synthetic::mlp(1), .epochs = 4, .steps_each = 20, .every = 5});
  BOOST_TEST(er::epochs_of(r).size() == 4u);
  BOOST_TEST(er::joined(er::epochs_of(r), 2).size() == 2u);
  for (const auto& s : r.steps) BOOST_TEST(std::fabs(er::epoch_place(r, s) - double(s.step) / 20) < 1e-12);
  r.epochs.pop_back();  // the last one did not end
  BOOST_TEST(er::epoch_place(r, r.steps.back()) == 3);
  r.epochs.clear();
  BOOST_TEST(er::epoch_place(r, r.steps.back()) == double(r.steps.back().step));
}

BOOST_AUTO_TEST_SUITE_END()
