// Accuracy: classes by index and by numbers, lines of their own, one logit, any chunk; and the data that it refuses.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/train/evaluate.hpp>

#include <boost/test/unit_test.hpp>
#include <limits>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {

// Networks that say what they are given.
constexpr auto three = eg::input<3> | eg::reshape_to<3>;
constexpr auto lines = eg::input<2, 3> | eg::reshape_to<2, 3>;
constexpr auto logit = eg::input<1> | eg::dense<1, eg::init::ones>;

eg::table answers() { return {{.1f, .7f, .2f, 3, 1, 2, 0, -1, 5, -3, -2, -4}, {1, 0, 1, 1}, 3, 1, 3}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(arg_max_is_the_first_of_the_largest) {
  const float y[] = {1, 3, 2, 3};
  BOOST_TEST(eg::arg_max(y, 4) == 1);
  BOOST_TEST(eg::arg_max(y, 1) == 0);
}

BOOST_AUTO_TEST_CASE(accuracy_counts_the_rows_whose_largest_output_is_the_class) {
  eg::model<three> m;
  const eg::table t = answers();  // three of four
  for (int chunk : {1, 2, 3, 4, 256}) BOOST_TEST(eg::accuracy(m, t, chunk) == 0.75);
  eg::model<three, double> d;
  BOOST_TEST(eg::accuracy(d, t, 3) == 0.75);
}

BOOST_AUTO_TEST_CASE(a_target_may_be_a_number_for_each_class) {
  eg::model<three> m;
  eg::table t = answers();
  t.targets = {0, 1, 0, .9f, .1f, 0, 0, .6f, .4f, 0, 1, 0}, t.target_width = 3, t.classes = 0;
  BOOST_TEST(eg::accuracy(m, t) == 0.75);
}

BOOST_AUTO_TEST_CASE(every_line_is_an_answer) {
  eg::model<lines> m;
  const eg::table t{{.1f, .7f, .2f, 3, 1, 2, 0, -1, 5, -3, -2, -4}, {1, 0, 1, 1}, 6, 2, 0};
  BOOST_TEST(eg::accuracy(m, t) == 0.75);
}

BOOST_AUTO_TEST_CASE(one_output_is_a_logit) {
  eg::model<logit> m;
  const eg::table t{{-2, -.1f, .1f, 3, 0}, {0, 1, 1, 1, 0}, 1, 1, 2};
  BOOST_TEST(eg::accuracy(m, t, 2) == 0.8);
}

BOOST_AUTO_TEST_CASE(accuracy_refuses_what_does_not_fit) {
  eg::model<three> m;
  eg::table t = answers();
  BOOST_CHECK_EXCEPTION(eg::accuracy(m, t, 0), eg::error, (says{"accuracy", "0 rows", "at least one row"}));
  BOOST_CHECK_THROW(eg::accuracy(m, t, -5), eg::error);
  BOOST_CHECK_THROW(eg::accuracy(m, eg::dataset{}), eg::error);
  t.targets[2] = 3;
  BOOST_CHECK_EXCEPTION(eg::accuracy(m, t), eg::error, (says{"row 2", "the label 3", "from 0 to 2"}));
  t.classes = 0;
  BOOST_CHECK_EXCEPTION(eg::accuracy(m, t), eg::error, (says{"row 2", "the label 3", "from 0 to 2"}));
  t = answers(), t.features[5] = std::numeric_limits<float>::quiet_NaN();
  BOOST_CHECK_EXCEPTION(eg::accuracy(m, t), eg::error, (says{"row 1 of the features, column 2"}));
  t = answers(), t.width = 4, t.targets.pop_back();
  BOOST_CHECK_EXCEPTION(eg::accuracy(m, t), eg::error, (says{"4 features a row", "give 3"}));
  t = answers(), t.target_width = 2, t.targets.resize(8), t.classes = 0;
  BOOST_CHECK_EXCEPTION(eg::accuracy(m, t), eg::error, (says{"2 targets a row", "1 class indices, or 3 numbers"}));
}

BOOST_AUTO_TEST_CASE(a_data_set_fits_a_network_and_a_loss) {
  eg::table t = answers();
  eg::check_fits<three, float, eg::cross_entropy_t>(t);
  t.classes = 5, t.targets[0] = 1;
  BOOST_CHECK_EXCEPTION((eg::check_fits<three, float, eg::cross_entropy_t>(t)), eg::error,
                        (says{"5 classes", "the network has 3 outputs"}));
}

BOOST_AUTO_TEST_SUITE_END()
