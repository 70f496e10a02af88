// Powers, radius and singular values of a recurrent matrix, and what they say.
#include <evengrad/combinator/scan.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/lstm_cell.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/probe/spectrum.hpp>

#include <boost/test/unit_test.hpp>
#include <limits>

namespace eg = evengrad;

namespace {
constexpr auto net = eg::input<5, 2> | eg::scan(eg::lstm_cell<6>);
}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(powers_tend_to_the_radius) {
  // far from normal: powers grow, though in the end they fade
  const eg::recurrent_spectrum s = eg::spectrum_of({0.9, 5, 0, 0.8}, 2);
  BOOST_TEST(std::fabs(s.radius - 0.9) <= 1e-14);
  BOOST_TEST(s.largest > 5);
  BOOST_TEST(std::fabs(s.powers[0] - s.largest) <= 1e-14);
  // W² = (0.81, 8.5; 0, 0.64): σ² are the roots of x² − ‖W²‖² x + det²
  const double norm = 0.81 * 0.81 + 8.5 * 8.5 + 0.64 * 0.64, det = 0.81 * 0.64;
  const double sigma = std::sqrt((norm + std::sqrt(norm * norm - 4 * det * det)) / 2);
  BOOST_TEST(std::fabs(s.powers[1] - sigma) <= 1e-12);
  BOOST_TEST(std::fabs(std::pow(s.powers[10], 1. / 1024) - 0.9) < 0.005, "Gelfand");
  BOOST_TEST(s.powers[10] < 1e-40);
  BOOST_TEST(s.sentence().find("fade in the end") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_rotation_keeps_lengths) {
  const eg::recurrent_spectrum s = eg::spectrum_of({0.6, -0.8, 0.8, 0.6}, 2);
  BOOST_TEST(std::fabs(s.radius - 1) <= 1e-15);
  BOOST_TEST(std::fabs(s.smallest - 1) <= 1e-7);
  for (double p : s.powers) BOOST_TEST(std::fabs(p - 1) <= 1e-12);
}

BOOST_AUTO_TEST_CASE(words_follow_the_figures) {
  const auto says = [](double w, double slope) { return eg::spectrum_of({w}, 1, slope).sentence(); };
  BOOST_TEST(says(0.5, 1).find("vanish") != std::string::npos);
  BOOST_TEST(says(1.5, 1).find("explode") != std::string::npos);
  BOOST_TEST(says(1.5, 0.25).find("vanish") != std::string::npos, "behind logistic functions");
  BOOST_TEST(says(0, 1).find("vanish") != std::string::npos);
  BOOST_TEST(std::fabs(eg::spectrum_of({0.5}, 1).bound(3) - 0.125) <= 1e-15);
}

BOOST_AUTO_TEST_CASE(what_has_exploded_is_refused) {
  const double infinite = std::numeric_limits<double>::infinity();
  BOOST_CHECK_THROW(eg::spectrum_of({0, infinite, 1, 0}, 2), std::exception);
  BOOST_CHECK_THROW(eg::spectrum_of(std::vector<double>(9, infinite - infinite), 3), std::exception);
}

BOOST_AUTO_TEST_CASE(gates_have_figures_of_their_own) {
  eg::model<net, double> m(eg::seed(3));
  const auto w = m["lstm_1.w_h"];
  for (int i = 0; i < 6; ++i)
    for (int j = 0; j < 24; ++j) w(i, j) = i == j % 6 ? 1 + j / 6 : 0;
  for (int gate = 0; gate < 4; ++gate) BOOST_TEST(std::fabs(eg::spectrum_of(w, 1, gate).radius - 1 - gate) <= 1e-14);
  BOOST_CHECK_THROW(eg::spectrum_of(w, 1, 4), std::exception);
  BOOST_CHECK_THROW(eg::spectrum_of(m["lstm_1.w_x"], 1, 20), std::exception);
}

BOOST_AUTO_TEST_SUITE_END()
