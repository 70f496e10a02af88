// Masks: bits by line and column, counts, what they do to weights, and of which network they are.
#include <evengrad/optim/weight_mask.hpp>

#include "../message.hpp"

#include <array>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {
// 20 columns are a panel and a quarter.
const std::vector<eg::parameter_place> places{{"dense_1.w", 0, 3, 20},
                                              {"dense_1.b", 96, 1, 20, eg::parameter_kinds::shifts},
                                              {"table.w", 128, 2, 5, eg::parameter_kinds::tables}};
}  // namespace

BOOST_AUTO_TEST_SUITE(optim)

BOOST_AUTO_TEST_CASE(a_mask_has_a_bit_for_each_weight_and_none_for_padding) {
  eg::weight_mask m(places);
  const eg::masked_tensor& w = m.tensor("dense_1.w");
  BOOST_TEST(m.kept(w) == 60);
  BOOST_TEST(m.kept(m.tensor("dense_1.b")) == 20);
  BOOST_TEST(m.count() == 60);  // biases and tables are not pruned
  BOOST_TEST(m.words().size() == 160u / 16);
  m.set(w, 2, 17, false), m.set(w, 0, 0, false), m.set(w, 0, 0, false);
  BOOST_TEST(m.kept() == 58);
  BOOST_TEST(m.remaining() == 58. / 60);
  int kept = 0;
  for (int line = 0; line < 3; ++line)
    for (int column = 0; column < 20; ++column) kept += m.keeps(w, line, column);
  BOOST_TEST(kept == 58);
  BOOST_TEST(!m.keeps(w, 2, 17));
  m.set(w, 2, 17, true), m.set(w, 0, 0, true);
  BOOST_TEST((m == eg::weight_mask(places)));
}

BOOST_AUTO_TEST_CASE(what_is_pruned_becomes_zero_and_the_rest_stays) {
  eg::weight_mask m(places);
  m.set(m.tensor("dense_1.w"), 1, 18, false);
  std::array<float, 160> numbers;
  numbers.fill(3.f);
  m.apply(numbers.data());
  BOOST_TEST(numbers[std::size_t(eg::panel_place(3, 1, 18))] == 0);
  BOOST_TEST(numbers[std::size_t(eg::panel_place(3, 1, 17))] == 3);
  BOOST_TEST(numbers[std::size_t(eg::panel_place(3, 1, 20))] == 0);  // padding
  BOOST_TEST(numbers[96 + 19] == 3);
}

BOOST_AUTO_TEST_CASE(what_a_mask_does_not_have_is_refused) {
  eg::weight_mask m(places);
  const auto refused = [&](const eg::masked_tensor& t, int line, int column, std::string_view words) {
    const std::string text = evengrad_test::message([&] { m.set(t, line, column, false); });
    BOOST_TEST(text.find(words) != text.npos, text);
  };
  const eg::masked_tensor& w = m.tensor("dense_1.w");
  refused(w, 3, 0, "dense_1.w: line 3, column 0; it has 3 lines of 20");
  refused(w, 0, 20, "column 20");
  refused(w, -1, 0, "line -1");
  refused(m.tensor("dense_1.b"), 0, 0, "dense_1.b: it has no weights that are pruned");
  refused(m.tensor("table.w"), 0, 0, "table.w: it has no weights");
  const eg::weight_mask other({{"dense_1.w", 0, 300, 200}});
  refused(other.tensor("dense_1.w"), 299, 199, "dense_1.w: a tensor of another mask");
  BOOST_TEST((m == eg::weight_mask(places)));
  const eg::weight_mask same = m;
  m.set(same.tensor("dense_1.w"), 1, 1, false);  // of another, and like its own
  BOOST_TEST((m.kept() == 59 && !m.keeps(w, 1, 1)));
}

BOOST_AUTO_TEST_CASE(a_mask_of_another_network_is_refused) {
  const eg::weight_mask m(places);
  m.check_network(places);
  auto others = places;
  others[0].lines = 4;
  const std::string text = evengrad_test::message([&] { m.check_network(others); });
  BOOST_TEST(text.find("dense_1.w 3 x 20") != text.npos, text);
  BOOST_TEST(text.find("dense_1.w 4 x 20") != text.npos, text);
  BOOST_CHECK_THROW(m.check_network({}), eg::error);
  BOOST_CHECK_THROW(m.tensor("dense_2.w"), eg::error);
  BOOST_TEST(eg::weight_mask().remaining() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
