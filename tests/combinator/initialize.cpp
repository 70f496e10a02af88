#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using boost::test_tools::tolerance;

namespace {

using one = eg::init::ones;
using he = eg::init::he_normal;  // weights that follow the graph would see the change
struct pair : eg::block {
  static constexpr std::string_view name = "pair";
  static constexpr auto graph = eg::dense<6, he> | eg::relu | eg::dense<6, he>;
};

constexpr auto plain = eg::input<6> | pair{} | pair{} | eg::repeat<2>(pair{}) | eg::dense<3, he>;
constexpr auto told = eg::initialize<"pair_2.dense_1.w", one>(eg::initialize<"dense_1.b", eg::init::constant<2>>(
    eg::input<6> | pair{} | pair{} | eg::repeat<2>(eg::initialize<"pair_1.dense_2.w", one>(pair{})) |
    eg::dense<3, he>));
constexpr auto scaled = eg::initialize<"dense_2.w", eg::init::automatic_of<eg::init::orthogonal<>>>(
    eg::input<6> | eg::dense<6> | eg::relu | eg::dense<6> | eg::dense<3>);
constexpr auto doomed = eg::initialize<"dense_1.w", eg::init::normal<300>>(eg::input<6> | eg::dense<6> | eg::dense<3>);

}  // namespace

BOOST_AUTO_TEST_SUITE(combinator)

BOOST_AUTO_TEST_CASE(only_what_is_named_changes) {
  eg::model<plain, double> a{eg::seed{3}};
  eg::model<told, double> b{eg::seed{3}};
  BOOST_REQUIRE_EQUAL(a.entries().size(), b.entries().size());
  for (std::size_t i = 0; i < a.entries().size(); ++i) {
    const eg::entry &e = a.entries()[i], &f = b.entries()[i];
    BOOST_TEST(e.name == f.name);
    const bool named = e.name == "pair_2.dense_1.w" || e.name == "dense_1.b" ||
                       e.name == "repeat_1.1.pair_1.dense_2.w" || e.name == "repeat_1.2.pair_1.dense_2.w";
    for (int j = 0; j < e.dims.size(); ++j)
      if (named) BOOST_TEST(b.view(f)(j) == (e.name == "dense_1.b" ? 2 : 1));
      else BOOST_TEST(b.view(f)(j) == a.view(e)(j));
  }
}

BOOST_AUTO_TEST_CASE(a_law_that_follows_the_graph_is_scaled) {
  eg::model<scaled, double> m{eg::seed{1}};
  double square = 0;
  for (int i = 0; i < 6; ++i) square += m["dense_2.w"](i, 1) * m["dense_2.w"](i, 1);
  BOOST_TEST(square == 2, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(signals_see_it) {
  static_assert(eg::diagnosis_of<doomed>.fault.what == eg::verdict::exploding_forward);
}

BOOST_AUTO_TEST_SUITE_END()
