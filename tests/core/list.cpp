#include <evengrad/core/list.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

namespace eg = evengrad;

namespace {

constexpr int sum_of(const eg::list<int>& l) {
  int s = 0;
  for (int x : l) s += x;
  return s;
}
constexpr int built() {
  eg::list<int> l{1, 2, 3};
  for (int i = 4; i <= 40; ++i) l.push(i);
  l.insert(0, 100);
  l.erase(1);
  const eg::list<int> copy = l;
  l.clear();
  return sum_of(copy) + l.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(a_list_grows_in_constant_expressions) { static_assert(built() == 820 - 1 + 100); }

BOOST_AUTO_TEST_CASE(copies_are_their_own_and_moves_take) {
  eg::list<int> a{1, 2, 3}, b = a;
  b[0] = 7;
  BOOST_TEST(a[0] == 1);
  const int* const memory = a.data();
  eg::list<int> c = std::move(a);
  BOOST_TEST(c.data() == memory);
  BOOST_TEST(a.empty());
  a = c;
  BOOST_TEST((a.size() == 3 && a.data() != c.data()));
}

BOOST_AUTO_TEST_CASE(elements_go_in_and_out_where_they_are_told) {
  eg::list<int> l{1, 2, 4};
  l.insert(2, 3);
  BOOST_TEST((l.size() == 4 && l[2] == 3 && l[3] == 4));
  l.erase(0);
  BOOST_TEST((l.size() == 3 && l[0] == 2));
  BOOST_TEST(l.pop() == 4);
  l.append({8, 9});
  BOOST_TEST((l.back() == 9 && l.size() == 4));
}

BOOST_AUTO_TEST_CASE(a_view_shows_and_does_not_free) {
  static constexpr int constant[] = {5, 6, 7};
  {
    const eg::list<int> v = eg::list<int>::view(constant, 3);
    BOOST_TEST(v.data() == constant);
    BOOST_TEST(sum_of(v) == 18);
    eg::list<int> copy = v;
    copy.push(8);
    BOOST_TEST(copy.size() == 4);
  }
  BOOST_TEST(constant[2] == 7);
}

BOOST_AUTO_TEST_SUITE_END()
