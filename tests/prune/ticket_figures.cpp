#include <evengrad/prune/ticket_figures.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

#include "../message.hpp"

namespace eg = evengrad;

namespace {

// 3 lines of 18 columns are a panel and an eighth; a bias is not looked at.
const std::vector<eg::parameter_place> places{{"a.w", 0, 3, 18}, {"a.b", 96, 1, 18, eg::parameter_kinds::shifts}};
std::size_t at(int line, int column) { return std::size_t(eg::panel_place(3, line, column)); }

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(exact_figures_count_every_number_once) {
  const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
  const eg::figures f = eg::exact_figures<float>({3, nan, -1, 0, inf, 0, -2});
  BOOST_TEST(f.not_finite == 2);
  BOOST_TEST(f.count == 5);
  BOOST_TEST(f.mean == 0);
  BOOST_TEST(f.squares == 14);
  BOOST_TEST(f.smallest == -2);
  BOOST_TEST(f.largest == 3);
  BOOST_TEST(f.share_of_zeros() == 0.4);
  BOOST_TEST(f.histogram.filled.size() == 4u);
  BOOST_TEST(f.histogram.count() == 5);
  BOOST_TEST(f.histogram.filled.front().at == eg::log_histogram::bucket_of(-2));
  std::vector<double> many;
  for (int i = 0; i < 100'000; ++i) many.push_back(1e6 + i % 2);
  const eg::figures g = eg::exact_figures(many);
  BOOST_TEST(g.mean == 1e6 + 0.5);
  BOOST_TEST(g.squares == 25'000);
  BOOST_TEST(g.histogram.count() == 100'000);
  BOOST_TEST(eg::exact_figures<float>({}).count == 0);
}

BOOST_AUTO_TEST_CASE(connections_and_movement_by_hand) {
  eg::weight_mask mask(places);
  const eg::masked_tensor& w = mask.tensor("a.w");
  for (int line = 0; line < 3; ++line)
    for (int column = 0; column < 18; ++column) mask.set(w, line, column, false);
  mask.set(w, 0, 0, true), mask.set(w, 2, 0, true), mask.set(w, 2, 17, true);
  std::vector<float> first(128, 0.f), last(128, 0.f);
  first[at(0, 0)] = 1, last[at(0, 0)] = 3;         // away from 0
  first[at(2, 0)] = -2, last[at(2, 0)] = -1;       // towards it
  first[at(2, 17)] = -0.5, last[at(2, 17)] = 4.5;  // across it and farther off
  first[at(1, 5)] = 1, last[at(1, 5)] = 1.25;      // pruned
  last[96] = 100;                                  // the bias
  const eg::ticket_figures all = eg::figures_of_ticket(mask, first.data(), last.data());
  BOOST_TEST(all.remaining == 3. / 54);
  BOOST_REQUIRE(all.tensors.size() == 1u);
  const eg::tensor_figures& f = all.tensors[0];
  BOOST_TEST(f.name == "a.w");
  BOOST_TEST(f.kept == 3);
  std::vector<int> incoming(18, 0);
  incoming[0] = 2, incoming[17] = 1;
  BOOST_TEST(f.incoming == incoming);
  BOOST_TEST((f.outgoing == std::vector<int>{1, 0, 2}));
  BOOST_TEST(f.first.count == 3);
  BOOST_TEST(f.first.mean == -0.5);
  BOOST_TEST(f.all_first.count == 54);
  BOOST_TEST(f.moved.mean == 8. / 3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(f.moved_pruned.count == 51);
  BOOST_TEST(f.moved_pruned.largest == 0.25);
  BOOST_TEST(f.share_away() == 2. / 3);
  BOOST_TEST(f.pruned_share_away() == 1. / 51);
  BOOST_TEST(f.remaining() == 3. / 54);
}

BOOST_AUTO_TEST_CASE(what_was_pruned_before_the_training_is_not_counted) {
  eg::weight_mask trained(places), mask(places);
  const eg::masked_tensor& w = mask.tensor("a.w");
  for (int column = 0; column < 18; ++column)
    trained.set(w, 0, column, false), mask.set(w, 0, column, false), mask.set(w, 1, column, false);
  const std::vector<double> first(128, 1), last(128, 2);
  const eg::tensor_figures f = eg::figures_of_ticket(mask, first.data(), last.data(), &trained).tensors.at(0);
  BOOST_TEST(f.all_first.count == 36);
  BOOST_TEST(f.moved.count == 18);
  BOOST_TEST(f.moved_pruned.count == 18);
  BOOST_TEST(f.share_away() == 1);
  const std::string text =
      evengrad_test::message([&] { eg::figures_of_ticket(trained, first.data(), last.data(), &mask); });
  BOOST_TEST(text.starts_with("figures_of_ticket: weights that were not trained, or another network;"), text);
  const eg::weight_mask other({{"b.w", 0, 3, 18}});
  BOOST_CHECK_THROW(eg::figures_of_ticket(mask, first.data(), last.data(), &other), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
