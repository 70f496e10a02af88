// A million numbers of every initializer against its law: mean, variance and bounds; and what is drawn whole.
#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/init/identity.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/init/sparse.hpp>
#include <evengrad/model/draw.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

constexpr int side = 1000;

/// The law and the moments of a million numbers; what is whole has fewer independent ones.
template <class Init, int Side = side>
moments million(int independent = Side * Side) {
  const eg::entry e{.name = "w", .dims = {Side, Side}, .init = &eg::initializer<Init>, .use = {Side, Side}};
  std::vector<double> w(std::size_t(Side * eg::padded(Side)));
  const eg::parameter_view<double> view(w.data(), e.dims);
  eg::draw(e, eg::generator(eg::seed{5}, 3), view);
  const moments m(view);
  const eg::law l = Init::law({Side, Side});
  if (l.deviation == 0) {
    BOOST_TEST(m.smallest == l.mean);
    BOOST_TEST(m.largest == l.mean);
    return m;
  }
  const double variance = l.deviation * l.deviation;
  BOOST_TEST(std::fabs(m.mean - l.mean) < 5 * std::sqrt(variance / independent));
  BOOST_TEST(std::fabs(m.variance / variance - 1) < 5 * std::sqrt((m.kurtosis - 1) / independent) + 1e-6);
  return m;
}

/// A user's law of whole matrices, without what draws them.
struct undrawn {
  static constexpr eg::law law(eg::fans) { return eg::whole_law(0, 1); }
};
constexpr auto cannot_be_drawn = eg::input<2> | eg::dense<2, undrawn>;
/// And with it: the line's number.
struct numbered {
  static constexpr eg::law law(eg::fans f) { return eg::whole_law((f.in - 1) / 2., 1); }
  static void draw(const eg::generator&, const eg::shape& dims, eg::fans f, double* w) {
    BOOST_TEST(f.in == dims.lines());
    for (int i = 0; i < dims.size(); ++i) w[i] = i / dims.last();
  }
};
constexpr auto drawn_whole = eg::input<3> | eg::dense<20, numbered>;

}  // namespace

BOOST_AUTO_TEST_CASE(a_million_numbers_follow_the_law) {
  using namespace eg::init;
  million<zeros>(), million<ones>(), million<constant<-1, 3>>();
  BOOST_TEST(std::fabs((million<eg::init::normal<3>>().kurtosis) - 3) < 0.03);
  const moments flat = million<eg::init::uniform<2>>();
  BOOST_TEST(flat.smallest >= -2);
  BOOST_TEST(flat.largest <= 2);
  BOOST_TEST(flat.largest > 1.9999);
  million<lecun_normal>(), million<lecun_uniform>(), million<glorot_normal>(), million<glorot_uniform>();
  million<he_normal>(), million<he_uniform>();
  for (const moments& m : {million<he_truncated_normal>(), million<lecun_truncated_normal>(),
                           million<glorot_truncated_normal>(), million<truncated_normal<1, 50>>()})
    BOOST_TEST(std::fabs(m.kurtosis - 2.365) < 0.01);  // of the standard normal law between −2 and 2
}

BOOST_AUTO_TEST_CASE(what_is_drawn_whole_follows_the_law_too) {
  using namespace eg::init;
  constexpr int few = 300;  // to make a matrix orthogonal takes the cube of its side
  million<orthogonal<>, few>(), million<orthogonal<gain::tanh>, few>();
  million<identity<>, few>(), million<identity<gain::factor<1, 2>>, few>();
  million<sparse<15>, few>(15 * few), million<sparse<3, 1, 10>, few>(3 * few);
}

BOOST_AUTO_TEST_CASE(a_truncated_normal_law_has_bounds) {
  const moments cut = million<eg::init::truncated_normal<1, 50>>(), scaled = million<eg::init::he_truncated_normal>();
  BOOST_TEST(cut.largest <= 0.04);
  BOOST_TEST(cut.smallest >= -0.04);
  BOOST_TEST(cut.largest > 0.03999);
  BOOST_TEST(eg::init::truncated_normal<1>::law({1, 1}).deviation == 0.87962566103423978);
  BOOST_TEST(scaled.largest <= 2 / 0.87962566103423978 * std::sqrt(2. / side));
}

BOOST_AUTO_TEST_CASE(an_initializer_can_draw_the_whole_matrix) {
  eg::model<drawn_whole> m{eg::seed{1}};
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 20; ++j) BOOST_TEST(m["dense_1.w"](i, j) == float(i));
  BOOST_CHECK_EXCEPTION(eg::model<cannot_be_drawn>{eg::seed{1}}, eg::error, [](const eg::error& e) {
    return std::string_view(e.what()).starts_with("parameter dense_1.w: a law of kind whole; give its initializer");
  });
}

BOOST_AUTO_TEST_CASE(a_factor_scales_what_is_drawn) {
  eg::entry e{.name = "w", .dims = {30, 20}, .init = &eg::initializer<eg::init::orthogonal<>>, .use = {30, 20}};
  std::vector<double> w(30 * 32), half(30 * 32);
  eg::draw(e, eg::generator(eg::seed{5}), eg::parameter_view<double>(w.data(), e.dims));
  e.factor = 0.5;
  eg::draw(e, eg::generator(eg::seed{5}), eg::parameter_view<double>(half.data(), e.dims));
  for (std::size_t i = 0; i < w.size(); ++i) BOOST_TEST(half[i] == w[i] / 2);
  BOOST_TEST(eg::law_of(e).deviation == 0.5 / std::sqrt(30.), boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_SUITE_END()
