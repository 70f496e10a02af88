// Transfer between networks: by name and extents, into what is frozen too, and not where nothing fits.
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/model/transfer.hpp>
#include <evengrad/norm/batch_norm.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(model)

namespace {

constexpr auto trunk = eg::dense<4> | eg::repeat<2>(eg::dense<4> | eg::batch_norm);
constexpr auto from = eg::input<3> | trunk | eg::dense<5>;
constexpr auto to = eg::input<3> | eg::frozen(trunk) | eg::dense<2>;
constexpr auto other = eg::input<3> | eg::bias;

}  // namespace

BOOST_AUTO_TEST_CASE(what_both_have_is_copied_and_what_differs_stays) {
  eg::model<from> a(eg::seed{1});
  eg::model<to, double> b(eg::seed{2});
  a["repeat_1.2.batch_norm_1.moving_mean"](3) = 7;
  const double head = b["dense_2.w"](1, 1);
  BOOST_TEST(eg::transfer(b, a) == 2 + 2 * 6);
  BOOST_TEST(b["dense_1.w"](2, 1) == double(a["dense_1.w"](2, 1)));
  BOOST_TEST(b["repeat_1.2.dense_1.w"](3, 1) == double(a["repeat_1.2.dense_1.w"](3, 1)));
  BOOST_TEST(b["repeat_1.2.batch_norm_1.moving_mean"](3) == 7);
  BOOST_TEST(b["dense_2.w"](1, 1) == head);
}

BOOST_AUTO_TEST_CASE(nothing_in_common_is_told) {
  eg::model<from> a;
  eg::model<other> b;
  BOOST_CHECK_EXCEPTION(eg::transfer(b, a), eg::error, [](const eg::error& e) {
    return std::string(e.what()).find("no parameter has the same name") != std::string::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()
