// The four operations and what an op's object is: a function of numbers, symbols and tensors, and a layer.
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/graph/arithmetic.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/power.hpp>
#include <evengrad/op/trigonometry.hpp>

#include "grid.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(op)

BOOST_AUTO_TEST_CASE(the_four_operations) {
  BOOST_TEST(op_error<eg::add_op>(-3, 3) <= 1e-12);
  BOOST_TEST(op_error<eg::subtract_op>(-3, 3) <= 1e-12);
  BOOST_TEST(op_error<eg::multiply_op>(-3, 3) <= 1e-12);
  BOOST_TEST(op_error<eg::divide_op>(-3, 3) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(powers_and_waves) {
  BOOST_TEST(op_error<eg::pow_op>(0.1, 4) <= 1e-12);
  BOOST_TEST(op_error<eg::pow_op>(-4, -0.1, {}, {2, 3, -1}) <= 1e-12);
  BOOST_TEST(op_error<eg::abs_op>(-3, 3) <= 1e-12);
  BOOST_TEST(op_error<eg::sign_op>(-3, 3) <= 1e-12);
  BOOST_TEST(op_error<eg::max_op>(-3, 3) <= 1e-12);
  BOOST_TEST(op_error<eg::min_op>(-3, 3) <= 1e-12);
  BOOST_TEST(op_error<eg::sin_op>(-9, 9) <= 1e-12);
  BOOST_TEST(op_error<eg::cos_op>(-9, 9) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(an_object_is_a_function_of_whatever_it_gets) {
  static_assert(eg::relu(2.) == 2 && eg::relu(-2.f) == 0);
  static_assert(std::is_base_of_v<eg::layer, decltype(eg::relu)> && eg::relu.name == "relu");
  eg::graph g;
  const eg::symbol x{&g, g.input({3}, 0)};
  BOOST_TEST(eg::relu(x).id == eg::relu.formula(x).id);
  BOOST_TEST(g[eg::relu(x).id].dims.last() == 3);
}

BOOST_AUTO_TEST_CASE(an_object_goes_through_tensors) {
  const eg::vector<double, 3> v{-2, 0.5, 3};
  BOOST_TEST(eg::relu(v)[0] == 0);
  BOOST_TEST(eg::relu(v)[2] == 3);
  constexpr auto f = [](auto x) { return sum(eg::gelu(x) * eg::relu(x)); };
  const eg::vector<double, 3> slope = eg::gradient(f)(v);
  for (int i = 0; i < 3; ++i) {
    const eg::dual<double> x{v[i], 1};
    BOOST_TEST(std::fabs(slope[i] - (eg::gelu(x) * eg::relu(x)).derivative) < 1e-14);
  }
}

BOOST_AUTO_TEST_SUITE_END()
