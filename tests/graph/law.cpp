#include <evengrad/graph/law.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

struct half_of_the_inputs {
  static constexpr eg::law law(eg::fans f) { return eg::normal_law(0, f.in / 2.); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(fans_of_matrices_vectors_and_windows) {
  constexpr eg::fans matrix = eg::fans_of({784, 300});
  static_assert(matrix.in == 784 && matrix.out == 300);
  const eg::fans vector = eg::fans_of({300});
  BOOST_TEST(vector.in == 1);
  BOOST_TEST(vector.out == 300);
  const eg::fans window = eg::fans_of({3, 3, 16, 32});  // 3 × 3 places of 16 channels go into each of 32
  BOOST_TEST(window.in == 3 * 3 * 16);
  BOOST_TEST(window.out == 3 * 3 * 32);
}

BOOST_AUTO_TEST_CASE(laws_say_mean_and_deviation) {
  BOOST_TEST((eg::constant_law(3).kind == eg::law_kind::constant));
  BOOST_TEST(eg::constant_law(3).mean == 3);
  BOOST_TEST(eg::constant_law(3).deviation == 0);
  BOOST_TEST((eg::normal_law(1, 2).kind == eg::law_kind::normal));
  BOOST_TEST(eg::normal_law(1, 2).deviation == 2);
  BOOST_TEST((eg::uniform_law(0, 2).kind == eg::law_kind::uniform));
}

BOOST_AUTO_TEST_CASE(an_initializer_is_a_value_too) {
  static_assert(eg::an_initializer<half_of_the_inputs>);
  static_assert(!eg::an_initializer<int>);
  constexpr const eg::init_info* p = &eg::initializer<half_of_the_inputs>;
  BOOST_TEST(p->of({8, 1}).deviation == 4);
}

BOOST_AUTO_TEST_SUITE_END()
