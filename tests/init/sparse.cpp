#include <evengrad/combinator/chain.hpp>
#include <evengrad/init/sparse.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

constexpr auto net = eg::input<40> | eg::dense<500, eg::init::sparse<5>> | eg::dense<3, eg::init::sparse<15, 1, 2>> |
                     eg::dense<7, eg::init::sparse<15>>;

}  // namespace

BOOST_AUTO_TEST_CASE(each_output_reads_so_many_inputs) {
  eg::model<net, double> m{eg::seed{6}};
  auto inputs_of = [](const eg::parameter_view<double>& w, int column) {
    int n = 0;
    for (int i = 0; i < w.lines(); ++i) n += w(i, column) != 0;
    return n;
  };
  const auto w = m["dense_1.w"];
  for (int j = 0; j < 500; ++j) BOOST_TEST(inputs_of(w, j) == 5);
  for (int j = 0; j < 3; ++j) BOOST_TEST(inputs_of(m["dense_2.w"], j) == 15);
  for (int j = 0; j < 7; ++j) BOOST_TEST(inputs_of(m["dense_3.w"], j) == 3, "there are no more than three");
  for (int i = 0; i < 40; ++i) {  // each input is as likely as another: 500 of 8 times
    int readers = 0;
    for (int j = 0; j < 500; ++j) readers += w(i, j) != 0;
    BOOST_TEST(std::abs(readers - 62.5) < 5 * std::sqrt(62.5));
  }
}

BOOST_AUTO_TEST_SUITE_END()
