// The loss of predictions that are there: the same as that of a training step, where the network has no modes.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/focal.hpp>
#include <evengrad/loss/hinge.hpp>
#include <evengrad/loss/huber.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/loss/weighted_cross_entropy.hpp>
#include <evengrad/train/evaluate.hpp>
#include <evengrad/train/loss_formula.hpp>

#include <boost/test/unit_test.hpp>

#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<3>;
constexpr auto lines = eg::input<4> | eg::dense<6> | eg::reshape_to<2, 3>;
constexpr auto thinned = eg::input<4> | eg::dropout(0.5) | eg::dense<3>;

struct of_all_rows {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol t) { return mean(square(y - t)) / row_count(y); }
};

/// Looks at some of the outputs only.
struct of_the_last_two {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol t) {
    return mean(square(slice(y, 1, 2) - slice(t, 0, 2)));
  }
};

/// The loss of all rows as one batch, by the network that trains.
template <const auto& Net, class Loss>
void same_loss(const Loss& loss, std::vector<float> targets, int width) {
  eg::table data = few::rays(12);
  data.classes = 0, data.targets = std::move(targets), data.target_width = width;
  eg::model<Net, double> m{eg::seed{3}};
  const eg::evaluation v = eg::evaluate(m, loss, data, 5);
  const double step = m.differentiate(loss, eg::minibatch{data.view().x, data.view().y});
  BOOST_TEST(std::fabs(v.loss - step) < 1e-13 * (1 + step), v.loss << " and " << step);
}
std::vector<float> numbers(int n, float (*f)(int)) {
  std::vector<float> all;
  for (int i = 0; i < n; ++i) all.push_back(f(i));
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(losses_have_the_value_of_a_step) {
  const auto index = numbers(12, [](int i) { return float(i % 3); });
  const auto real = numbers(36, [](int i) { return std::sin(float(i)); });
  const auto sign = numbers(36, [](int i) { return i % 3 ? 1.f : -1.f; });
  const auto bit = numbers(36, [](int i) { return float(i % 2); });
  const auto share = numbers(36, [](int i) { return i % 3 == 0 ? 0.5f : 0.25f; });
  same_loss<net>(eg::cross_entropy, index, 1);
  same_loss<net>(eg::weighted_cross_entropy<1, 2, 3>, index, 1);
  same_loss<net>(eg::focal<2>, index, 1);
  same_loss<net>(eg::soft_cross_entropy, share, 3);
  same_loss<net>(eg::mse, real, 3);
  same_loss<net>(eg::huber<1>, real, 3);
  same_loss<net>(eg::hinge, sign, 3);
  same_loss<net>(eg::binary_cross_entropy, bit, 3);
  same_loss<net>(of_the_last_two{}, real, 3);
}

BOOST_AUTO_TEST_CASE(lines_are_averaged) {
  same_loss<lines>(eg::cross_entropy, numbers(24, [](int i) { return float(i % 3); }), 2);
  same_loss<lines>(eg::mse, numbers(72, [](int i) { return std::sin(float(i)); }), 6);
}

BOOST_AUTO_TEST_CASE(the_network_infers) {
  const eg::table data = few::rays(12);
  eg::model<thinned, double> m{eg::seed{3}};
  const auto loss = [&] { return eg::evaluate(m, eg::cross_entropy, data).loss; };
  const double first = loss();
  m.set_steps(7);
  BOOST_TEST(loss() == first);
  BOOST_TEST(m.differentiate(eg::cross_entropy, eg::minibatch{data.view().x, data.view().y}) != first);
}

BOOST_AUTO_TEST_CASE(a_loss_of_several_rows_is_none) {
  static_assert(eg::loss_formula<eg::mse_t, eg::shape{3}>.loss >= 0);
  static_assert(eg::loss_formula<of_all_rows, eg::shape{3}>.loss < 0);
  eg::table data = few::rays(12);
  data.targets.assign(36, 1), data.target_width = 3, data.classes = 0;
  eg::model<net> m{eg::seed{3}};
  BOOST_TEST(std::isnan(eg::evaluate(m, of_all_rows{}, data).loss));
}

BOOST_AUTO_TEST_CASE(right_answers_are_counted_where_targets_are_classes) {
  const eg::shape three{3}, one{1};
  eg::table t = few::rays(3);
  t.classes = 0;
  BOOST_TEST(eg::can_be_right<eg::cross_entropy_t>(t, three));
  BOOST_TEST(!eg::can_be_right<eg::mse_t>(t, one));
  t.targets = {0, 1, 1};
  BOOST_TEST(!eg::can_be_right<eg::mse_t>(t, one), "its outputs are no logits");
  BOOST_TEST(eg::can_be_right<eg::binary_cross_entropy_t>(t, one));
  t.targets = {0, 0.5f, 1};
  BOOST_TEST(!eg::can_be_right<eg::binary_cross_entropy_t>(t, one));
  t.target_width = 3, t.targets = {0, 1, 0, 0.5f, 0.25f, 0.25f, 0, 0, 1};
  BOOST_TEST(eg::can_be_right<eg::soft_cross_entropy_t>(t, three));
  t.targets[4] = 0.75f;
  BOOST_TEST(!eg::can_be_right<eg::soft_cross_entropy_t>(t, three));
  t.targets[4] = -0.25f, t.targets[3] = 1;
  BOOST_TEST(!eg::can_be_right<eg::mse_t>(t, three));
}

BOOST_AUTO_TEST_SUITE_END()
