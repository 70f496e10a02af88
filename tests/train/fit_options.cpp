// Options out of range, and what asks for data that is not there: one message, and the model as it was.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/optim/on_plateau.hpp>
#include <evengrad/optim/only.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/fit.hpp>
#include <evengrad/train/fit_options.hpp>

#include <boost/test/unit_test.hpp>
#include <limits>

#include "../data/temporary.hpp"
#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<3>;
constexpr auto logit = eg::input<4> | eg::dense<1>;

template <const auto& Net = net, class Loss = eg::cross_entropy_t, class X = eg::sgd>
void refuses(const eg::dataset& data, const eg::fit_options& o, says words, Loss loss = {}, X rule = {}) {
  eg::model<Net> m{eg::seed{1}};
  const auto before = few::numbers_of(m);
  BOOST_CHECK_EXCEPTION(eg::fit(m, data, loss, rule, o), eg::error, words);
  BOOST_TEST(few::same_bits(few::numbers_of(m), before));
  BOOST_TEST(m.steps() == 0u);
}
/// The loss of a row that is compared with the others.
struct of_all_rows {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) {
    return mean(square(y - target)) / row_count(y);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(early_stopping_is_in_range) {
  const eg::table data = few::rays(12);
  eg::fit_options o = few::quiet(4, 2);
  o.validation = data;
  for (const int bad : {-1, -2147483647 - 1}) {
    o.early_stopping = {.patience = bad};
    refuses(data, o, {"fit.early_stopping.patience: " + std::to_string(bad), "or 0 to go on"});
  }
  for (const double bad : {-1e-9, double(std::nanf("")), HUGE_VAL}) {
    o.early_stopping = {.patience = 1, .min_delta = bad};
    refuses(data, o, {"fit.early_stopping.min_delta", "not negative"});
  }
}

BOOST_AUTO_TEST_CASE(the_best_epoch_needs_something_to_be_the_best_by) {
  const eg::table data = few::rays(12);
  eg::table numbers = data;
  numbers.target_width = 3, numbers.classes = 0;
  for (int i = 0; i < 24; ++i) numbers.targets.push_back(0.25f * float(i));
  eg::fit_options o = few::quiet(4, 2);
  o.early_stopping.patience = 3;
  refuses(data, o, {"fit.early_stopping: no validation data", ".validation = test"});
  o.keep_best = true;
  refuses(data, o, {"fit.keep_best: no validation data"});
  o.validation = numbers, o.best_by = eg::judged_by::accuracy;
  refuses<net, eg::mse_t>(numbers, o, {"no accuracy", "judged_by::validation_loss"});
  o.best_by = eg::judged_by::validation_loss;
  refuses<net, of_all_rows>(numbers, o, {"no validation loss", "judged_by::accuracy"});
}

BOOST_AUTO_TEST_CASE(rows_of_one_class_are_refused) {
  eg::table data = few::rays(12);
  data.targets.assign(12, 2);
  refuses(data, few::quiet(4, 2), {"data: all 12 rows are of one class", "at least two classes"});
  data.targets.assign(12, 1), data.classes = 2;
  refuses<logit>(data, few::quiet(4, 2), {"all 12 rows are of one class"}, eg::binary_cross_entropy);
  data.classes = 0;
  refuses<logit>(data, few::quiet(4, 2), {"all 12 rows are of one class"}, eg::binary_cross_entropy);
  data.targets.assign(36, 0), data.target_width = 3;
  for (std::size_t r = 0; r < 12; ++r) data.targets[3 * r + 1] = 1;
  refuses(data, few::quiet(4, 2), {"all 12 rows are of one class"}, eg::mse);

  eg::model<net> one{eg::seed{1}};
  BOOST_CHECK_NO_THROW(eg::fit(one, few::rays(1), eg::cross_entropy, eg::sgd{}, few::quiet(1, 2)));
  data.targets.assign(12, 0.5f), data.target_width = 1;  // no classes
  eg::model<logit> line{eg::seed{1}};
  BOOST_CHECK_NO_THROW(eg::fit(line, data, eg::mse, eg::sgd{}, few::quiet(4, 2)));
}

BOOST_AUTO_TEST_CASE(a_layer_that_the_optimizer_names_is_looked_for_before_the_first_step) {
  const eg::table data = few::rays(12);
  refuses(data, few::quiet(4, 2), {"no parameter is of dense_7"}, eg::cross_entropy,
          eg::only("dense_7", eg::sgd{}) | eg::on_plateau{});
}

BOOST_AUTO_TEST_SUITE_END()
