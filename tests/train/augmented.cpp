// Augmented data as a source of `fit`, and by hand: variants of an image, a data set that is several times as large.
#include <evengrad/data/digits.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/train/augmented.hpp>
#include <evengrad/train/fit.hpp>

#include <cstring>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
namespace augment = evengrad::augment;

BOOST_AUTO_TEST_SUITE(train)

namespace {

constexpr auto net = eg::input<64> | eg::dense<16> | eg::relu | eg::dense<10>;
constexpr auto small = augment::shift{1} | augment::rotate{15};
constexpr eg::image size{8, 8};

bool equal(const eg::rows_view& a, const eg::rows_view& b) {
  return a.width == b.width && a.rows == b.rows && std::memcmp(a.data, b.data, a.size() * sizeof(float)) == 0;
}

}  // namespace

static_assert(eg::a_data_source<eg::augmented<augment::shift>>);

BOOST_AUTO_TEST_CASE(a_row_depends_on_the_seed_and_its_place_only) {
  const auto [test, data] = eg::split(eg::all_digits(), 0.2, eg::seed{1}, eg::stratify::yes);
  eg::augmented a(data, size, small), b(data, size, small);
  const eg::dataset all = a.raw();
  const eg::minibatch many = a.prepare({all.x.slice(0, 20), all.y.slice(0, 20)}, eg::seed{4}),
                      few = b.prepare({all.x.slice(0, 7), all.y.slice(0, 7)}, eg::seed{4});
  BOOST_TEST(equal(many.x.slice(0, 7), few.x));
  BOOST_TEST(!equal(many.x.slice(0, 7), all.x.slice(0, 7)));
  BOOST_TEST(equal(many.y, all.y.slice(0, 20)), "targets are kept");
  BOOST_TEST(!equal(b.prepare({all.x.slice(0, 7), all.y.slice(0, 7)}, eg::seed{5}).x, many.x.slice(0, 7)));
  BOOST_TEST((a.first().rows() == 1 && a.first().x.width == 64 && a.first().classes == 10));
}

BOOST_AUTO_TEST_CASE(fit_sees_other_images_each_step) {
  const auto [test, data] = eg::split(eg::all_digits(), 0.2, eg::seed{1}, eg::stratify::yes);
  const eg::fit_options o{.batch = 16, .epochs = 5, .show = false};
  eg::model<net> m{eg::seed{1}}, again{eg::seed{1}}, plain{eg::seed{1}};
  eg::augmented source(data, size, small);
  const auto h = eg::fit<eg::no_lints>(m, source, eg::cross_entropy, eg::adam{6e-3}, o);
  BOOST_TEST(h.back().loss < h.front().loss);
  BOOST_TEST(eg::accuracy(m, test) > 0.6);
  eg::fit<eg::no_lints>(again, eg::augmented(data, size, small), eg::cross_entropy, eg::adam{6e-3}, o);
  BOOST_TEST(std::memcmp(m.weights(), again.weights(), std::size_t(m.weight_count()) * 4) == 0);
  eg::fit<eg::no_lints>(plain, data, eg::cross_entropy, eg::adam{6e-3}, o);
  BOOST_TEST(std::memcmp(m.weights(), plain.weights(), std::size_t(m.weight_count()) * 4) != 0);
}

BOOST_AUTO_TEST_CASE(fifteen_variants_of_one_image) {
  const eg::table all = eg::all_digits();
  const eg::dataset one{{all.features.data(), 2, 64}, {all.targets.data(), 2, 1}, 10};
  eg::augmented source(one, size, small);
  const eg::table grid = eg::variants(source, 15, eg::seed{1});
  BOOST_TEST((grid.rows() == 30 && grid.classes == 10));
  for (int i = 0; i < 30; ++i) {
    BOOST_TEST(grid.targets[std::size_t(i)] == all.targets[std::size_t(i / 15)]);
    for (int j = i + 1; j < 30; ++j) BOOST_TEST(!equal(grid.view().x.slice(i, 1), grid.view().x.slice(j, 1)));
  }
  const eg::table thrice = eg::expanded(source, 3, eg::seed{1});
  BOOST_TEST(thrice.rows() == 6);
  BOOST_TEST(equal(thrice.view().x.slice(0, 2), one.x), "the images themselves come first");
  BOOST_TEST((thrice.targets[2] == one.y.data[0] && thrice.targets[3] == one.y.data[0]));
  BOOST_TEST(equal(thrice.view().x.slice(2, 1), grid.view().x.slice(0, 1)));
  eg::check_data(thrice);
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused) {
  const eg::table all = eg::all_digits();
  const auto message = [](auto f) {
    try {
      f();
    } catch (const eg::error& e) {
      return std::string(e.what());
    }
    return std::string("nothing");
  };
  BOOST_TEST(
      message([&] {
        eg::augmented(all, eg::image{8, 9}, small);
      }) ==
      "augmented: images of 8 x 9 pixels, 1 numbers each, in rows of 64; give eg::image{height, width, channels} "
      "whose product is the width of the rows");
  BOOST_TEST(message([&] { eg::augmented(all, eg::image{-8, -8}, small); }).starts_with("augmented: images of -8"));
  BOOST_TEST(message([&] { eg::augmented(all, size, augment::shift{9}); }).starts_with("shift.vertical: 9; "));
  BOOST_TEST(message([&] { eg::augmented(eg::dataset{}, size, small); }).starts_with("data: an empty set; "));
  eg::augmented source(all, size, small);
  BOOST_TEST(message([&] { eg::variants(source, 0, eg::seed{0}); }) == "variants: 0 times; give at least one");
  BOOST_TEST(message([&] { eg::expanded(source, -1, eg::seed{0}); }) == "expanded: -1 times; give at least one");
}

BOOST_AUTO_TEST_SUITE_END()
