// What cannot be differentiated, and why: one reason for each call. The messages are in tests/wrong.
#include <evengrad/autodiff/door.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

using eg::refusal;
using eg::returns;

/// The reason for F at arguments A..., differentiated by those in Which.
template <returns What, unsigned Which, class... A, class F>
constexpr refusal why(const F&) {
  return eg::refusal_of<What, Which, F>(static_cast<std::tuple<A...>*>(nullptr));
}
constexpr auto square = [](const auto& x) { return x * x; };
constexpr auto twice = [](const auto& x) { return std::array{x, x}; };
constexpr auto text = [](const auto&) { return "no number"; };
constexpr auto of_double = [](double x) { return x; };
constexpr auto fourth = [](const auto& x) { return x[3]; };

static_assert(why<returns::one_number, 0, double>(square) == refusal::none);
static_assert(why<returns::one_number, 0, const char*>(square) == refusal::no_number);
static_assert(why<returns::one_number, 2, double>(square) == refusal::place);
static_assert(why<returns::one_number, 0, double>(twice) == refusal::several_results);
static_assert(why<returns::anything, 0, double>(twice) == refusal::none);
static_assert(why<returns::one_number, 0, double>(of_double) == refusal::parameters);
static_assert(why<returns::one_number, 0, double, double>(square) == refusal::parameters);
static_assert(why<returns::anything, 0, double>(text) == refusal::answer);
static_assert(why<returns::one_number, 0, eg::vector<double, 3>>(fourth) == refusal::extents);
static_assert(why<returns::one_number, 0, eg::vector<double, 4>>(fourth) == refusal::none);

static_assert(eg::directions_fit<0, double, double>() && eg::directions_fit<1, double, float, int>());
static_assert(!eg::directions_fit<0, double>() && !eg::directions_fit<0, double, double, double>());
static_assert(!eg::directions_fit<0, std::array<double, 2>, std::array<double, 3>>());
static_assert(!eg::directions_fit<4, double, double, double>(), "there is no third argument");

BOOST_AUTO_TEST_CASE(what_holds_values_is_refused) {
  const double rate = 2;
  const auto scaled = [rate](const auto& x) { return rate * x; };
  BOOST_CHECK((why<returns::one_number, 0, double>(scaled) == refusal::captures));
}

BOOST_AUTO_TEST_CASE(a_refused_call_stands_for_anything) {
  const eg::refused r;
  const auto [value, gradient] = r;
  const double number = r[3];
  const std::array<double, 2> array = r;
  BOOST_CHECK(value == 0 && gradient == 0 && number == 0 && array[1] == 0 && r.derivative == 0);
}

BOOST_AUTO_TEST_SUITE_END()
