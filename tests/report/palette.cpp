#include <evengrad/report/palette.hpp>

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <vector>

using evengrad::report::colour;

namespace {

double linear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }
double luminance(const colour& c) {
  return 0.2126 * linear(c.red) + 0.7152 * linear(c.green) + 0.0722 * linear(c.blue);
}
double contrast(const colour& a, const colour& b) {
  const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return x > y ? x / y : y / x;
}
colour from(const char* hex) {
  const long n = std::strtol(hex + 1, nullptr, 16);
  return {double(n >> 16 & 255) / 255, double(n >> 8 & 255) / 255, double(n & 255) / 255};
}
/// CIE L*a*b*, D65.
struct lab {
  double l, a, b;
};
lab lab_of(const colour& c) {
  const double r = linear(c.red), g = linear(c.green), b = linear(c.blue);
  auto f = [](double t) { return t > 216. / 24389 ? std::cbrt(t) : (24389. / 27 * t + 16) / 116; };
  const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505), y = f(0.2126 * r + 0.7152 * g + 0.0722 * b),
               z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}
double distance(const colour& p, const colour& q) {
  const lab x = lab_of(p), y = lab_of(q);
  return std::sqrt((x.l - y.l) * (x.l - y.l) + (x.a - y.a) * (x.a - y.a) + (x.b - y.b) * (x.b - y.b));
}
/// As people see it without red, green or blue cones (Machado, Oliveira and Fernandes 2009, severity 1).
using matrix = double[9];
constexpr matrix sights[] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
    {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900}};
colour seen(const colour& c, const matrix& m) {
  const double in[] = {linear(c.red), linear(c.green), linear(c.blue)};
  double out[3];
  for (int i = 0; i < 3; ++i) {
    const double v = m[3 * i] * in[0] + m[3 * i + 1] * in[1] + m[3 * i + 2] * in[2], x = v < 0 ? 0 : v > 1 ? 1 : v;
    out[i] = x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055;
  }
  return {out[0], out[1], out[2]};
}
const colour white = from("#ffffff"), black = from("#191d23");

}  // namespace

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(more_is_farther_from_the_page_for_every_kind_of_sight) {
  for (const bool dark : {false, true})
    for (const matrix& m : sights)
      for (int i = 1; i < evengrad::report::colour_steps; ++i) {
        const lab before = lab_of(seen(evengrad::report::step_of(i - 1, dark), m)),
                  now = lab_of(seen(evengrad::report::step_of(i, dark), m));
        const double away = dark ? now.l - before.l : before.l - now.l;
        BOOST_TEST(away > 1.2);
        BOOST_TEST(away < 7);
      }
  // The weakest can still be seen beside the page.
  BOOST_TEST(contrast(evengrad::report::step_of(0, false), white) > 1.25);
  BOOST_TEST(contrast(evengrad::report::step_of(0, true), black) > 1.25);
}

BOOST_AUTO_TEST_CASE(series_stand_out_and_differ_for_every_kind_of_sight) {
  for (const bool dark : {false, true}) {
    const auto& all = dark ? evengrad::report::series_on_black : evengrad::report::series_on_white;
    for (std::size_t i = 0; i < all.size(); ++i) {
      BOOST_TEST(contrast(from(all[i]), dark ? black : white) >= 4.5);  // of text, by WCAG 2
      for (const matrix& m : sights)
        for (std::size_t k = 0; k < i; ++k)
          BOOST_TEST(distance(seen(from(all[i]), m), seen(from(all[k]), m)) > (i < 2 ? 30 : 10));
    }
  }
}

BOOST_AUTO_TEST_CASE(classes_go_with_places) {
  BOOST_TEST(evengrad::report::step_class(-1) == "v0");
  BOOST_TEST(evengrad::report::step_class(0.5) == "v12");
  BOOST_TEST(evengrad::report::step_class(1) == "v23");
  BOOST_TEST(evengrad::report::hex(evengrad::report::viridis(0)) == "#440154");
  BOOST_TEST(evengrad::report::hex(evengrad::report::viridis(1)) == "#fde725");
  BOOST_TEST(evengrad::report::colour_variables(true).find("--v23:#") != std::string::npos);
  BOOST_TEST(evengrad::report::colour_classes().find(".v23{fill:var(--v23)") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
