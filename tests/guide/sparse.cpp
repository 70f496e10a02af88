// The code of docs/sparse.md.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

// clang-format off
inline constexpr eg::compressed_weights<4, 2, 3> w{{0, 2, 3}, {0, 3, 1}, {.5f, -1.f, 2.f}};
inline constexpr std::array<float, 2> b{.1f, -.1f};

constexpr auto net = eg::input<4> | eg::sparse<w, b> | eg::relu;
// clang-format on

BOOST_AUTO_TEST_SUITE(guide)

BOOST_AUTO_TEST_CASE(a_sparse_layer_is_what_its_page_says) {
  eg::model<net> model{eg::seed{1}};
  const float x[] = {8, 1, 9, 2};
  const float* y = model.predict(x, 1);
  BOOST_TEST(y[0] == .5f * 8 - 2 + .1f);
  BOOST_TEST(y[1] == 2.f - .1f);
  static_assert(eg::multiply_adds(net) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
