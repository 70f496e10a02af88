// The best epoch and patience, on figures that were made up and in a training that gains nothing.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/early_stopping.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>

#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<3>;

/// The epoch after which training ends, and the best one; −1 where it goes on.
std::pair<int, int> after(std::initializer_list<double> figures, eg::early_stopping_options o) {
  eg::best_so_far b;
  int epoch = 0;
  for (const double f : figures) {
    b.see(f, epoch, o.min_delta);
    if (b.is_enough(o)) return {epoch, b.epoch};
    ++epoch;
  }
  return {-1, b.epoch};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(patience_counts_epochs_without_a_gain_in_a_row) {
  const auto figures = {5., 4., 4.5, 4.25, 3., 3., 3.5, 4., 2.};
  using stops = std::pair<int, int>;
  BOOST_TEST((after(figures, {.patience = 0}) == stops{-1, 8}));
  BOOST_TEST((after(figures, {.patience = 1}) == stops{2, 1}));
  BOOST_TEST((after(figures, {.patience = 2}) == stops{3, 1}));
  BOOST_TEST((after(figures, {.patience = 3}) == stops{7, 4}), "3 is reached again, which is no gain");
  BOOST_TEST((after(figures, {.patience = 4}) == stops{-1, 8}));
}

BOOST_AUTO_TEST_CASE(a_gain_is_more_than_min_delta_and_the_best_is_the_best) {
  using stops = std::pair<int, int>;
  BOOST_TEST((after({5., 4.9, 4.8, 4.7}, {.patience = 3, .min_delta = 0.5}) == stops{3, 3}));
  BOOST_TEST((after({5., 4.9, 4.8, 4.4, 4.3}, {.patience = 3, .min_delta = 0.5}) == stops{-1, 4}),
             "small gains add up to one");
  BOOST_TEST((after({5., 4.5, 4.5}, {.patience = 2, .min_delta = 0.5}) == stops{2, 1}));
  const double none = std::nan("");
  BOOST_TEST((after({5., none, none}, {.patience = 2}) == stops{2, 0}));
  BOOST_TEST((after({none, none}, {.patience = 2}) == stops{1, -1}));
}

BOOST_AUTO_TEST_CASE(fit_stops_where_nothing_is_gained) {
  const eg::table data = few::rays(30), test = few::rays(9);
  eg::model<net> m{eg::seed{1}};
  eg::fit_options o = few::quiet(10, 50);
  o.validation = test, o.early_stopping.patience = 2;
  const eg::sgd tiny{1e-30};  // which no weight feels
  auto history = eg::fit(m, data, eg::cross_entropy, tiny, o);
  BOOST_TEST((history.size() == 3u && history.best == 0 && history.ended == eg::ending::early_stopping));
  o.best_by = eg::judged_by::accuracy;
  history = eg::fit(m, data, eg::cross_entropy, tiny, o);
  BOOST_TEST((history.size() == 3u && history.best == 0 && history.ended == eg::ending::early_stopping));
  o.epochs = 3;
  history = eg::fit(m, data, eg::cross_entropy, tiny, o);
  BOOST_TEST((history.size() == 3u && history.ended == eg::ending::all_epochs));
  o.epochs = 20;
  history = eg::fit(m, data, eg::cross_entropy, eg::sgd{0.3}, o);
  BOOST_TEST((history.best >= 0 && history.size() <= std::size_t(history.best + 3)));
}

BOOST_AUTO_TEST_CASE(a_regression_is_judged_by_its_loss) {
  eg::table data{{}, {}, 4, 3, 0};
  for (int r = 0; r < 20; ++r) {
    const float a = std::sin(float(r)), x[] = {a, 1 - a, a * a, 1}, y[] = {a, 2 * a, -a};
    data.append(x, y);
  }
  eg::model<net> m{eg::seed{1}};
  eg::fit_options o = few::quiet(5, 30);
  o.validation = data, o.keep_best = true, o.early_stopping = {.patience = 3};
  const auto history = eg::fit(m, data, eg::mse, eg::sgd{0.1}, o);
  BOOST_TEST(std::isnan(history.back().accuracy));
  BOOST_TEST(history.back().validation_loss < 0.1 * history.front().validation_loss);
  BOOST_TEST(eg::evaluate(m, eg::mse, data).loss == history[std::size_t(history.best)].validation_loss);
}

BOOST_AUTO_TEST_SUITE_END()
