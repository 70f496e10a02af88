#include <evengrad/init/scaled.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/probe/look.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<3> | eg::dense<20> | eg::tanh | eg::dense<2>;

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(a_look_leaves_the_model_alone) {
  eg::model<net, double> m{eg::seed{4}};
  const std::vector<double> before(m.weights(), m.weights() + m.weight_count());
  const float x[] = {1, 2, 3, -1, 0, 1}, y[] = {0, 1, 1, 0};
  const eg::recording r = eg::look(m, eg::mse, {{x, 2, 3}, {y, 2, 2}});
  BOOST_TEST(m.steps() == 0u);
  BOOST_TEST(std::equal(before.begin(), before.end(), m.weights()));
  BOOST_TEST(r.steps.size() == 1u);
  BOOST_TEST(r.loss == "mse");
  BOOST_TEST(r.outputs == 2);
  BOOST_TEST(r.classes == 0);
  BOOST_TEST(r.steps[0].parameters.size() == 4u);
  BOOST_TEST(r.steps[0].parameters[0].weights.count == 60);
  BOOST_TEST(r.steps[0].parameters[0].update.count == 0);
  double mean = 0;
  for (int row = 0; row < 2; ++row)
    for (int u = 0; u < 20; ++u) {
      double z = m["dense_1.b"](u);
      for (int i = 0; i < 3; ++i) z += double(x[3 * row + i]) * m["dense_1.w"](i, u);
      mean += std::tanh(z) / 40;
    }
  BOOST_TEST(r.layers[1].name == "tanh_1");
  BOOST_TEST(r.steps[0].layers[1].output.mean == mean, boost::test_tools::tolerance(1e-12));
}

constexpr auto lines_net = eg::input<4, 3> | eg::dense<5>;
constexpr auto logits = eg::input<3> | eg::dense<2>;

BOOST_AUTO_TEST_CASE(classes_are_those_of_a_line_or_0_and_1) {
  const float x[12] = {1, 2, 3}, y[4] = {0, 1, 4, 1}, part[4] = {0, 1, .5f, 1};
  const eg::recording r = eg::look(eg::model<lines_net>(), eg::cross_entropy, {{x, 1, 12}, {y, 1, 4}});
  BOOST_TEST(r.outputs == 5);
  BOOST_TEST(r.classes == 5);
  const eg::model<logits> m;
  BOOST_TEST(eg::look(m, eg::binary_cross_entropy, {{x, 1, 3}, {y, 1, 2}}).classes == 2);
  BOOST_TEST(eg::look(m, eg::binary_cross_entropy, {{x, 1, 3}, {part + 1, 1, 2}}).classes == 0);
  BOOST_TEST(eg::look(m, eg::mse, {{x, 1, 3}, {y, 1, 2}}).classes == 0);
}

BOOST_AUTO_TEST_CASE(a_batch_that_does_not_fit_fails) {
  const eg::model<net> m;
  const float x[] = {1, 2, 3}, y[] = {0, 1};
  BOOST_CHECK_THROW(eg::look(m, eg::mse, {{x, 1, 2}, {y, 1, 2}}), eg::error);
  BOOST_CHECK_THROW(eg::look(m, eg::mse, {{x, 1, 3}, {y, 1, 1}}), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
