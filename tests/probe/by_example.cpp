#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/group_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/probe/by_example.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<3> | eg::dense<17> | eg::layer_norm | eg::tanh | eg::dense<4>;
constexpr auto with_batches = eg::input<3> | eg::dense<17> | eg::batch_norm | eg::tanh | eg::dense<4>;

const float x[5 * 3] = {1, 2, 3, -1, 0, 1, .5f, .2f, -2, 3, 1, 0, 0, 1, 1}, y[5] = {0, 3, 1, 1, 2};
const eg::minibatch batch{{x, 5, 3}, {y, 5, 1}};

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(gradients_one_by_one) {
  eg::model<net, double> m{eg::seed{2}}, one{eg::seed{2}};
  const eg::gradients_by_example all = eg::examine_gradients(m, eg::cross_entropy, batch);
  BOOST_TEST(m.steps() == 0u);
  std::vector<std::vector<double>> gradients;  // by row: all parameters, one after the other
  for (int r = 0; r < 5; ++r) {
    one.differentiate(eg::cross_entropy, eg::minibatch{batch.x.slice(r, 1), batch.y.slice(r, 1)});
    gradients.emplace_back();
    for (const eg::entry& e : one.entries())
      for (int i = 0; i < e.dims.size(); ++i) gradients.back().push_back(one.gradient(e)(i));
  }
  double whole = 0, trace = 0;
  std::size_t at = 0, p = 0;
  for (const eg::entry& e : one.entries()) {
    const eg::gradient_agreement& of = all.parameters[p++];
    double square = 0, variance = 0, ratios = 0;
    for (int i = 0; i < e.dims.size(); ++i, ++at) {
      double mean = 0, spread = 0;
      for (const auto& g : gradients) mean += g[at] / 5;
      for (const auto& g : gradients) spread += (g[at] - mean) * (g[at] - mean) / 4;
      square += mean * mean, variance += spread, ratios += std::abs(mean) / std::sqrt(spread);
    }
    BOOST_TEST(of.name == e.name);
    BOOST_TEST(of.norm_of_mean == std::sqrt(square), boost::test_tools::tolerance(1e-9));
    BOOST_TEST(of.variance == variance, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(of.signal_to_noise == ratios / e.dims.size(), boost::test_tools::tolerance(1e-6));
    whole += square, trace += variance;
  }
  for (std::size_t r = 0; r < 5; ++r) {
    double square = 0;
    for (double g : gradients[r]) square += g * g;
    BOOST_TEST(all.norms[r] == std::sqrt(square), boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(all.variance == trace, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(all.noise_scale() == trace / (whole - trace / 5), boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(equal_rows_have_no_noise) {
  const eg::model<net, double> m{eg::seed{2}};
  const float same[2 * 3] = {1, 2, 3, 1, 2, 3}, label[2] = {1, 1};
  const auto all = eg::examine_gradients(m, eg::cross_entropy, eg::minibatch{{same, 2, 3}, {label, 2, 1}});
  BOOST_TEST(all.norms[0] == all.norms[1]);
  BOOST_TEST(all.noise_scale() == 0.);
}

BOOST_AUTO_TEST_CASE(what_has_no_examples_fails) {
  const eg::model<net> m;
  BOOST_CHECK_THROW(eg::examine_gradients(m, eg::cross_entropy, eg::minibatch{{x, 1, 3}, {y, 1, 1}}), eg::error);
  BOOST_CHECK_THROW(eg::examine_gradients(m, eg::cross_entropy, eg::minibatch{{x, 5, 2}, {y, 5, 1}}), eg::error);
  const eg::model<with_batches> b;
  BOOST_CHECK_EXCEPTION(eg::examine_gradients(b, eg::cross_entropy, batch), eg::error, [](const eg::error& e) {
    return std::string(e.what()).find("layer_norm") != std::string::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()
