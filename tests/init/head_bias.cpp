// A head that begins with the priors: the loss before the first step is their entropy.
#include <evengrad/combinator/chain.hpp>
#include <evengrad/core/philox.hpp>
#include <evengrad/data/batches.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/train/head_bias.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

using zeros = eg::init::zeros;
constexpr auto three = eg::input<4> | eg::dense<5> | eg::relu | eg::dense<3, zeros>;
constexpr auto logit = eg::input<4> | eg::dense<5> | eg::relu | eg::dense<1, zeros>;
constexpr auto probability = eg::input<4> | eg::dense<5> | eg::relu | eg::dense<2, zeros> | eg::sigmoid;
constexpr auto two = eg::input<4> | eg::dense<5> | eg::relu | eg::dense<2, zeros>;
constexpr auto lines = eg::input<2, 2> | eg::dense<3, zeros>;

eg::table rows_of(std::vector<float> targets, int target_width = 1, int classes = 0) {
  eg::table t;
  t.width = 4, t.target_width = target_width, t.classes = classes;
  t.features.resize(4 * targets.size() / std::size_t(target_width));
  const eg::generator g(eg::seed{1});
  for (std::size_t i = 0; i < t.features.size(); ++i) t.features[i] = g.normal(i);
  t.targets = std::move(targets);
  return t;
}
template <const auto& Net, class Loss>
double loss_of(eg::model<Net, double>& m, const Loss& loss, const eg::table& t) {
  const eg::dataset d = t;
  return m.differentiate(loss, eg::minibatch{d.x, d.y});
}
double entropy(std::initializer_list<double> shares) {
  double h = 0;
  for (double p : shares) h -= p * std::log(p);
  return h;
}
template <class F>
void fails(F f, std::string_view message) {
  BOOST_CHECK_EXCEPTION(f(), eg::error, [&](const eg::error& e) {
    BOOST_TEST_CONTEXT(e.what()) BOOST_TEST(std::string_view(e.what()).starts_with(message));
    return true;
  });
}

const auto close = boost::test_tools::tolerance(1e-12);

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_loss_is_the_entropy_of_the_priors) {
  eg::model<three, double> m{eg::seed{1}};
  const eg::table t = rows_of({0, 0, 0, 1, 2, 0, 0, 1, 2, 0}, 1, 3);  // 6, 2, 2 of 10
  BOOST_TEST(loss_of(m, eg::cross_entropy, t) == std::log(3.), close);
  const std::vector<double> b = eg::set_head_bias(m, t, eg::cross_entropy);
  BOOST_REQUIRE(b.size() == 3u);
  BOOST_TEST(b[0] == std::log(0.6), close);
  BOOST_TEST(m["dense_2.b"](2) == std::log(0.2), close);
  BOOST_TEST(m["dense_1.b"](2) == 0);
  BOOST_TEST(loss_of(m, eg::cross_entropy, t) == entropy({.6, .2, .2}), close);
}

BOOST_AUTO_TEST_CASE(it_is_where_no_bias_does_better) {
  auto no_gradient = [](auto& m, const auto& loss, const eg::table& t) {
    eg::set_head_bias(m, t, loss);
    loss_of(m, loss, t);
    const auto g = m.gradient("dense_2.b");
    for (int i = 0; i < g.size(); ++i) BOOST_TEST(std::fabs(g(i)) < 1e-15);
  };
  eg::model<three, double> m{eg::seed{1}};
  eg::model<logit, double> l{eg::seed{1}};
  eg::model<two, double> r{eg::seed{1}};
  eg::model<probability, double> s{eg::seed{1}};
  const eg::table classes = rows_of({0, 0, 1, 1, 2, 0, 0, 1}, 1, 3);
  no_gradient(m, eg::cross_entropy, classes);
  no_gradient(m, eg::smoothed_cross_entropy<1, 10>, classes);
  no_gradient(m, eg::soft_cross_entropy, rows_of({.2f, .3f, .5f, .25f, .25f, .5f}, 3));
  no_gradient(l, eg::binary_cross_entropy, rows_of({1, 1, 1, 0}));
  no_gradient(r, eg::mse, rows_of({1, 20, 4, -10, 7, 5}, 2));
  no_gradient(s, eg::mse, rows_of({1, 0, .5f, .25f}, 2));
}

BOOST_AUTO_TEST_CASE(two_classes_and_numbers) {
  eg::model<logit, double> l{eg::seed{1}};
  const eg::table binary = rows_of({1, 1, 1, 0});
  BOOST_TEST(eg::set_head_bias(l, binary, eg::binary_cross_entropy)[0] == std::log(3.), close);
  BOOST_TEST(loss_of(l, eg::binary_cross_entropy, binary) == entropy({.75, .25}), close);
  eg::model<two, double> r{eg::seed{1}};
  const eg::table numbers = rows_of({1, 20, 4, -10, 7, 5}, 2);
  BOOST_TEST(eg::set_head_bias(r, numbers, eg::mse)[1] == 5, close);
  BOOST_TEST(loss_of(r, eg::mse, numbers) == (6 + 150) / 2., close);  // the mean of the variances
  eg::model<probability, double> s{eg::seed{1}};
  BOOST_TEST(eg::set_head_bias(s, rows_of({1, 0, .5f, .25f}, 2), eg::mse)[0] == std::log(3.), close);
  eg::model<lines, double> n{eg::seed{1}};
  eg::set_head_bias(n, rows_of({0, 1, 2, 0}, 2), eg::cross_entropy);  // two lines of a row, a class each
  BOOST_TEST(n["dense_1.b"](0) == std::log(.5), close);
}

BOOST_AUTO_TEST_CASE(what_leaves_no_finite_bias_fails) {
  eg::model<three, double> m{eg::seed{1}};
  fails(
      [&] {
        eg::set_head_bias(m, rows_of({0, 0, 2}, 1, 3), eg::cross_entropy);
      },
      "head bias, output 1: a mean target of 0.000000; give data in which it is neither always nor never so");
  BOOST_TEST(m["dense_2.b"](0) == 0);
  eg::model<logit, double> l{eg::seed{1}};
  fails(
      [&] {
        eg::set_head_bias(l, rows_of({1, 1}), eg::binary_cross_entropy);
      },
      "head bias, output 0: a mean target of 1");
  fails([&] { eg::set_head_bias(l, rows_of({}), eg::binary_cross_entropy); }, "data: no rows");
  fails([&] { eg::set_head_bias(l, rows_of({1, NAN}), eg::binary_cross_entropy); }, "data, row 1 of the targets");
  fails([&] { eg::set_head_bias(m, rows_of({0, 1, 3}, 1, 4), eg::cross_entropy); }, "data, row 2: the label 3");
}

BOOST_AUTO_TEST_SUITE_END()
