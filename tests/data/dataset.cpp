// Tables, their views, and the checks on them.
#include <boost/test/unit_test.hpp>
#include <evengrad/data/dataset.hpp>
#include <limits>

#include "temporary.hpp"

namespace eg = evengrad;

namespace {
eg::table small() { return {{1, 2, 3, 4, 5, 6}, {0, 1, 2}, 2, 1, 3}; }
}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(dataset_views_a_table) {
  const eg::table t = small();
  const eg::dataset d = t;
  BOOST_CHECK_EQUAL(d.rows(), 3);
  BOOST_CHECK_EQUAL(d.x.row(2)[1], 6);
  BOOST_CHECK_EQUAL(*d.y.row(1), 1);
  BOOST_CHECK_EQUAL(d.x.slice(1, 2).row(0)[0], 3);
  BOOST_CHECK_EQUAL(d.x.size(), 6u);
  eg::check_data(d);
}

BOOST_AUTO_TEST_CASE(dataset_table_grows_by_rows) {
  eg::table t{{}, {}, 2, 2, 0};
  const float x[] = {1, 2}, y[] = {3, 4};
  t.reserve(1);
  t.append(x, y);
  BOOST_CHECK_EQUAL(t.rows(), 1);
  BOOST_CHECK_EQUAL(t.view().y.row(0)[1], 4);
}

BOOST_AUTO_TEST_CASE(dataset_without_rows_fails) {
  BOOST_CHECK_EXCEPTION(eg::check_data(eg::table{{}, {}, 2, 1, 0}), eg::error, (says{"empty", "at least one row"}));
}

BOOST_AUTO_TEST_CASE(dataset_with_fewer_targets_fails) {
  eg::table t = small();
  t.targets.pop_back();
  BOOST_CHECK_EXCEPTION(eg::check_data(t), eg::error, (says{"3 rows of features", "2 of targets"}));
}

BOOST_AUTO_TEST_CASE(dataset_that_is_not_finite_fails_with_row_and_column) {
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
                          -std::numeric_limits<float>::infinity()}) {
    eg::table t = small();
    t.features[3] = bad;
    BOOST_CHECK_EXCEPTION(eg::check_data(t), eg::error, (says{"row 1 of the features, column 1"}));
    t = small();
    t.classes = 0;
    t.targets[2] = bad;
    BOOST_CHECK_EXCEPTION(eg::check_data(t), eg::error, (says{"row 2 of the targets, column 0"}));
  }
}

BOOST_AUTO_TEST_CASE(dataset_finds_the_one_number_that_is_not_finite_wherever_it_stands) {
  for (int width = 1; width <= 5; ++width)
    for (int at = 0; at < 7 * width; ++at) {
      std::vector<float> x(static_cast<std::size_t>(7 * width), std::numeric_limits<float>::max());
      const eg::rows_view rows{x.data(), 7, width};
      eg::check_finite(rows);
      x[static_cast<std::size_t>(at)] =
          at % 2 == 0 ? std::numeric_limits<float>::quiet_NaN() : -std::numeric_limits<float>::infinity();
      const std::string row = std::to_string(at / width), column = std::to_string(at % width);
      BOOST_CHECK_EXCEPTION(eg::check_finite(rows), eg::error,
                            (says{"row " + row + " of the features, column " + column}));
    }
}

BOOST_AUTO_TEST_CASE(dataset_width_is_the_one_that_is_asked_for) {
  const eg::table t = small();
  eg::check_width(t.view().x, 2);
  BOOST_CHECK_EXCEPTION(eg::check_width(t.view().x, 3), eg::error, (says{"2 features a row", "give 3"}));
  BOOST_CHECK_EXCEPTION(eg::check_width(t.view().y, 2, "targets"), eg::error, (says{"1 targets a row", "give 2"}));
  BOOST_CHECK_EXCEPTION(eg::check_width({}, 0), eg::error, (says{"no rows of features", "at least one row"}));
  BOOST_CHECK_EXCEPTION(eg::check_width({t.features.data(), -1, 2}, 2), eg::error, says{"no rows"});
}

BOOST_AUTO_TEST_CASE(dataset_whole_numbers_are_in_range_in_every_column) {
  std::vector<float> x{0, 1, 2, 3};
  eg::check_whole_numbers({x.data(), 2, 2}, 4);
  for (const float bad : {4.f, -1.f, 2.5f, 1e30f, std::numeric_limits<float>::quiet_NaN()}) {
    x[3] = bad;
    BOOST_CHECK_EXCEPTION(eg::check_whole_numbers({x.data(), 2, 2}, 4, "index"), eg::error,
                          (says{"row 1", "the index", "from 0 to 3"}));
  }
}

BOOST_AUTO_TEST_CASE(dataset_labels_out_of_range_fail) {
  for (const float bad : {3.f, -1.f, 0.5f}) {
    eg::table t = small();
    t.targets[1] = bad;
    BOOST_CHECK_EXCEPTION(eg::check_data(t), eg::error,
                          (says{"row 1", "the label " + std::to_string(bad), "from 0 to 2"}));
  }
  BOOST_CHECK_THROW(eg::check_labels(small(), 0), eg::error);
  BOOST_CHECK_THROW(eg::check_labels(eg::table{{1, 2}, {0, 1}, 2, 2, 0}, 3), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
