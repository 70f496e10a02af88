#include <evengrad/combinator/branch.hpp>
#include <evengrad/data/circles.hpp>
#include <evengrad/diagnose/rows_apart.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/sgd.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {
constexpr auto normed = eg::input<2> | eg::dense<4> | eg::batch_norm | eg::tanh | eg::dense<1>;
constexpr auto dropped = eg::input<2> | eg::dense<8> | eg::tanh | eg::dropout(0.5) | eg::dense<1>;
const eg::table data = eg::circles(64, eg::seed{1});

template <const auto& Net>
eg::recipe_check check(const eg::table& t = data) {
  eg::recipe_report r;
  eg::check_rows_apart(eg::model<Net>(eg::seed{1}), t, eg::mse, eg::sgd{0.1}, eg::seed{1}, r);
  BOOST_REQUIRE_EQUAL(r.checks.size(), 1u);
  return r.checks[0];
}
}  // namespace

BOOST_AUTO_TEST_SUITE(diagnose)

BOOST_AUTO_TEST_CASE(figures_of_the_batch_are_named) {
  const eg::recipe_check c = check<normed>();
  BOOST_CHECK(c.found == eg::outcome::ok);
  BOOST_TEST(c.figure == "but for batch_norm_1, which takes figures of the batch while training");
  BOOST_TEST((eg::layers_over_rows<eg::checked<normed, eg::mse_t>>()) == "batch_norm_1");
}

BOOST_AUTO_TEST_CASE(dropout_keeps_rows_apart) {
  BOOST_TEST(check<dropped>().figure == "no row changes what is said of another");
}

BOOST_AUTO_TEST_CASE(three_rows_are_too_few) {
  BOOST_CHECK(check<dropped>(eg::circles(3)).found == eg::outcome::doubt);
}

BOOST_AUTO_TEST_SUITE_END()
