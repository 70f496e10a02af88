#include <evengrad/graph/symbol.hpp>
#include <evengrad/graph/weights.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct any_law {
  static constexpr eg::law law(eg::fans) { return eg::constant_law(1); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(weights_are_parameters_and_views_of_them) {
  eg::graph g;
  const eg::symbol x{&g, g.input({6}, 0)};
  const eg::symbol b = x.parameter("b", {6}, any_law{}), w = x.parameter("w", {6, 2}, any_law{});
  BOOST_TEST(eg::weights_of(g, w.id) == 1);
  BOOST_TEST(eg::weights_of(g, reshape(w, {3, 4}).id) == 1);
  BOOST_TEST(eg::weights_of(g, b.id) == 0);
  BOOST_TEST(eg::weights_of(g, x.id) == -1);
  BOOST_TEST(eg::weights_of(g, (w * 2.).id) == -1, "a function of weights is another matrix");
  BOOST_TEST(eg::weights_of(g, x.state("s", {6}, 0.).id) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
