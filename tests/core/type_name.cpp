#include <evengrad/core/type_name.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace outer {
namespace inner {
struct rule_2 {};
}  // namespace inner
template <class...>
struct some {};
}  // namespace outer

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(types_are_called_by_their_own_names) {
  BOOST_TEST(eg::type_name<int>() == "int");
  BOOST_TEST(eg::type_name<outer::inner::rule_2>() == "rule_2");
  BOOST_TEST((eg::type_name<outer::some<outer::inner::rule_2, outer::some<float>>>() == "some<rule_2, some<float> >" ||
              eg::type_name<outer::some<outer::inner::rule_2, outer::some<float>>>() == "some<rule_2, some<float>>"));
}

BOOST_AUTO_TEST_SUITE_END()
