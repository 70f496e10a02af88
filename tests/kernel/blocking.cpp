// Blocks cover a product, a copied block fits into its scratch memory, and no size wants more than the bound that is
// given for all.
#include <boost/test/unit_test.hpp>
#include <evengrad/kernel/blocking.hpp>

using namespace evengrad;

namespace {

template <class T>
void check_all() {
  constexpr int L = product_lanes<T>;
  for (int m : {1, 7, 60, 255, 256, 257, 300, 784, 1000, 4096})
    for (int n : {1, 10, 33, 300, 512, 513, 2000})
      for (int k : {1, 60, 256, 257, 784, 1024, 4096, 8192})
        for (bool transposed : {false, true}) {
          const blocking b = blocking_of<T, L>(m, n, k, k, 1, transposed);
          BOOST_TEST(
              (b.rows > 0 && b.rows <= block_rows + panel_width && (b.rows == m || b.rows % tile_rows<T, L> == 0)));
          BOOST_TEST((b.columns > 0 && (b.columns == n || b.columns % strip_width == 0)));
          BOOST_TEST((b.depth > 0 && (b.depth == k || b.depth % panel_width == 0)));
          if (transposed) BOOST_TEST(b.depth <= block_depth<T>);
          if (b.copied) BOOST_TEST(std::ptrdiff_t(b.rows) * (padded(b.depth) + panel_width) <= b.left);
          BOOST_TEST(b.scratch() <= product_scratch<T>);
        }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel)
BOOST_AUTO_TEST_SUITE(blocks)

BOOST_AUTO_TEST_CASE(of_floats_and_doubles) { check_all<float>(), check_all<double>(); }

BOOST_AUTO_TEST_CASE(small_products_want_two_tiles) {
  constexpr int L = product_lanes<float>, tile = tile_rows<float, L> * tile_packs * L;
  BOOST_TEST((blocking_of<float, L>(60, 300, 784, 784, 1, false).scratch() == 2 * tile));
}
BOOST_AUTO_TEST_CASE(rows_a_page_apart_are_copied) {
  constexpr int L = product_lanes<float>;
  BOOST_TEST((blocking_of<float, L>(64, 512, 1024, 1024, 1, false).copied));
  BOOST_TEST(!(blocking_of<float, L>(64, 512, 1024, 1040, 1, false).copied));
}
BOOST_AUTO_TEST_CASE(equal_blocks) {
  BOOST_TEST(block_size(784, 256, 12) == 204);
  BOOST_TEST(block_size(256, 256, 12) == 256);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
