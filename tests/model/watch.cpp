#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace eg = evengrad;

namespace {

struct encoder : eg::block {
  static constexpr std::string_view name = "encoder";
  static constexpr auto graph = eg::dense<6> | eg::relu;
};
constexpr auto net = eg::input<4> | encoder{} | eg::dense<5> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr auto watched =
    eg::watching<"encoder_1.relu_1", "encoder_1.dense_1", "encoder_1", "batch_norm_1", "relu_1", "dense_2">(
        eg::cross_entropy);

struct fixture {
  eg::model<net, double> m{eg::seed{1}};
  double x[12] = {1, 2, -1, .5, .2, .1, -.7, 3, -1, -2, .3, 0}, target[3] = {0, 2, 1};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_FIXTURE_TEST_CASE(the_loss_gradient_at_the_logits_is_softmax_minus_one_hot, fixture) {
  m.differentiate(watched, x, target, 3);
  const auto y = m.output("dense_2"), g = m.loss_gradient("dense_2");
  BOOST_TEST(y.rows == 3);
  for (int r = 0; r < 3; ++r) {
    double z = 0;
    for (int i = 0; i < 3; ++i) z += std::exp(y(r, i));
    for (int i = 0; i < 3; ++i)
      BOOST_TEST(g(r, i) == (std::exp(y(r, i)) / z - (i == target[r])) / 3, boost::test_tools::tolerance(1e-13));
  }
}

// L'(l−1) = L'(l) · dy_(l)/dy_(l−1), the backward recursion, element by element where layer l is an activation.
BOOST_FIXTURE_TEST_CASE(gradients_follow_the_recursion, fixture) {
  m.differentiate(watched, x, target, 3);
  const auto before = m.loss_gradient("batch_norm_1"), after = m.loss_gradient("relu_1");
  const auto local = m.local_gradient("relu_1"), y = m.output("relu_1"), z = m.output("batch_norm_1");
  for (int r = 0; r < 3; ++r)
    for (int i = 0; i < y.size(); ++i) {
      BOOST_TEST(y(r, i) == std::max(z(r, i), 0.));
      BOOST_TEST(local(r, i) == (z(r, i) > 0));
      BOOST_TEST(before(r, i) == after(r, i) * local(r, i));
    }
}

BOOST_FIXTURE_TEST_CASE(a_block_has_the_values_of_its_last_layer, fixture) {
  m.differentiate(watched, x, target, 3);
  const auto block = m.output("encoder_1"), last = m.output("encoder_1.relu_1");
  for (int i = 0; i < last.size(); ++i) BOOST_TEST(block(2, i) == last(2, i));
}

BOOST_FIXTURE_TEST_CASE(watching_changes_no_gradient, fixture) {
  eg::model<net, double> plain{eg::seed{1}};
  const double a = m.differentiate(watched, x, target, 3), b = plain.differentiate(eg::cross_entropy, x, target, 3);
  BOOST_TEST(a == b);
  for (const eg::entry& e : m.entries())
    if (e.learned)
      for (int i = 0; i < e.dims.size(); ++i)
        BOOST_TEST(m.gradient(e)(i) == plain.gradient(e)(i), boost::test_tools::tolerance(1e-13));
}

BOOST_FIXTURE_TEST_CASE(what_was_not_asked_for_is_not_there, fixture) {
  m.differentiate(watched, x, target, 3);
  BOOST_CHECK_THROW(m.output("dense_1"), eg::error);
  BOOST_CHECK_THROW(m.local_gradient("dense_2"), eg::error);
  m.differentiate(eg::cross_entropy, x, target, 3);
  BOOST_CHECK_THROW(m.output("dense_2"), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
