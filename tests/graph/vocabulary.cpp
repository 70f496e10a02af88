// The largest index that an input may be is that of the smallest table that it reads.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/chain.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/model/model.hpp>

namespace eg = evengrad;

namespace {

constexpr auto features = eg::input<3> | eg::dense<2>;
constexpr auto words = eg::input<1> | eg::embedding<30, 5> | eg::dense<2>;
constexpr auto two_tables = eg::input<1> | eg::concat(eg::embedding<30, 5>, eg::embedding<9, 2>) | eg::dense<2>;

static_assert(eg::model<features>::vocabulary == 0);
static_assert(eg::model<words>::vocabulary == 30);
static_assert(eg::model<two_tables>::vocabulary == 9);

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)
BOOST_AUTO_TEST_CASE(vocabulary) {
  eg::model<two_tables> m{eg::seed{1}};
  const float inside[] = {8}, outside[] = {9};
  BOOST_CHECK_NO_THROW(m.predict(eg::rows_view{inside, 1, 1}));
  BOOST_CHECK_THROW(m.predict(eg::rows_view{outside, 1, 1}), eg::error);
}
BOOST_AUTO_TEST_SUITE_END()
