// Straight lines of scalar code: products fused with sums, equal functions in one register, deep expressions.
#include <evengrad/autodiff/gradient.hpp>
#include <evengrad/op/select.hpp>

#include "check.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

template <class F, std::size_t N>
void check_statements(double low, double high) {
  draws d;
  for (int repeat = 0; repeat < 10; ++repeat) {
    const auto x = d.array<N>(low, high);
    const auto [value, gradient] = eg::value_and_gradient(F{})(x);
    check_close(value, F{}(x), 1e-14);
    check_close(gradient, dual_gradient(F{}, x), 1e-13);
  }
}

struct fused {
  constexpr auto operator()(const auto& x) const {
    return x[0] * x[1] + x[2] - (x[2] * x[0] - x[1]) * (3. - x[0] * x[2]);
  }
};
template <int N>
struct side_by_side {  // N functions of one kind, for a register that has lanes to spare or too few
  constexpr auto operator()(const auto& x) const {
    auto p = sin(x[0] * x[1]);
    for (int i = 1; i < N; ++i) p = p * (sin(x[i]) + 2.) - x[i] * sqrt(x[i - 1] * x[i - 1] + 1.);
    return p;
  }
};
struct three_operands {
  constexpr auto operator()(const auto& x) const {
    return eg::select(x[0] < x[1], x[1] * x[2], x[0]) * eg::select(x[1] < x[2], x[2], x[0] * x[1]);
  }
};
struct deep {  // every step needs the one before
  constexpr auto operator()(const auto& x) const {
    auto y = x[0];
    for (int i = 0; i < 60; ++i) y = (y * x[1] + x[0]) / (1. + y * y);
    return y;
  }
};

BOOST_AUTO_TEST_CASE(statements_give_the_functions_value_and_gradient) {
  check_statements<fused, 3>(-1, 1);
  check_statements<side_by_side<2>, 2>(-1, 1);
  check_statements<side_by_side<3>, 3>(-1, 1);
  check_statements<side_by_side<7>, 7>(-1, 1);
  check_statements<side_by_side<13>, 13>(-1, 1);
  check_statements<three_operands, 3>(-1, 1);
  check_statements<deep, 2>(-1, 1);
}

BOOST_AUTO_TEST_SUITE_END()
