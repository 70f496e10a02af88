#include <evengrad/combinator/chain.hpp>
#include <evengrad/init/depth_scaled.hpp>
#include <evengrad/init/orthogonal.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

using whole = eg::init::orthogonal<>;
constexpr auto net = eg::input<30> | eg::dense<30, whole> |
                     eg::dense<200, eg::init::depth_scaled<eg::init::he_normal, 100>> |
                     eg::dense<20, eg::init::depth_scaled<eg::init::constant<8>, 16, 3, 4>>;
constexpr auto scaled = eg::input<30> | eg::dense<30, eg::init::depth_scaled<whole, 4>>;

}  // namespace

BOOST_AUTO_TEST_CASE(variances_of_all_branches_add_up_to_one) {
  eg::model<net, double> m{eg::seed{1}};
  check_normal(moments(m["dense_2.w"]), 2. / 30 / 100, 30 * 200);
  BOOST_TEST(m["dense_3.w"](0) == 1, boost::test_tools::tolerance(1e-14));  // 8 · 16^(−3/4)
}

BOOST_AUTO_TEST_CASE(whole_matrices_are_scaled_too) {
  static_assert(eg::draws_whole<eg::init::depth_scaled<whole, 4>>);
  static_assert(!eg::draws_whole<eg::init::depth_scaled<eg::init::he_normal, 4>>);
  eg::model<net, double> m{eg::seed{1}};
  eg::model<scaled, double> half{eg::seed{1}};
  for (int i = 0; i < 900; ++i)
    BOOST_TEST(half["dense_1.w"](i) == m["dense_1.w"](i) / 2, boost::test_tools::tolerance(1e-14));
  BOOST_TEST((eg::init::depth_scaled<whole, 4>::law({30, 30}).deviation) == 0.5 / std::sqrt(30.),
             boost::test_tools::tolerance(1e-14));
}

BOOST_AUTO_TEST_SUITE_END()
