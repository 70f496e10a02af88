// Mixup: what lies between rows and targets, how far, with which partner; over classes, numbers and other sources.
#include <evengrad/data/digits.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/train/augmented.hpp>
#include <evengrad/train/fit.hpp>
#include <evengrad/train/mixup.hpp>

#include <cmath>
#include <cstring>

#include "../message.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
namespace augment = evengrad::augment;

BOOST_AUTO_TEST_SUITE(train)

namespace {

constexpr auto net = eg::input<64> | eg::dense<16> | eg::relu | eg::dense<10>;

/// Row r is (r, 1), its class r mod 4: so what is mixed can be told from the mixture.
eg::table numbered(int rows) {
  eg::table t{{}, {}, 2, 1, 4};
  for (int r = 0; r < rows; ++r) {
    const float x[] = {float(r), 1}, y = float(r % 4);
    t.append(x, &y);
  }
  return t;
}
using evengrad_test::message;

}  // namespace

static_assert(eg::a_data_source<eg::mixup<eg::plain_source>>);
static_assert(eg::a_data_source<eg::mixup<eg::augmented<augment::shift>>>);
static_assert(eg::a_data_source<eg::mixup<eg::mixup<eg::plain_source>>>);

BOOST_AUTO_TEST_CASE(targets_are_mixed_as_their_rows_are) {
  constexpr int rows = 400;
  const eg::table t = numbered(rows);
  eg::mixup source(t, 1);
  const eg::minibatch b = source.prepare({t.view().x, t.view().y}, eg::seed{2});
  BOOST_TEST((b.x.rows == rows && b.x.width == 2 && b.y.rows == rows && b.y.width == 4));
  double shares = 0, squares = 0;
  int mixed = 0;
  for (int r = 0; r < rows; ++r) {
    const float* y = b.y.row(r);
    BOOST_TEST(std::fabs(y[0] + y[1] + y[2] + y[3] - 1) < 1e-6);
    BOOST_TEST(std::fabs(b.x.row(r)[1] - 1) < 1e-6);
    int classes = 0, other = -1;
    for (int c = 0; c < 4; ++c)
      if (y[c] > 0) ++classes, other = c == r % 4 ? other : c;
    BOOST_TEST((classes == 1 || classes == 2));
    if (other < 0) continue;
    // x = λ r + (1 − λ) j with j a whole number of the other class
    const double share = y[r % 4], j = (b.x.row(r)[0] - share * r) / (1 - share);
    if (share < 0.99) BOOST_TEST((std::fabs(j - std::round(j)) < 0.02 && int(std::round(j)) % 4 == other));
    ++mixed, shares += share, squares += share * share;
  }
  BOOST_TEST(std::fabs(mixed - 0.75 * rows) < 50);  // of the others the class is the same
  BOOST_TEST(std::fabs(shares / mixed - 0.5) < 0.07);
  BOOST_TEST(std::fabs(squares / mixed - 1. / 3) < 0.07);  // uniform where alpha is 1
}

BOOST_AUTO_TEST_CASE(a_small_alpha_leaves_most_rows_nearly_as_they_are) {
  const eg::table t = numbered(1000);
  const auto in_between = [&](double alpha) {
    eg::mixup source(t, alpha);
    const eg::minibatch b = source.prepare({t.view().x, t.view().y}, eg::seed{3});
    int count = 0;
    for (int r = 0; r < 1000; ++r) count += b.y.row(r)[r % 4] > 0.1f && b.y.row(r)[r % 4] < 0.9f;
    return count;
  };
  BOOST_TEST(in_between(0.01) < 30);
  BOOST_TEST(in_between(1) > 500);
  BOOST_TEST(in_between(50) > 700);
}

BOOST_AUTO_TEST_CASE(numbers_are_mixed_as_they_are) {
  eg::table t;
  t.width = 2;
  for (int r = 0; r < 50; ++r) {
    const float x[]{float(r), 1}, y = float(r);
    t.append(x, &y);
  }
  eg::mixup source(t, 0.5);
  const eg::minibatch b = source.prepare({t.view().x, t.view().y}, eg::seed{2});
  BOOST_TEST(b.y.width == 1);
  BOOST_TEST((source.first().classes == 0 && source.first().y.width == 1));
  int between = 0;
  for (int r = 0; r < 50; ++r) {
    BOOST_TEST(std::fabs(b.y.row(r)[0] - b.x.row(r)[0]) < 1e-5f, "the target is mixed as the features are");
    between += b.y.row(r)[0] != std::round(b.y.row(r)[0]);
  }
  BOOST_TEST(between > 20);
}

BOOST_AUTO_TEST_CASE(it_stands_behind_augmentation_and_fit_takes_it) {
  const auto [test, data] = eg::split(eg::all_digits(), 0.2, eg::seed{1}, eg::stratify::yes);
  eg::model<net> m{eg::seed{1}}, again{eg::seed{1}};
  const eg::fit_options o{.batch = 16, .epochs = 5, .show = false};
  const auto train = [&](eg::model<net>& to) {
    return eg::fit<eg::no_lints>(to, eg::mixup(eg::augmented(data, eg::image{8, 8}, augment::shift{1}), 0.2),
                                 eg::soft_cross_entropy, eg::adam{6e-3}, o);
  };
  const auto h = train(m);
  train(again);
  BOOST_TEST(h.back().loss < h.front().loss);
  BOOST_TEST(eg::accuracy(m, test) > 0.6);
  BOOST_TEST(eg::accuracy(m, eg::one_hot(test)) == eg::accuracy(m, test));
  BOOST_TEST(std::memcmp(m.weights(), again.weights(), std::size_t(m.weight_count()) * 4) == 0);
  // Indices for distributions: the loss says what it needs, before the first step.
  BOOST_TEST(message([&] { eg::fit<eg::no_lints>(m, eg::mixup(data, 0.2), eg::cross_entropy, eg::adam{}, o); }) ==
             "data: 10 targets a row; give 1 of them");
}

BOOST_AUTO_TEST_CASE(figures_and_labels_that_make_no_sense_are_refused) {
  eg::table t = numbered(8);
  for (const double alpha : {0., -1., HUGE_VAL, std::nan("")})
    BOOST_TEST(message([&] { eg::mixup(t, alpha); }).starts_with("mixup.alpha: "));
  t.targets[3] = 4;
  BOOST_TEST(message([&] { eg::mixup(t, 0.2); }).starts_with("data, row 3: the label 4"));
}

BOOST_AUTO_TEST_SUITE_END()
