// The controls of a lottery experiment: their masks have as many weights as they should, in other places.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/prune/lottery_controls.hpp>

#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<40> | eg::dense<30> | eg::relu | eg::dense<20> | eg::relu | eg::dense<10>;

constexpr auto few = eg::input<40> | eg::dense<1> | eg::relu | eg::dense<5>;

eg::weight_mask after(eg::model<net>& m, int rounds) {
  eg::weight_mask mask(m.places());
  for (int i = 0; i < rounds; ++i) mask = eg::prune(m, mask, eg::pruning<>{});
  return mask;
}
bool same_counts(const eg::weight_mask& a, const eg::weight_mask& b) {
  bool all = true;
  for (const eg::masked_tensor& t : a.tensors()) all = all && a.kept(t) == b.kept(t);
  return all;
}
eg::ticket_past<net, float> past_of(eg::model<net>& first, eg::model<net>& last) {
  eg::ticket_past<net, float> past;
  past.first.take(first), past.last.take(last);
  return past;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(lottery_controls)

BOOST_AUTO_TEST_CASE(random_masks_keep_as_many_of_each_tensor_elsewhere) {
  eg::model<net> m{eg::seed{1}}, other{eg::seed{2}};
  const eg::weight_mask ticket = after(m, 4);
  const eg::random_masks control{{4}};
  const auto past = past_of(m, other);
  const auto a = control.mask(m, ticket, past, eg::pruning<>{}, 4, eg::seed{5}),
             again = control.mask(m, ticket, past, eg::pruning<>{}, 4, eg::seed{5}),
             b = control.mask(m, ticket, past, eg::pruning<>{}, 4, eg::seed{6});
  BOOST_TEST((same_counts(a, ticket) && same_counts(b, ticket)));
  BOOST_TEST((a == again && a != b && a != ticket));
  // Of two independent masks of this density, about kept² / count of a tensor are common.
  const eg::masked_tensor& t = ticket.tensor("dense_1.w");
  double common = 0;
  for (int i = 0; i < t.lines * t.columns; ++i)
    common += a.keeps(t, i / t.columns, i % t.columns) && ticket.keeps(t, i / t.columns, i % t.columns);
  const double kept = double(ticket.kept(t)), expected = kept * kept / double(t.count());
  BOOST_TEST(std::fabs(common - expected) < 5 * std::sqrt(expected));
}

BOOST_AUTO_TEST_CASE(pruned_at_once_is_what_training_left_and_untrained_what_was_drawn) {
  eg::model<net> drawn{eg::seed{1}}, trained{eg::seed{2}}, m{eg::seed{3}};
  const auto past = past_of(drawn, trained);
  const eg::weight_mask all(m.places());
  for (const int rounds : {1, 2, 5, 20}) {
    const auto once = eg::pruned_at_once{}.mask(m, all, past, eg::pruning<>{}, rounds, eg::seed{0});
    const auto untrained = eg::pruned_untrained{}.mask(m, all, past, eg::pruning<>{}, rounds, eg::seed{0});
    // Of the same weights, rounds by their size take the same one by one.
    BOOST_TEST((once == after(trained, rounds) && untrained == after(drawn, rounds) && once != untrained));
  }
  // In another scope the counts follow from rates that are rounded once.
  using everywhere = eg::pruning<eg::magnitude, eg::globally>;
  const auto once = eg::pruned_at_once{}.mask(m, all, past, everywhere{}, 5, eg::seed{0});
  BOOST_TEST((once == eg::prune(trained, all, everywhere{.rates = eg::one_shot({}, 5)})));
}

BOOST_AUTO_TEST_CASE(as_many_as_rounds_leave_of_few_weights_and_with_rates_of_layers) {
  eg::model<few> m{eg::seed{1}};
  const eg::weight_mask all(m.places());
  const auto of = [](double rate, double output) {
    return eg::pruning<>{.rates = {.layers = {{"dense_1", rate}, {"dense_2", output}}}};
  };
  for (const double rate : {0.1, 0.2, 0.3})
    for (const double output : {0., 0.1, 0.3})
      for (const int rounds : {1, 3, 8}) {
        eg::weight_mask one_by_one = all;
        for (int i = 0; i < rounds; ++i) one_by_one = eg::prune(m, one_by_one, of(rate, output));
        BOOST_TEST((eg::prune_at_once(m, all, of(rate, output), rounds) == one_by_one));
      }
  BOOST_TEST(eg::prune_at_once(m, all, of(0.1, 0.1), 8).kept(all.tensor("dense_2.w")) == 4);
  const std::vector<int> rounds = {1, 2};
  const auto refused = [&](const eg::pruning<>& how, const char* what) {
    BOOST_CHECK_EXCEPTION(eg::prune_at_once(m, all, how, 2), eg::error, (says{"prune_at_once", what}));
    BOOST_CHECK_EXCEPTION(eg::check_at_once("one-shot", rounds, m, how), eg::error,
                          (says{"lottery, one-shot: ", what}));
  };
  BOOST_CHECK_NO_THROW(eg::check_at_once("one-shot", rounds, m, of(0.2, 0.1)));
  refused(of(0.2, 0.7), "dense_2.w would have none of its 5 weights after round 2");
  refused(of(0, 0.1), "no weight would go in round 2");
}

BOOST_AUTO_TEST_CASE(what_they_are_called_and_start_from) {
  BOOST_TEST(eg::reinitialized{}.name() == "reinitialized");
  BOOST_TEST(eg::redrawn{}.name() == "redrawn");
  BOOST_TEST((eg::noisy{.sigma = 0.5}.name() == "noise 0.5" && eg::noisy{.sigma = 3}.name() == "noise 3"));
  BOOST_TEST((eg::random_masks{}.name() == "random" && eg::pruned_at_once{}.name() == "one-shot"));
  BOOST_TEST((eg::pruned_untrained{}.name() == "untrained" && eg::reset_at_the_end{}.name() == "reset at the end"));
  BOOST_TEST(
      (eg::noisy{.sigma = 2}.start(eg::seed{4}).sigma == 2 && eg::redrawn{}.start(eg::seed{4}).drawn_from.value == 4));
  BOOST_TEST((eg::reinitialized{}.start(eg::seed{4}).drawn_from == eg::random_masks{}.start(eg::seed{4}).drawn_from));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
