// Which expressions are of one form, and what the terms of a long sum are.
#include <evengrad/autodiff/classes.hpp>
#include <evengrad/autodiff/derive.hpp>

#include "check.hpp"

BOOST_AUTO_TEST_SUITE(autodiff)

using eg::symbol;

/// The classes of what F makes of N numbers, and the root's terms.
template <class F, int N>
struct classified {
  const decltype(eg::traced<F, std::array<symbol, N>>())& t = eg::traced<F, std::array<symbol, N>>();
  eg::expression_classes of{t.nodes.data(), t.root};
  eg::term_list terms = of.terms_of(t.root);
  eg::identity form(int term) const { return of[terms[term].node].form; }
};

struct signs {
  constexpr auto operator()(const auto& x) const { return x[0] - (x[1] - x[2]) + exp(x[3]) - x[4]; }
};
BOOST_AUTO_TEST_CASE(terms_come_from_left_to_right_with_their_signs) {
  const classified<signs, 5> c;
  BOOST_REQUIRE_EQUAL(c.terms.count, 5);
  const bool minus[] = {false, true, false, false, true};
  for (int i = 0; i < 5; ++i) BOOST_CHECK_EQUAL(c.terms[i].minus, minus[i]);
  BOOST_CHECK(c.of[c.terms[3].node].costly && !c.of[c.terms[4].node].costly);
}

struct products {
  constexpr auto operator()(const auto& x) const {
    return x[0] * x[1] + x[2] * x[3] + 5. * x[4] + 7. * x[1] + x[0] / x[1];
  }
};
BOOST_AUTO_TEST_CASE(expressions_of_one_form_differ_in_numbers_and_elements_only) {
  const classified<products, 5> c;
  BOOST_REQUIRE_EQUAL(c.terms.count, 5);
  BOOST_CHECK_EQUAL(c.form(0), c.form(1));
  BOOST_CHECK_EQUAL(c.form(2), c.form(3));
  BOOST_CHECK_NE(c.form(0), c.form(2));
  BOOST_CHECK_NE(c.form(0), c.form(4));
}

struct shared {
  constexpr auto operator()(const auto& x) const {
    const auto s = x[0] + x[1] + x[2];
    return s * s + s;
  }
};
BOOST_AUTO_TEST_CASE(a_sum_that_others_read_is_one_term) {
  const classified<shared, 3> c;
  BOOST_CHECK_EQUAL(c.terms.count, 2);
}

BOOST_AUTO_TEST_SUITE_END()
