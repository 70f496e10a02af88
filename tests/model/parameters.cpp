// The numbers of a network by name: what is written fits or changes nothing, what is unknown is told.
#include <evengrad/combinator/chain.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>

#include <array>
#include <boost/test/unit_test.hpp>
#include <limits>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {
constexpr auto net = eg::input<3> | eg::dense<20> | eg::batch_norm | eg::dense<2>;
}

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(numbers_are_taken_line_after_line) {
  eg::model<net> m;
  std::vector<double> w(60);
  for (int i = 0; i < 60; ++i) w[std::size_t(i)] = i;
  m["dense_1.w"].assign(w);
  BOOST_TEST((m["dense_1.w"](0, 19) == 19 && m["dense_1.w"](1, 0) == 20 && m["dense_1.w"](2, 17) == 57));
  m["dense_2.b"].assign({3, 4});
  BOOST_TEST((m["dense_2.b"](0) == 3 && m["dense_2.b"](1) == 4));
  m["batch_norm_1.moving_mean"].assign(std::array<float, 20>{1, 2});
  BOOST_TEST((m["batch_norm_1.moving_mean"](1) == 2 && m["batch_norm_1.moving_mean"](2) == 0));
}

BOOST_AUTO_TEST_CASE(numbers_that_do_not_fit_change_nothing) {
  eg::model<net> m{eg::seed{1}};
  const std::vector<float> before(m.weights(), m.weights() + m.weight_count());
  for (std::size_t n : {0u, 1u, 59u, 61u})
    BOOST_CHECK_EXCEPTION(m["dense_1.w"].assign(std::vector<float>(n)), eg::error,
                          (says{"parameter", std::to_string(n) + " numbers", "give 60"}));
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    std::vector<float> w(60, 1);
    w[59] = bad;
    BOOST_CHECK_EXCEPTION(m["dense_1.w"].assign(w), eg::error, (says{"parameter", "not finite"}));
  }
  BOOST_TEST(std::equal(before.begin(), before.end(), m.weights()));
}

BOOST_AUTO_TEST_CASE(a_name_at_run_time_that_is_not_there_fails) {
  eg::model<net> m;
  for (const char* name : {"dense_3.w", "", "dense", "dense_1.v"}) {
    BOOST_CHECK_EXCEPTION(m[std::string(name)], eg::error, (says{"no parameter is called", name, "entries()"}));
    BOOST_CHECK_THROW(m.gradient(std::string(name)), eg::error);
    BOOST_CHECK_THROW(m.find(name), eg::error);
  }
  BOOST_CHECK_EXCEPTION(m.gradient(std::string("batch_norm_1.moving_mean")), eg::error,
                        (says{"batch_norm_1.moving_mean", "only what is learned"}));
}

BOOST_AUTO_TEST_CASE(what_is_not_learned_is_counted_apart) {
  using M = eg::model<net>;
  static_assert(M::state_count() >= 40 && M::weight_count() >= 60 + 20 + 40 + 40 + 2);
  M a{eg::seed{1}}, b{eg::seed{2}};
  a.states()[0] = 7;
  b.take(a);
  BOOST_TEST(b.states()[0] == 7);
  BOOST_TEST(std::equal(a.weights(), a.weights() + a.weight_count(), b.weights()));
}

BOOST_AUTO_TEST_SUITE_END()
