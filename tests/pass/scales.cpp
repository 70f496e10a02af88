#include <evengrad/init/automatic.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/pass/scales.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using boost::test_tools::tolerance;

namespace {

struct walked : eg::graph {
  eg::symbol x{this, input({8}, 0)};
  void multiply() { x = matmul(x, x.parameter("w", {8, 8}, eg::init::automatic{})); }
  eg::list<double> most{1e12};
  eg::scale_search search(const eg::block_scale& in = {}) {
    output = x.id;
    find_fans(*this);
    forward = nodes.n;
    return eg::scale_search(*this, in, nullptr, most);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(what_comes_in_has_a_balance) {
  walked g;
  g.multiply();
  BOOST_TEST(g.search().found[0].gain_square == 1);
  BOOST_TEST(g.search({{0, 0.5, 0}, 0.25}).found[0].gain_square == 2);
  BOOST_TEST(g.search({{0, 0.5, 0}, 0.25}).result.out.second == 1, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(the_balance_of_what_goes_out) {
  walked g;
  g.multiply();
  g.x = map(eg::info<eg::relu_op>, g.x);
  const eg::block_scale out = g.search().result;
  BOOST_TEST(out.balance == 0.25, tolerance(1e-9));
  BOOST_TEST(out.out.second == 0.5, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(copies_settle_in_two_walks) {
  walked g;
  g.multiply();
  g.x = map(eg::info<eg::relu_op>, g.x);
  g.output = g.x.id;
  find_fans(g);
  g.forward = g.nodes.n;
  BOOST_TEST(eg::search_scales(g, true, nullptr).found[0].gain_square == 2);
  BOOST_TEST(eg::search_scales(g, false, nullptr).found[0].gain_square == 1);
}

BOOST_AUTO_TEST_CASE(a_factor_from_outside_stays) {
  walked g;
  g.multiply();
  g.parameters[0].factor = 0.5;
  const eg::scale_search s = g.search();
  BOOST_TEST(s.p.scale[0] == 1, tolerance(1e-12));
  BOOST_TEST(s.result.out.second == 0.25, tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE_END()
