#include <evengrad/pass/area.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(an_area_gives_freed_memory_out_again) {
  eg::area a(10);
  const int first = a.place(32, 0), second = a.place(16, 3);
  a.end_of(0);
  const int third = a.place(16, 5), fourth = a.place(16, 5);
  BOOST_TEST(a.offset(third) == a.offset(first));
  BOOST_TEST(a.offset(fourth) == a.offset(first) + 16);
  BOOST_TEST(a.top == 48);
  BOOST_TEST(a.offset(second) == 32);
  a.prolong(second, 6);
  a.end_of(3);
  BOOST_TEST(a.offset(a.place(16, 7)) == 48, "the second slot lives on");
}

BOOST_AUTO_TEST_CASE(neighbouring_holes_become_one) {
  eg::area a(4);
  a.place(16, 0), a.place(16, 0), a.place(16, 1), a.place(16, 3);
  a.end_of(0), a.end_of(1);
  BOOST_TEST(a.offset(a.place(48, 3)) == 0);
  BOOST_TEST(a.top == 64);
}

BOOST_AUTO_TEST_SUITE_END()
