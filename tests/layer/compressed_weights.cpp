// Compressed rows: of a constant, of a model's weights, spelled out as a header would.
#include <evengrad/layer/compressed_weights.hpp>
#include <evengrad/layer/dense.hpp>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr std::array<std::array<float, 3>, 4> table{{{1, 0, 0}, {0, 0, -2}, {0, 0, 0}, {3, 0, 4}}};
constexpr eg::compressed_weights<4, 3, 4> spelled{{0, 2, 2, 4}, {0, 3, 1, 3}, {1, 3, -2, 4}};
constexpr auto net = eg::input<5> | eg::dense<3>;

static_assert(eg::compressed<table>.starts == spelled.starts && eg::compressed<table>.inputs == spelled.inputs &&
              eg::compressed<table>.values == spelled.values);
static_assert(sizeof(eg::compressed_weights<300, 100, 1055>) < 1055 * 6 + 101 * 2 + 4);
static_assert(std::is_same_v<eg::counter<65535>, std::uint16_t> && std::is_same_v<eg::counter<65536>, std::uint32_t>);
static_assert(eg::sparse_below_of(784, 8000) == eg::sparse_below && eg::sparse_below_of(784, 80'000) == .13);
static_assert(eg::sparse_below_of(4097, 8000) == .13 && eg::sparse_below_of(4096, 32'768) == eg::sparse_below);
}  // namespace

BOOST_AUTO_TEST_CASE(weights_of_a_model_that_are_not_zero) {
  law_model<net, double> m;
  const auto w = m["dense_1.w"];
  w(0, 0) = w(4, 0) = w(2, 2) = 0;
  for (int k = 0; k < 5; ++k) w(k, 1) = 0;
  const eg::compressed_rows c = eg::compress(w);
  BOOST_TEST((c.in == 5 && c.out == 3 && c.count() == 7));
  BOOST_TEST(c.density() == 7 / 15.);
  BOOST_TEST(c.starts == (std::vector<std::uint32_t>{0, 3, 3, 7}), boost::test_tools::per_element());
  BOOST_TEST(c.inputs == (std::vector<std::uint32_t>{1, 2, 3, 0, 1, 3, 4}), boost::test_tools::per_element());
  for (int i = 0; i < 7; ++i)
    BOOST_TEST(c.values[std::size_t(i)] == float(w(int(c.inputs[std::size_t(i)]), i < 3 ? 0 : 2)));
}

BOOST_AUTO_TEST_CASE(only_a_matrix_is_compressed) {
  law_model<net, double> m;
  BOOST_CHECK_EXCEPTION(eg::compress(m["dense_1.b"]), eg::error, [](const eg::error& e) {
    return std::string(e.what()) == "compress: a tensor of rank 1; give the matrix of a product";
  });
}

BOOST_AUTO_TEST_SUITE_END()
