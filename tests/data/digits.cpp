// The digits in the header are those of the source.
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <evengrad/data/digits.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(digits_are_those_of_the_source) {
  const eg::table all = eg::all_digits();
  BOOST_CHECK_EQUAL(all.rows(), 1797);
  eg::check_data(all);
  int count[10] = {};
  for (float label : all.targets) ++count[static_cast<int>(label)];
  const int known[10] = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};  // the source's own count
  BOOST_CHECK_EQUAL_COLLECTIONS(count, count + 10, known, known + 10);
  const float first_row[] = {0, 0, 5, 13, 9, 1, 0, 0};
  for (int i = 0; i < 8; ++i) BOOST_CHECK_EQUAL(all.features[i] * 16, first_row[i]);
  std::uint64_t sum = 0;
  for (float pixel : all.features) {
    BOOST_REQUIRE(pixel >= 0 && pixel <= 1);
    sum = sum * 31 + static_cast<std::uint64_t>(pixel * 16);
  }
  BOOST_CHECK_EQUAL(sum, 6382913130684363248ull);  // of the CSV file, by Python
}

BOOST_AUTO_TEST_CASE(digits_hold_a_fifth_of_each_class_out) {
  const auto [train, test] = eg::digits();
  BOOST_CHECK_EQUAL(train.rows(), 1438);
  BOOST_CHECK_EQUAL(test.rows(), 359);
  int count[10] = {};
  for (float label : test.targets) ++count[static_cast<int>(label)];
  for (int c : count) BOOST_CHECK(c >= 34 && c <= 37);
  BOOST_CHECK(eg::digits().test.features == test.features);
}

BOOST_AUTO_TEST_SUITE_END()
