#include <evengrad/graph/symbol.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(leaves_are_what_nothing_computes) {
  for (eg::kind k :
       {eg::kind::number, eg::kind::input, eg::kind::parameter, eg::kind::state, eg::kind::column, eg::kind::uniform})
    BOOST_TEST(eg::is_leaf(k));
  for (eg::kind k : {eg::kind::map, eg::kind::sum, eg::kind::contract, eg::kind::reshape, eg::kind::call,
                     eg::kind::sink, eg::kind::assign})
    BOOST_TEST(!eg::is_leaf(k));
}

BOOST_AUTO_TEST_CASE(calls_and_reductions_are_known) {
  BOOST_TEST((eg::is_call(eg::kind::call) && eg::is_call(eg::kind::call_back) && !eg::is_call(eg::kind::map)));
  BOOST_TEST((eg::is_reduction(eg::kind::sum) && eg::is_reduction(eg::kind::largest)));
  BOOST_TEST(!eg::is_reduction(eg::kind::contract));
}

BOOST_AUTO_TEST_CASE(ops_are_told_apart_by_number_not_by_address) {
  eg::node a{.what = eg::kind::map, .op = &eg::info<eg::add_op>, .dims = {1}}, b = a;
  const eg::op_info copy = eg::info<eg::add_op>;
  b.op = &copy;
  BOOST_TEST(eg::same_op(a, b));
  b.op = &eg::info<eg::multiply_op>;
  BOOST_TEST(!eg::same_op(a, b));
  a.what = b.what = eg::kind::sum;
  BOOST_TEST(eg::same_op(a, b), "without a map there is no op to differ in");
  BOOST_TEST(eg::is_op<eg::add_op>(eg::info<eg::add_op>));
  BOOST_TEST(!eg::is_op<eg::add_op>(eg::info<eg::divide_op>));
}

BOOST_AUTO_TEST_CASE(roles_are_equal_when_all_labels_are) {
  eg::roles r, s;
  r.a[0] = s.a[0] = 1, r.y[0] = 1, s.y[0] = 2;
  BOOST_TEST(!(r == s));
  s.y[0] = 1;
  BOOST_TEST((r == s));
}

BOOST_AUTO_TEST_CASE(no_fault_is_the_first_fault) { BOOST_TEST((eg::problem{}.what == eg::fault::none)); }

BOOST_AUTO_TEST_SUITE_END()
