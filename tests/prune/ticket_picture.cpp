// Pictures of a network before and after its dead units went.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/normalize.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/prune/dead_units.hpp>
#include <evengrad/prune/ticket_picture.hpp>

#include <filesystem>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {

constexpr auto chain = eg::input<4> | eg::dense<5> | eg::batch_norm | eg::relu | eg::dense<3> | eg::relu | eg::dense<2>;
constexpr auto with_body =
    eg::input<4> | eg::dense<4> | eg::residual(eg::dense<3> | eg::relu | eg::dense<4>) | eg::dense<2>;
constexpr auto around =
    eg::input<4> | eg::dense<8> | eg::relu | eg::residual(eg::dense<6> | eg::relu | eg::dense<8>) | eg::dense<6>;
constexpr auto normed = eg::input<4> | eg::dense<6> | eg::layer_norm | eg::dense<4>;
constexpr auto lines = eg::input<2, 4> | eg::dense<3> | eg::relu | eg::dense<2>;

template <class M>
eg::smaller_network without_unit(M& m, const char* w, int unit) {
  eg::weight_mask mask(m.places());
  const eg::masked_tensor t = mask.tensor(w);
  for (int k = 0; k < t.lines; ++k) mask.set(t, k, unit, false);
  mask.apply(m.weights());
  return eg::without_dead_units(m, mask);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(ticket_picture)

BOOST_AUTO_TEST_CASE(dead_units_are_marked_before_and_gone_after) {
  eg::model<chain> m{eg::seed{1}};
  const eg::smaller_network net = without_unit(m, "dense_2.w", 1);
  const eg::ticket_layer_pictures p = eg::layer_pictures(net);
  BOOST_REQUIRE(p.before.size() == 3u);
  BOOST_REQUIRE(p.after.size() == 3u);
  BOOST_TEST(p.before[1].units == 3);
  BOOST_TEST(p.after[1].units == 2);
  BOOST_TEST(p.after[2].inputs == 2);
  BOOST_TEST(int(p.before[1].dead[1]) == 1);
  BOOST_TEST(int(p.before[1].dead[0]) == 0);
  BOOST_TEST(p.before[2].weight(2, 1) == m["dense_3.w"](2, 1));
  BOOST_TEST(p.after[2].weight(1, 1) == m["dense_3.w"](2, 1));
  const scratch files;
  const std::string path = files.path("units.svg");
  eg::write_ticket_picture(path, net);
  BOOST_TEST((std::fclose(std::fopen(path.c_str(), "rb")) == 0));
}

// All four layers read the one before, the last one through the sum.
BOOST_AUTO_TEST_CASE(a_residual_body_is_drawn_in_line) {
  eg::model<with_body> m{eg::seed{1}};
  const eg::ticket_layer_pictures p = eg::layer_pictures(without_unit(m, "dense_2.w", 0));
  BOOST_TEST(p.before.size() == 4u);
  BOOST_TEST(p.after[1].units == 2);
}

// The stream reads what a body does not, and what is normalized is read by all that reads the norm.
BOOST_AUTO_TEST_CASE(units_that_live_by_a_way_around_are_not_drawn_dead) {
  const auto none_dead = [](auto& m, const eg::weight_mask& mask) {
    mask.apply(m.weights());
    const eg::smaller_network net = eg::without_dead_units(m, mask);
    BOOST_TEST(net.dead.empty());
    const eg::ticket_layer_pictures p = eg::layer_pictures(net);
    BOOST_TEST(p.before.size() > 1u);
    const std::string s = eg::unit_picture(p.before, p.after);
    BOOST_TEST(s.find("dead\"") == s.npos);
    BOOST_TEST(s.find(" dead") == s.npos);
    BOOST_TEST(s.find("gone\"") == s.npos);
    BOOST_TEST(s.find("not read") == s.npos);
  };
  eg::model<around> m{eg::seed{1}};
  eg::weight_mask mask(m.places());
  for (int k = 0; k < 6; ++k) {
    mask.set(mask.tensor("dense_2.w"), 3, k, false);  // a unit that only the sum reads
    mask.set(mask.tensor("dense_3.w"), k, 2, false);  // and one that the sum alone makes
  }
  none_dead(m, mask);
  eg::model<normed> n{eg::seed{1}};
  eg::weight_mask of_normed(n.places());
  for (int k = 0; k < 4; ++k) {
    of_normed.set(of_normed.tensor("dense_1.w"), k, 4, false);
    of_normed.set(of_normed.tensor("dense_2.w"), 2, k, false);
  }
  none_dead(n, of_normed);
}

BOOST_AUTO_TEST_CASE(inputs_that_nothing_reads_are_told) {
  eg::model<lines> m{eg::seed{1}};
  eg::weight_mask mask(m.places());
  for (int k = 0; k < 3; ++k) mask.set(mask.tensor("dense_1.w"), 1, k, false);
  mask.apply(m.weights());
  const eg::ticket_layer_pictures p = eg::layer_pictures(eg::without_dead_units(m, mask));
  BOOST_TEST((p.before[0].idle == std::vector<char>{0, 1, 0, 0}));
  BOOST_TEST((p.after[0].idle == std::vector<char>{0, 1, 0, 0}));
}

BOOST_AUTO_TEST_CASE(the_picture_of_the_page) {
  const scratch around;
  const std::filesystem::path before = std::filesystem::current_path();
  std::filesystem::current_path(around.folder);
  eg::model<chain> model;
  const eg::weight_mask mask(model.places());
  eg::write_ticket_picture("units.svg", eg::without_dead_units(model, mask));
  BOOST_TEST(std::filesystem::file_size("units.svg") > 1000u);
  std::filesystem::remove("units.svg");
  std::filesystem::current_path(before);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
