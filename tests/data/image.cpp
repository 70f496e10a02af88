// Images sampled at other places: exact at pixels, between them linear, `fill` outside, each channel for itself.
#include <evengrad/data/image.hpp>

#include <array>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(data)

namespace {
constexpr eg::image two_channels{3, 4, 2};
static_assert(two_channels.size() == 24 && two_channels.holds(2, 3) && !two_channels.holds(3, 0));

/// A plane, other in each channel: bilinear interpolation gives it exactly.
float plane(double line, double column, int channel) { return float(channel ? 1 - line : 10 * line + column); }
std::array<float, 24> planes() {
  std::array<float, 24> x{};
  for (int l = 0, i = 0; l < 3; ++l)
    for (int c = 0; c < 4; ++c)
      for (int channel = 0; channel < 2; ++channel, ++i) x[std::size_t(i)] = plane(l, c, channel);
  return x;
}
}  // namespace

BOOST_AUTO_TEST_CASE(between_pixels_it_is_linear) {
  const auto x = planes();
  std::array<float, 24> y{};
  eg::resample(two_channels, x.data(), y.data(), 99, [](int l, int c) {
    return eg::pixel_place{double(l), double(c)};
  });
  BOOST_TEST(x == y);
  eg::resample(two_channels, x.data(), y.data(), 99, [](int l, int c) {
    return eg::pixel_place{0.25 + l * 0.5, 0.5 + c * 0.75};
  });
  for (int l = 0, i = 0; l < 3; ++l)
    for (int c = 0; c < 4; ++c)
      for (int channel = 0; channel < 2; ++channel, ++i)
        BOOST_TEST(y[std::size_t(i)] == plane(0.25 + l * 0.5, 0.5 + c * 0.75, channel),
                   boost::test_tools::tolerance(1e-6f));
}

BOOST_AUTO_TEST_CASE(outside_there_is_the_fill) {
  const auto x = planes();
  std::array<float, 24> y{};
  eg::resample(two_channels, x.data(), y.data(), 7, [](int l, int c) { return eg::pixel_place{l - 1., c + 0.5}; });
  for (int c = 0; c < 4; ++c) BOOST_TEST(y[std::size_t(2 * c)] == 7);
  BOOST_TEST(y[8] == plane(0, 0.5, 0));
  BOOST_TEST(y[14] == (plane(0, 3, 0) + 7) / 2, "half of the last pixel, half of what is outside");
  eg::resample(two_channels, x.data(), y.data(), 7, [](int, int) { return eg::pixel_place{1e30, -1e30}; });
  for (const float v : y) BOOST_TEST(v == 7);
}

BOOST_AUTO_TEST_SUITE_END()
