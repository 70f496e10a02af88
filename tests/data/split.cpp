// The held-out part: complete, disjoint, repeatable, in its share.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <evengrad/data/split.hpp>

#include "temporary.hpp"

namespace eg = evengrad;

namespace {
// Row i has the feature i; of ten rows seven are of class 0, two of class 1, one of class 2.
eg::table numbered(int rows) {
  eg::table t{{}, {}, 1, 1, 3};
  for (int i = 0; i < rows; ++i) {
    const float x = static_cast<float>(i), y = i % 10 < 7 ? 0 : i % 10 < 9 ? 1 : 2;
    t.append(&x, &y);
  }
  return t;
}
}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(split_is_complete_disjoint_and_keeps_rows_whole) {
  for (auto how : {eg::stratify::no, eg::stratify::yes}) {
    const eg::table all = numbered(103);
    const auto [train, test] = eg::split(all, 0.2, eg::seed{1}, how);
    BOOST_CHECK_EQUAL(test.rows(), 21);
    BOOST_CHECK_EQUAL(train.rows(), 82);
    std::vector<float> rows = train.features;
    rows.insert(rows.end(), test.features.begin(), test.features.end());
    std::sort(rows.begin(), rows.end());
    BOOST_CHECK(rows == all.features);
    for (int i = 0; i < test.rows(); ++i)
      BOOST_CHECK_EQUAL(test.targets[i], all.targets[static_cast<int>(test.features[i])]);
    BOOST_CHECK_EQUAL(test.classes, 3);
  }
}

BOOST_AUTO_TEST_CASE(split_depends_on_the_seed_only) {
  const eg::table all = numbered(100);
  BOOST_CHECK(eg::split(all, 0.3, eg::seed{1}).test.features == eg::split(all, 0.3, eg::seed{1}).test.features);
  BOOST_CHECK(eg::split(all, 0.3, eg::seed{1}).test.features != eg::split(all, 0.3, eg::seed{2}).test.features);
}

BOOST_AUTO_TEST_CASE(split_by_class_keeps_every_share) {
  for (int s = 0; s < 20; ++s) {
    const auto test = eg::split(numbered(100), 0.25, eg::seed{s}, eg::stratify::yes).test;
    int count[3] = {};
    for (float label : test.targets) ++count[static_cast<int>(label)];
    BOOST_CHECK(std::abs(count[0] - 17.5) <= 1 && std::abs(count[1] - 5) <= 1 && std::abs(count[2] - 2.5) <= 1);
  }
}

BOOST_AUTO_TEST_CASE(split_holds_every_row_out_as_often) {
  std::vector<int> count(20);
  for (int s = 0; s < 4000; ++s)
    for (float row : eg::split(numbered(20), 0.25, eg::seed{s}).test.features) ++count[static_cast<int>(row)];
  for (int c : count) BOOST_CHECK_SMALL(c - 1000., 5 * 27.4);
}

BOOST_AUTO_TEST_CASE(split_that_leaves_nothing_fails) {
  for (double fraction : {0., 1., -0.5, 2., 0.04, 0.96, std::nan("")})
    BOOST_CHECK_EXCEPTION(eg::split(numbered(10), fraction, eg::seed{1}), eg::error,
                          (says{"split", "of 10 rows", "a row on both sides"}));
  eg::table real = numbered(10);
  real.classes = 0;
  BOOST_CHECK_EXCEPTION(eg::split(real, 0.5, eg::seed{1}, eg::stratify::yes), eg::error, says{"not classes"});
  BOOST_CHECK_EXCEPTION(eg::split(eg::table{{}, {}, 1, 1, 0}, 0.5, eg::seed{1}), eg::error, says{"empty"});
}

BOOST_AUTO_TEST_SUITE_END()
