#include <evengrad/combinator/chain.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/range.hpp>

#include "../combinator/built.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using evengrad_test::built;

BOOST_AUTO_TEST_SUITE(layer)

BOOST_AUTO_TEST_CASE(a_range_is_some_of_the_features) {
  BOOST_TEST((built(eg::input<5, 7> | eg::range<2, 3>).out() == eg::shape{5, 3}));
  BOOST_TEST((built(eg::input<7> | eg::range<6, 2>).g.wrong.what == eg::fault::slice_is_out_of_range));
}

BOOST_AUTO_TEST_SUITE_END()
