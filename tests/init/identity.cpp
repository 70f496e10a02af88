#include <evengrad/combinator/branch.hpp>
#include <evengrad/init/identity.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

constexpr auto net = eg::input<4> | eg::dense<4, eg::init::identity<>> |
                     eg::dense<6, eg::init::identity<eg::init::gain::factor<3>>> | eg::dense<2, eg::init::identity<>>;

}  // namespace

BOOST_AUTO_TEST_CASE(a_layer_hands_on_what_it_reads) {
  eg::model<net, double> m{eg::seed{1}};
  const double x[1][4] = {{1, -2, 3, 4}};
  const double* y = m.predict(x);
  BOOST_TEST(y[0] == 3);
  BOOST_TEST(y[1] == -6);
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 6; ++j) BOOST_TEST(m["dense_2.w"](i, j) == (i == j ? 3 : 0));
}

BOOST_AUTO_TEST_CASE(a_window_is_diracs_kernel) {
  const eg::shape dims{3, 2, 2};
  std::vector<double> w(12, 0.);
  eg::init::identity<>::draw(eg::generator(eg::seed{1}), dims, eg::fans_of(dims), w.data());
  const std::vector<double> expected{0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0};
  BOOST_TEST(w == expected, boost::test_tools::per_element());
  double mean = 0;
  for (double x : w) mean += x / 12;
  BOOST_TEST(mean == eg::init::identity<>::law(eg::fans_of(dims)).mean, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_SUITE_END()
