// The controls of a lottery experiment: their masks have as many weights as they should, in other places.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/prune/lottery_controls.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<40> | eg::dense<30> | eg::relu | eg::dense<20> | eg::relu | eg::dense<10>;

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
  const auto once = eg::pruned_at_once{{5}}.mask(m, all, past, eg::pruning<>{}, 5, eg::seed{0});
  const auto untrained = eg::pruned_untrained{{5}}.mask(m, all, past, eg::pruning<>{}, 5, eg::seed{0});
  const eg::pruning<> five{{}, {}, eg::one_shot({}, 5)};
  BOOST_TEST((once == eg::prune(trained, all, five) && untrained == eg::prune(drawn, all, five) && once != untrained));
  for (const eg::masked_tensor& t : all.tensors())  // as many as five rounds leave, but for what is rounded in each
    BOOST_TEST(std::abs(once.kept(t) - after(trained, 5).kept(t)) <= 3);
}

BOOST_AUTO_TEST_CASE(what_they_are_called_and_start_from) {
  BOOST_TEST(eg::reinitialized{}.name() == "reinitialized");
  BOOST_TEST(eg::redrawn{}.name() == "redrawn");
  BOOST_TEST((eg::noisy{.sigma = 0.5}.name() == "noise 0.5" && eg::noisy{.sigma = 3}.name() == "noise 3"));
  BOOST_TEST((eg::random_masks{}.name() == "random" && eg::pruned_at_once{}.name() == "one-shot"));
  BOOST_TEST(eg::pruned_untrained{}.name() == "untrained");
  BOOST_TEST(
      (eg::noisy{.sigma = 2}.start(eg::seed{4}).sigma == 2 && eg::redrawn{}.start(eg::seed{4}).drawn_from.value == 4));
  BOOST_TEST((eg::reinitialized{}.start(eg::seed{4}).drawn_from == eg::random_masks{}.start(eg::seed{4}).drawn_from));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
