#include <evengrad/prune/unit_picture.hpp>

#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"
#include "../message.hpp"

namespace eg = evengrad;

namespace {

const std::vector<eg::layer_picture> before = {{"a", 2, 2, {1, 0, 2, 0}}, {"b", 2, 1, {1, 1}}},
                                     after = {{"a", 2, 1, {1, 2}}, {"b", 1, 1, {1}}};
bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(both_nets_stand_beside_each_other_or_below) {
  const std::string beside = eg::unit_picture(before, after, {.before = "Big & red", .after = "Small"});
  for (const char* part : {"<svg class=\"units\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 ",
                           ">Big &amp; red</text>", ">Small</text>", "4 of 6 weights, 3 units, 1 of them dead",
                           "3 of 3 weights, 2 units<", "prefers-color-scheme:dark"})
    BOOST_TEST(has(beside, part), part);
  auto extent = [](const std::string& s, const std::string& name) {
    return std::stoi(s.substr(s.find(" " + name + "=\"") + name.size() + 3));
  };
  const std::string one = eg::unit_picture(before);
  const std::string below = eg::unit_picture(before, after, {.one_below_the_other = true});
  BOOST_TEST(extent(beside, "width") > extent(one, "width") + 400);
  BOOST_TEST(extent(beside, "height") == extent(one, "height") + 20);  // of the headings
  BOOST_TEST(extent(below, "width") < extent(one, "width") + 40);
  BOOST_TEST(extent(below, "height") > extent(one, "height") + 400);
}

BOOST_AUTO_TEST_CASE(a_file_is_written_as_a_whole_or_not_at_all) {
  const scratch here;
  const std::string path = here.path("units.svg");
  eg::write_unit_picture(path, before, after);
  std::FILE* const f = std::fopen(path.c_str(), "rb");
  BOOST_REQUIRE(f);
  std::string text(200'000, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), f));
  std::fclose(f);
  BOOST_TEST(text == eg::unit_picture(before, after));
  using evengrad_test::message;
  BOOST_TEST(
      message([&] { eg::write_unit_picture(path, {}); }).starts_with("write_unit_picture: a net without a layer;"));
  BOOST_TEST(message([&] {
               eg::unit_picture(before, {{"b", 2, 1, {1}}});
             }).starts_with("unit_picture: b, 2 x 1 with 1 "));
  BOOST_TEST(has(message([&] { eg::write_unit_picture(here.folder + "/no/units.svg", before); }), "No such file"));
}

BOOST_AUTO_TEST_SUITE_END()
