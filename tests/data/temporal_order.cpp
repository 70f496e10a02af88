// Two marks at their places, the class that they say, and all classes as often.
#include <evengrad/data/temporal_order.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(temporal_order) {
  const int rows = 2000, steps = 40;
  const eg::table t = eg::temporal_order(rows, steps, eg::seed(3));
  BOOST_REQUIRE(t.rows() == rows);
  BOOST_TEST(t.classes == 4);
  int of_class[4]{}, symbols[6]{};
  for (int r = 0; r < rows; ++r) {
    const float* x = t.view().x.row(r);
    int marks = 0, said = 0;
    for (int k = 0; k < steps; ++k) {
      int ones = 0;
      for (int i = 0; i < 6; ++i)
        if (x[6 * k + i] == 1) {
          ++ones, ++symbols[i];
          if (i < 4) continue;
          BOOST_TEST(((marks == 0 && k >= 4 && k < 8) || (marks == 1 && k >= 16 && k < 20)));
          said = 2 * said + i - 4, ++marks;
        }
      BOOST_TEST(ones == 1);
    }
    BOOST_TEST(marks == 2);
    BOOST_TEST(said == int(t.targets[std::size_t(r)]));
    ++of_class[said];
  }
  for (int n : of_class) BOOST_TEST(std::abs(n - rows / 4) < 100, n << " of a class");  // 5 deviations
  for (int i = 0; i < 4; ++i) BOOST_TEST(std::abs(symbols[i] - rows * 38 / 4) < 600);
}

BOOST_AUTO_TEST_CASE(temporal_order_is_a_function_of_its_seed) {
  const auto drawn = [](std::uint64_t s) { return eg::temporal_order(20, 30, eg::seed(s)).features; };
  BOOST_TEST((drawn(1) == drawn(1)));
  BOOST_TEST((drawn(1) != drawn(2)));
  BOOST_CHECK_THROW(eg::temporal_order(20, 9, eg::seed(1)), std::exception);
  BOOST_CHECK_THROW(eg::temporal_order(0, 30, eg::seed(1)), std::exception);
}

BOOST_AUTO_TEST_SUITE_END()
