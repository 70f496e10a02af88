#include <evengrad/combinator/chain.hpp>
#include <evengrad/train/evaluate.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto same = eg::input<3> | eg::dense<3>;  // made the identity below
constexpr auto logit = eg::input<1> | eg::dense<1>;

template <const auto& Net>
void become_identity(eg::model<Net>& m) {
  auto w = m["dense_1.w"];
  for (int i = 0; i < w.lines(); ++i)
    for (int j = 0; j < w.columns(); ++j) w(i, j) = i == j;
}

/// The largest of the three features is its class in all rows but every fifth.
eg::table mostly_right(int rows) {
  eg::table t{{}, {}, 3, 1, 3};
  for (int r = 0; r < rows; ++r) {
    float x[] = {0, 0, 0};
    x[r % 3] = 1;
    const float y = float(r % 5 == 4 ? (r + 1) % 3 : r % 3);
    t.append(x, &y);
  }
  return t;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(accuracy_is_the_share_of_rows_whose_largest_output_is_the_class) {
  eg::model<same> m;
  become_identity(m);
  const eg::table data = mostly_right(50);
  for (int chunk : {1, 7, 50, 256}) BOOST_TEST(eg::accuracy(m, data, chunk) == 0.8);
  BOOST_CHECK_THROW(eg::accuracy(m, data, 0), eg::error);
}

BOOST_AUTO_TEST_CASE(targets_may_be_numbers_of_which_the_largest_counts) {
  eg::model<same> m;
  become_identity(m);
  eg::table t{{}, {}, 3, 3, 0};
  const float x[] = {0.2f, 0.7f, 0.1f}, right[] = {0, 1, 0}, wrong[] = {0.5f, 0.2f, 0.3f};
  t.append(x, right), t.append(x, wrong);
  BOOST_TEST(eg::accuracy(m, t) == 0.5);
}

BOOST_AUTO_TEST_CASE(a_single_output_is_a_logit) {
  eg::model<logit> m;
  become_identity(m);
  eg::table t{{}, {}, 1, 1, 2};
  const float x[] = {-1, 1, 2}, y[] = {0, 1, 0};
  for (int r = 0; r < 3; ++r) t.append(x + r, y + r);
  BOOST_TEST(eg::accuracy(m, t) == 2. / 3);
}

BOOST_AUTO_TEST_CASE(the_first_of_equals_is_the_largest) {
  const float y[] = {1, 3, 3, 2};
  BOOST_TEST(eg::arg_max(y, 4) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
