// Policies: what each does to an image, with which probability, one after the other, and figures that fit no image.
#include <evengrad/data/augment.hpp>

#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <string>

#include "../message.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
namespace augment = evengrad::augment;

BOOST_AUTO_TEST_SUITE(data)

namespace {

using pixels = std::vector<float>;
constexpr eg::image wide{4, 6}, square{5, 5};

pixels counted(const eg::image& of) {
  pixels x(std::size_t(of.size()));
  std::iota(x.begin(), x.end(), 1.f);
  return x;
}
template <class P>
pixels changed(const P& policy, const eg::image& of, const pixels& x, std::uint64_t row, int s = 1) {
  pixels y(x.size(), -1e9f);
  policy.check(of);
  policy(of, x.data(), y.data(), {eg::seed{s}, row});
  return y;
}
/// How often each result occurs.
template <class P>
std::map<pixels, int> results(const P& policy, const eg::image& of, int count) {
  std::map<pixels, int> found;
  for (int r = 0; r < count; ++r) ++found[changed(policy, of, counted(of), std::uint64_t(r))];
  return found;
}
using evengrad_test::message;

}  // namespace

BOOST_AUTO_TEST_CASE(shifts_are_whole_pixels_and_all_as_likely) {
  const auto found = results(augment::shift{1, 2, -3}, wide, 3000);
  BOOST_TEST(found.size() == 15u);
  for (int down = -1; down <= 1; ++down)
    for (int right = -2; right <= 2; ++right) {
      pixels y;
      for (int l = 0; l < 4; ++l)
        for (int c = 0; c < 6; ++c)
          y.push_back(wide.holds(l - down, c - right) ? float((l - down) * 6 + c - right + 1) : -3);
      BOOST_TEST_REQUIRE(found.count(y) == 1u);
      BOOST_TEST(std::abs(found.at(y) - 200) < 60);
    }
  BOOST_TEST(results(augment::shift{0}, wide, 20).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_quarter_turn_moves_pixels_to_the_left_and_half_of_one_between_them) {
  pixels y(25);
  const pixels x = counted(square);
  augment::turn(square, x.data(), y.data(), 90);
  for (int l = 0; l < 5; ++l)
    for (int c = 0; c < 5; ++c)
      BOOST_TEST(y[std::size_t(5 * l + c)] == x[std::size_t(5 * c + 4 - l)], boost::test_tools::tolerance(1e-5f));
  augment::turn(square, x.data(), y.data(), 0);
  BOOST_TEST(x == y);
  augment::turn(square, x.data(), y.data(), 45, 100);
  BOOST_TEST(y[12] == 13);
  BOOST_TEST(std::fabs(y[0] - (100 + (x[2] - 100) * (3 - 2 * std::sqrt(2.)))) < 1e-4, "most of the corner comes in");
}

BOOST_AUTO_TEST_CASE(angles_lie_within_the_limit_on_both_sides) {
  // of a plane that grows by 1 a line, the centre's right neighbour shows the sine
  pixels x(25);
  for (std::size_t i = 0; i < 25; ++i) x[i] = float(i / 5);
  double least = 1, most = -1, square_sum = 0;
  constexpr int count = 2000;
  for (int r = 0; r < count; ++r) {
    const double angle = std::asin(double(changed(augment::rotate{30}, square, x, std::uint64_t(r))[13]) - 2);
    least = std::fmin(least, angle), most = std::fmax(most, angle), square_sum += angle * angle / count;
  }
  const double limit = std::acos(-1.) / 6;
  BOOST_TEST((least > -limit - 1e-6 && least < -0.98 * limit && most < limit + 1e-6 && most > 0.98 * limit));
  BOOST_TEST(std::fabs(square_sum / (limit * limit) - 1. / 3) < 0.03);
}

BOOST_AUTO_TEST_CASE(a_crop_fills_the_image_and_shows_nothing_else) {
  BOOST_TEST(changed(augment::crop{4, 6}, wide, counted(wide), 3) == counted(wide));
  std::map<std::array<int, 4>, int> found;  // of top, left, height and width
  for (int r = 0; r < 4000; ++r) {
    const pixels y = changed(augment::crop{4, 3}, square, counted(square), std::uint64_t(r));
    const int first = int(y[0]) - 1, width = int(y[4] - y[0]) + 1, height = int(y[20] - y[0]) / 5 + 1;
    ++found[{first / 5, first % 5, height, width}];
    // corners are pixels, and between them it is linear but for the edge
    BOOST_TEST_REQUIRE(y[24] == float(first + 1 + 5 * (height - 1) + width - 1));
    BOOST_TEST_REQUIRE(y[12] == float(first + 1) + 2.5f * float(height - 1) + 0.5f * float(width - 1),
                       boost::test_tools::tolerance(1e-5f));
  }
  BOOST_TEST(found.size() == 18u, "(2 + 1) places down times (3 + 2 + 1) across");
  for (const auto& [part, count] : found) {
    const auto [top, left, height, width] = part;
    BOOST_TEST((height >= 4 && width >= 3 && top + height <= 5 && left + width <= 5));
    const double expected = 4000. / (2 * (6 - height) * 3 * (6 - width));
    BOOST_TEST(std::fabs(count - expected) < 5 * std::sqrt(expected));
  }
}

BOOST_AUTO_TEST_CASE(flips_happen_as_often_as_said) {
  const auto found = results(augment::flip_horizontal{0.25}, wide, 2000);
  pixels mirrored = counted(wide), upside_down;
  for (std::size_t l = 0; l < 4; ++l) {
    std::reverse(mirrored.begin() + std::ptrdiff_t(6 * l), mirrored.begin() + std::ptrdiff_t(6 * l + 6));
    for (std::size_t c = 0; c < 6; ++c) upside_down.push_back(float(6 * (3 - l) + c + 1));
  }
  BOOST_TEST(found.size() == 2u);
  BOOST_TEST(std::abs(found.at(mirrored) - 500) < 80);
  BOOST_TEST(changed(augment::flip_vertical{1}, wide, counted(wide), 0) == upside_down);
  BOOST_TEST(changed(augment::flip_vertical{0}, wide, counted(wide), 0) == counted(wide));
  const eg::image colours{1, 2, 3};
  BOOST_TEST(changed(augment::flip_horizontal{1}, colours, counted(colours), 0) == (pixels{4, 5, 6, 1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(noise_has_its_deviation) {
  double sum = 0, squares = 0;
  for (int r = 0; r < 400; ++r) {
    const pixels y = changed(augment::noise{0.2}, square, pixels(25, 5.f), std::uint64_t(r));
    for (const float v : y) sum += (v - 5) / 1e4, squares += (v - 5) * (v - 5) / 1e4;
  }
  BOOST_TEST(std::fabs(sum) < 0.008);
  BOOST_TEST(std::fabs(squares - 0.04) < 0.0023);
}

BOOST_AUTO_TEST_CASE(a_square_is_erased_and_may_lie_over_the_edge) {
  std::map<int, int> sizes;
  for (const auto& [y, count] : results(augment::erase{3, 0.5, -1}, square, 2000)) {
    int erased = 0;
    for (std::size_t i = 0; i < 25; ++i) {
      BOOST_TEST_REQUIRE((y[i] == -1 || y[i] == float(i + 1)));
      erased += y[i] == -1;
    }
    sizes[erased] += count;
  }
  // in a half of all nothing; a line or column is cut off at two of five places each
  BOOST_TEST(sizes.size() == 4u);
  BOOST_TEST(std::abs(sizes[0] - 1000) < 90);
  BOOST_TEST(std::abs(sizes[9] - 360) < 80);
  BOOST_TEST(std::abs(sizes[6] - 480) < 80);
  BOOST_TEST(std::abs(sizes[4] - 160) < 60);
}

BOOST_AUTO_TEST_CASE(one_after_the_other_each_with_its_own_numbers) {
  constexpr auto both = augment::flip_horizontal{1} | augment::flip_vertical{1};
  const pixels x = counted(wide);
  BOOST_TEST(changed(both, wide, x, 0) == pixels(x.rbegin(), x.rend()));
  BOOST_TEST(changed(both | both, wide, x, 0) == x, "an even number of them ends in the right place too");
  BOOST_TEST(changed(both | augment::flip_vertical{1}, wide, x, 0) == changed(augment::flip_horizontal{1}, wide, x, 0));
  // Two coins, not one: all four results come.
  BOOST_TEST(results(augment::flip_horizontal{} | augment::flip_vertical{}, wide, 200).size() == 4u);
  BOOST_TEST(results(augment::flip_horizontal{} | augment::flip_horizontal{}, wide, 200).size() == 2u);
  // A row and a seed say all.
  const auto all = augment::shift{2} | augment::rotate{30} | augment::crop{3} | augment::noise{0.1} | augment::erase{2};
  BOOST_TEST(changed(all, wide, x, 5) == changed(all, wide, x, 5));
  BOOST_TEST(changed(all, wide, x, 5) != changed(all, wide, x, 6));
  BOOST_TEST(changed(all, wide, x, 5) != changed(all, wide, x, 5, 2));
  const auto later = augment::noise{0.1} | augment::erase{2};
  BOOST_TEST(changed(augment::shift{2} | later, wide, x, 5) ==
                 changed(augment::shift{2} | augment::noise{0.1} | augment::erase{2}, wide, x, 5),
             "brackets change nothing");
}

BOOST_AUTO_TEST_CASE(figures_that_fit_no_image_are_refused) {
  const auto refused = [](const auto& p) { return message([&] { p.check(wide); }); };
  BOOST_TEST(refused(augment::shift{-1, 0}) == "shift.vertical: -1; give a number from 0 to 4");
  BOOST_TEST(refused(augment::shift{1, 7}) == "shift.horizontal: 7; give a number from 0 to 6");
  BOOST_TEST(refused(augment::shift{1, 1, HUGE_VALF}).starts_with("shift.fill: inf; "));
  BOOST_TEST(refused(augment::rotate{181}) == "rotate.degrees: 181; give a number from 0 to 180");
  BOOST_TEST(refused(augment::crop{5, 2}) == "crop.height: 5; give a number from 1 to 4");
  BOOST_TEST(refused(augment::crop{0}) == "crop.height: 0; give a number from 1 to 4");
  BOOST_TEST(refused(augment::flip_horizontal{1.5}) == "flip_horizontal.probability: 1.5; give a number from 0 to 1");
  BOOST_TEST(refused(augment::flip_vertical{-0.5}).starts_with("flip_vertical.probability: -0.5; "));
  BOOST_TEST(refused(augment::noise{std::nan("")}).starts_with("noise.deviation: nan; "));
  BOOST_TEST(refused(augment::erase{0}) == "erase.size: 0; give a number from 1 to 6");
  BOOST_TEST(refused(augment::shift{} | augment::erase{2, 2}) == "erase.probability: 2; give a number from 0 to 1");
}

BOOST_AUTO_TEST_SUITE_END()
