// Minibatches: every row once an epoch, features and targets together, the last one shorter.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <evengrad/data/batches.hpp>
#include <type_traits>

#include "temporary.hpp"

namespace eg = evengrad;

static_assert(!std::is_constructible_v<eg::batches, eg::table, int>, "rows of a temporary would be gone");
static_assert(!std::is_constructible_v<eg::batches, eg::table, int, eg::seed>);

namespace {
// Row i has the features i, i + 100 and the targets i + 200, i + 300.
eg::table numbered(int rows) {
  eg::table t{{}, {}, 2, 2, 0};
  for (int i = 0; i < rows; ++i) {
    const float n = static_cast<float>(i), x[] = {n, n + 100}, y[] = {n + 200, n + 300};
    t.append(x, y);
  }
  return t;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(batches_give_every_row_once_with_its_targets) {
  const eg::table all = numbered(11);
  for (int size : {1, 3, 4, 11, 100}) {
    std::vector<float> seen;
    int count = 0;
    eg::batches range(all, size, eg::seed{5});
    for (auto [x, y] : range) {
      BOOST_CHECK_EQUAL(x.rows, std::min(size, 11 - static_cast<int>(seen.size())));
      BOOST_CHECK_EQUAL(x.rows, y.rows);
      for (int r = 0; r < x.rows; ++r) {
        seen.push_back(x.row(r)[0]);
        BOOST_CHECK_EQUAL(x.row(r)[1], seen.back() + 100);
        BOOST_CHECK_EQUAL(y.row(r)[0], seen.back() + 200);
        BOOST_CHECK_EQUAL(y.row(r)[1], seen.back() + 300);
      }
      ++count;
    }
    BOOST_CHECK_EQUAL(count, (11 + size - 1) / size);
    BOOST_CHECK_EQUAL(range.size(), count);
    std::sort(seen.begin(), seen.end());
    BOOST_REQUIRE_EQUAL(seen.size(), 11u);
    for (int i = 0; i < 11; ++i) BOOST_CHECK_EQUAL(seen[i], i);
  }
}

BOOST_AUTO_TEST_CASE(batches_of_another_seed_come_in_another_order) {
  const eg::table all = numbered(50);
  const auto order = [&](int s) {
    std::vector<float> out;
    for (auto [x, y] : eg::batches(all, 7, eg::seed{s}))
      for (int r = 0; r < x.rows; ++r) out.push_back(*x.row(r));
    return out;
  };
  BOOST_CHECK(order(1) == order(1));
  BOOST_CHECK(order(1) != order(2));
}

BOOST_AUTO_TEST_CASE(batches_without_a_seed_are_views_in_order) {
  const eg::table all = numbered(5);
  int next = 0;
  for (auto [x, y] : eg::batches(all, 2)) {
    BOOST_CHECK_EQUAL(x.data, all.features.data() + 2 * next);
    BOOST_CHECK_EQUAL(y.data, all.targets.data() + 2 * next);
    next += x.rows;
  }
  BOOST_CHECK_EQUAL(next, 5);
}

BOOST_AUTO_TEST_CASE(batches_of_nothing_fail) {
  const eg::table none{{}, {}, 1, 1, 0}, some = numbered(2);
  BOOST_CHECK_EXCEPTION(eg::batches(none, 1), eg::error, says{"empty"});
  BOOST_CHECK_EXCEPTION(eg::batches(some, 0, eg::seed{1}), eg::error, (says{"batches", "a batch of 0 rows"}));
}

BOOST_AUTO_TEST_SUITE_END()
