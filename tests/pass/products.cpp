// Which values an observer of products keeps: a layer's with its bias, or the product; each weight once.
#include <evengrad/combinator/chain.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/pass/compile.hpp>
#include <evengrad/pass/products.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

/// Two products in one layer.
struct gated_t : eg::layer {
  static constexpr std::string_view name = "gated";
  constexpr eg::symbol formula(eg::symbol x) const {
    auto u = x.parameter("u", {x.features(), 6}, eg::init::zeros{});
    auto v = x.parameter("v", {x.features(), 6}, eg::init::zeros{});
    return matmul(x, u) * matmul(x, v);
  }
};
constexpr auto net = eg::input<4> | eg::dense<5> | gated_t{} | eg::shared<"s">(eg::dense<6>) |
                     eg::shared<"s">(eg::dense<6>) | eg::repeat<3>(eg::dense<6>);
using C = eg::compilation<net, eg::product_outputs>;

}  // namespace

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(each_weight_is_looked_at_once) {
  static_assert(!C::training && C::observes);
  constexpr const auto& g = eg::graph_of<C, 0>;
  BOOST_REQUIRE(g.watched.n == 4);
  const std::string_view names[] = {"w", "u", "v", "w"};
  for (int i = 0; i < 4; ++i) {
    const eg::watched_layer& w = g.watched[i];
    BOOST_TEST(w.name == names[i]);
    BOOST_TEST(g.parameters[w.parameter].name == names[i]);
    BOOST_TEST(w.gradient == -1);
    const bool whole = i == 0 || i == 3;  // dense has one product: its value is what its bias was added to
    BOOST_TEST((g.nodes[w.output].what == (whole ? eg::kind::map : eg::kind::contract)));
  }
  BOOST_TEST((eg::graph_of<C, 1>.watched.n) == 1, "and those of the block");
}

BOOST_AUTO_TEST_CASE(what_is_kept_has_memory_of_its_own) {
  constexpr const auto& p = eg::program_of<C, 0>;
  BOOST_REQUIRE(p.watched.size() == 4u);
  for (const eg::watched_values& w : p.watched)
    for (const eg::watched_values& v : p.watched)
      if (w.parameter != v.parameter) BOOST_TEST(w.output.offset != v.output.offset);
  BOOST_TEST((eg::program_of<eg::compilation<net, void>, 0>.watched.size()) == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
