// One mark in each half; the target is the sum of what is marked.
#include <evengrad/data/adding_problem.hpp>

#include <cmath>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(adding_problem) {
  const int rows = 3000, steps = 25;
  const eg::table t = eg::adding_problem(rows, steps, eg::seed(3));
  BOOST_REQUIRE(t.rows() == rows);
  double off = 0;
  for (int r = 0; r < rows; ++r) {
    const float* x = t.view().x.row(r);
    int marks[2]{};
    float sum = 0;
    for (int k = 0; k < steps; ++k) {
      BOOST_TEST((x[2 * k] >= 0 && x[2 * k] < 1));
      if (x[2 * k + 1] != 0) ++marks[k >= steps / 2], sum += x[2 * k] * x[2 * k + 1];
    }
    BOOST_TEST((marks[0] == 1 && marks[1] == 1));
    BOOST_TEST(sum == t.targets[std::size_t(r)]);
    off += double(sum - 1) * double(sum - 1) / rows;
  }
  BOOST_TEST(std::fabs(off - 1. / 6) < 0.015);
  // Where marks are says nothing of the numbers.
  double together = 0;
  for (int r = 0; r < rows / 2; ++r) {
    const float *x = t.view().x.row(2 * r), *other = t.view().x.row(r);
    int second = steps / 2;
    while (other[2 * second + 1] == 0) ++second;
    together += (x[0] - 0.5) * (double(second - steps / 2) / (steps - steps / 2) - 0.5) * 12 / (rows / 2);
  }
  BOOST_TEST(std::fabs(together) < 0.1);
  BOOST_TEST((eg::adding_problem(20, 30, eg::seed(1)).features == eg::adding_problem(20, 30, eg::seed(1)).features));
  BOOST_CHECK_THROW(eg::adding_problem(20, 1, eg::seed(1)), std::exception);
}

BOOST_AUTO_TEST_SUITE_END()
