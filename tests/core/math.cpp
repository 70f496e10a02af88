// Functions whose names are layers too: found from packs, duals, symbols and tensors, which are no larger for it.
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include <cmath>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

using eight = eg::pack<float, 8>;
static_assert(sizeof(eg::pack<float, 1>) == 4 && sizeof(eight) == 32 && sizeof(eg::dual<double>) == 16);
static_assert(sizeof(eg::dual<eg::dual<double>>) == 32 && sizeof(eg::dual<eight>) == 64);
static_assert(sizeof(eg::vector<double, 3>) == 24);
static_assert(sizeof(eg::symbol) == sizeof(void*) + 2 * sizeof(double));

// As a user writes it: the name alone, where the argument says which function, or eg:: and anything.
constexpr auto found = [](const auto& x) { return tanh(x); };
constexpr auto named = [](const auto& x) { return eg::tanh(x); };

}  // namespace

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(the_name_is_a_function_of_every_kind_of_number) {
  const double exact = std::tanh(0.3);
  BOOST_CHECK_CLOSE(named(0.3), exact, 1e-13);
  BOOST_CHECK_CLOSE(double(named(0.3f)), exact, 1e-5);
  BOOST_CHECK_CLOSE(double(found(eight(0.3f))[7]), exact, 1e-5);
  BOOST_CHECK_CLOSE(double(named(eight(0.3f))[7]), exact, 1e-5);
  const eg::dual<double> x{0.3, 1};
  BOOST_CHECK_CLOSE(found(x).derivative, 1 - exact * exact, 1e-12);
  BOOST_CHECK_CLOSE(named(x).derivative, 1 - exact * exact, 1e-12);
  BOOST_CHECK_CLOSE(found(eg::pack<eg::dual<double>, 1>(x)).derivative.v, 1 - exact * exact, 1e-12);
  const eg::vector<double, 3> v{0.1, 0.2, 0.3};
  BOOST_CHECK_CLOSE(found(v)[2], exact, 1e-13);
  BOOST_CHECK_CLOSE(named(v)[2], exact, 1e-13);
}

// Functions of their own: g++ 12 crashes where it vectorizes all of it together.
[[gnu::noinline]] double slope_of_number(double x) {
  return eg::gradient([](auto a) { return tanh(a) * eg::tanh(a); })(x);
}
[[gnu::noinline]] double slope_of_vector(double x) {
  return eg::gradient([](auto a) { return sum(tanh(a) * eg::tanh(a)); })(eg::vector<double, 3>{0.1, 0.2, x})[2];
}
BOOST_AUTO_TEST_CASE(symbols_find_it_too) {
  const double y = std::tanh(0.3);
  BOOST_CHECK_CLOSE(slope_of_number(0.3), 2 * y * (1 - y * y), 1e-12);
  BOOST_CHECK_CLOSE(slope_of_vector(0.3), 2 * y * (1 - y * y), 1e-12);
}

BOOST_AUTO_TEST_SUITE_END()
