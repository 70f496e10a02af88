#include <evengrad/prune/layer_picture.hpp>

#include <boost/test/unit_test.hpp>

#include "../message.hpp"

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(units_are_dead_with_those_that_they_live_by) {
  // Unit 1 of the first layer is never fed; unit 1 of the second lives by it alone. Unit 2 of the first feeds unit 2 of
  // the second, which feeds nothing. Unit 3 is told to be dead.
  const std::vector<eg::layer_picture> net = {{"a", 2, 4, {1, 0, 1, 1, 0, 0, 0, 0}, {0, 0, 0, 1}},
                                              {"b", 4, 3, {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0}},
                                              {"c", 3, 2, {1, 0, 1, 0, 0, 0}}};
  const eg::unit_states s(net);
  const std::vector<std::vector<int>> dead = {{0, 1}, {0, 1, 1, 1}, {0, 1, 1}, {0, 1}};
  for (std::size_t column = 0; column < dead.size(); ++column)
    for (std::size_t u = 0; u < dead[column].size(); ++u)
      BOOST_TEST(s.dead(column, int(u)) == bool(dead[column][u]), "column " << column << ", unit " << u);
  BOOST_TEST(s.dead_count(1) == 3);
  BOOST_TEST(!s.constant[1][2]);
  BOOST_TEST(s.unread[1][2]);
  BOOST_TEST(s.constant[2][1]);
  BOOST_TEST(s.constant[3][1]);
  BOOST_TEST(net[0].kept() == 3);
  BOOST_TEST(net[0].count() == 8);
}

// By the matrices all of it would be dead but unit 0 and what reads it.
BOOST_AUTO_TEST_CASE(where_all_is_told_matrices_tell_nothing) {
  std::vector<eg::layer_picture> net = {{"a", 2, 2, {1, 0, 0, 0}, {0, 1}, {0, 1}, true}, {"b", 2, 2, {0, 0, 0, 0}}};
  net[1].all_told = true;
  const eg::unit_states s(net);
  BOOST_TEST(s.dead_count(0) == 1);
  BOOST_TEST(s.dead(0, 1));
  BOOST_TEST(s.dead_count(1) == 1);
  BOOST_TEST(s.dead(1, 1));
  BOOST_TEST(s.dead_count(2) == 0);
  net[1].all_told = false;
  BOOST_TEST(eg::unit_states(net).dead_count(2) == 2);
}

BOOST_AUTO_TEST_CASE(layers_that_do_not_fit_fail_with_their_name) {
  auto fails = [](std::vector<eg::layer_picture> net) {
    return evengrad_test::message([&] { eg::check_layers(net, "here"); });
  };
  BOOST_TEST(fails({{"a", 1, 2, {1, 2}}, {"b", 2, 1, {1, 2}}}) == "nothing");
  BOOST_TEST(fails({{"a", 0, 2, {}}}).starts_with("here: a, 0 x 2;"));
  BOOST_TEST(fails({{"a", 1, 2, {1}}}).starts_with("here: a, 1 x 2 with 1 weights;"));
  BOOST_TEST(fails({{"a", 1, 2, {1, 2}, {1}}}).starts_with("here: a, 1 x 2 with 1 signs of what is dead;"));
  BOOST_TEST(fails({{"a", 1, 2, {1, 2}, {}, {1, 0}}}).starts_with("here: a, 1 x 2 with 2 signs of what is not read;"));
  BOOST_TEST(fails({{"a", 1, 2, {1, 2}}, {"b", 1, 1, {1}}}).starts_with("here: b, 1 x 1 behind a layer of 2 units;"));
}

BOOST_AUTO_TEST_SUITE_END()
