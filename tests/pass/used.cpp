#include <evengrad/init/fixed.hpp>
#include <evengrad/op/exponential.hpp>
#include <evengrad/pass/used.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(what_nobody_wants_is_dead) {
  eg::graph g;
  const eg::symbol x{&g, g.input({3}, 0)}, wanted = exp(x), other = log(x), on_top = other + wanted;
  const eg::list<char> u = eg::used_nodes(g, {wanted.id});
  BOOST_TEST(u[wanted.id] == eg::kept);
  BOOST_TEST(u[x.id] == 1);
  BOOST_TEST(u[other.id] == 0);
  BOOST_TEST(u[on_top.id] == 0);
}

BOOST_AUTO_TEST_CASE(minus_one_wants_nothing) {
  eg::graph g;
  const eg::symbol x{&g, g.input({3}, 0)}, y = exp(x);
  for (char c : eg::used_nodes(g, {-1, -1})) BOOST_TEST(c == 0);
  BOOST_TEST(eg::used_nodes(g, {-1, y.id})[x.id] == 1);
}

BOOST_AUTO_TEST_CASE(gradients_and_assignments_are_wanted_without_being_asked_for) {
  eg::graph g;
  const eg::symbol x{&g, g.input({3}, 0)}, state = x.state("s", {3}, 0), average = batch_mean(x);
  assign(state, average);
  const eg::list<char> u = eg::used_nodes(g, {});
  BOOST_TEST(u[average.id] == 1);
  BOOST_TEST(u[u.size() - 1] == 1);
  BOOST_TEST(u[state.id] == 0, "it is written, and not read");
}

BOOST_AUTO_TEST_CASE(a_view_that_is_kept_keeps_what_it_shows) {
  eg::graph g;
  const eg::symbol x{&g, g.input({4, 3}, 0)}, y = exp(x), flat = reshape(y, {12});
  BOOST_TEST(eg::used_nodes(g, {flat.id})[y.id] == eg::kept);
}

BOOST_AUTO_TEST_SUITE_END()
