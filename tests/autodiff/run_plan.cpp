// Plans of any size: what does not fit the first room is planned again in one that does.
#include <evengrad/autodiff/gradient.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

struct stages {  // thirty sums, each over all elements and after the one before: more loops than the first room has
  constexpr auto operator()(const auto& x) const {
    auto s = x[0] * 0.;
    for (int k = 0; k < 30; ++k) {
      auto next = x[0] * s * 0.1 + x[0];
      for (int i = 1; i < 8; ++i) next = next + (x[i] * s * 0.1 + x[i]);
      s = next;
    }
    return s;
  }
};

BOOST_AUTO_TEST_CASE(a_plan_of_many_loops) {
  constexpr const auto& p = eg::function_plan<eg::wanted::gradient, 1, stages, std::array<eg::symbol, 8>>;
  static_assert(p.count.loops > 24 && p.fits());
  const auto x = draws{}.array<8>(-0.5, 0.5);
  check_close(eg::gradient(stages{})(x), dual_gradient(stages{}, x), 1e-12);
}

BOOST_AUTO_TEST_CASE(while_compiling_and_at_run_time) {
  constexpr std::array<double, 8> x{0.1, 0.2, 0.3, 0.4, 0.5, -0.1, -0.2, -0.3};
  constexpr auto compiled = eg::gradient(stages{})(x);
  auto y = x;
  asm volatile("" : "+m"(y));
  check_close(eg::gradient(stages{})(y), compiled, 1e-13);
}

BOOST_AUTO_TEST_SUITE_END()
