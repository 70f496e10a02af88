// Sparse products: slices hold every weight once, at its place; float, which goes by slices where the target can, is
// double but for rounding, at any size; threads share lines.
#include <evengrad/kernel/sparse_product.hpp>
#include <evengrad/kernel/threads.hpp>
#include <evengrad/layer/dense.hpp>

#include "../law.hpp"
#include "../layer/sparse_table.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(kernel)

namespace {
template <int In, int Out, unsigned Percent>
constexpr auto table = sparse_table<In, Out>(Percent);
template <int In, int Out, unsigned Percent>
constexpr const auto& weights = eg::compressed<table<In, Out, Percent>>;
template <int Out>
constexpr auto bias = sparse_bias<Out>();
template <const auto& W, const auto& B>
constexpr auto net = eg::input<std::remove_cvref_t<decltype(W)>::in> | eg::sparse<W, B>;
constexpr eg::compressed_weights<7, 20, 0> nothing{};
constexpr auto uneven_table = sparse_table<90, 50>(2, 9);
constexpr auto uneven = eg::compressed<uneven_table>;

static_assert(eg::unit_order_of<uneven>.sorted && !eg::unit_order_of<weights<40, 20, 100>>.sorted);
constexpr auto wide = full_rows<4096, 8>();
constexpr auto wide_net = eg::input<4096> | eg::sparse<wide>;
// Rows so long are read from so many blocks that a plan would take more steps than clang allows.
static_assert(eg::plans_are_short<weights<40, 20, 100>> && eg::plans_are_short<nothing> && !eg::plans_are_short<wide>);

/// What a product by slices does, a lane at a time.
template <const auto& W>
std::vector<double> by_slices(const std::vector<double>& x) {
  using matrix = std::remove_cvref_t<decltype(W)>;
  constexpr const auto& t = eg::slices_of<W>;
  std::vector<double> y(std::size_t(matrix::out), 0.);
  double at_hand[64]{};
  std::size_t step = 0;
  int kept = 0;
  for (std::size_t s = 0; s < t.steps.size(); ++s)
    for (int i = 0; i < t.steps[s]; ++i, ++step) {
      for (std::size_t b = 0; b < 2; ++b)
        for (std::size_t k = 0; k < 16; ++k) {
          const std::size_t from = t.blocks[2 * step + b] + k;
          BOOST_REQUIRE((from < x.size() || matrix::in < 16));
          at_hand[32 * (i % 2) + 16 * int(b) + int(k)] = from < x.size() ? x[from] : 0;
        }
      for (std::size_t u = 0; u < 16; ++u) {
        const int place = t.places[16 * step + u];
        if (place == 0) continue;
        BOOST_REQUIRE(place >= 64);
        y[eg::unit_order_of<W>.unit[16 * s + u]] += double(t.values[16 * step + u]) * at_hand[place - 64];
        ++kept;
      }
    }
  BOOST_TEST(kept == matrix::count);
  return y;
}

template <const auto& W, const auto& B>
void check() {
  using matrix = std::remove_cvref_t<decltype(W)>;
  constexpr int rows = 3;
  const rows_for_law data(rows, matrix::in, 1);
  eg::model<net<W, B>, double> exact{eg::seed{1}};
  eg::model<net<W, B>, float> m{eg::seed{1}};
  const std::vector<float> x = converted<float>(data.x);
  const double* const y = exact.predict(data.x.data(), rows);
  const float* const z = m.predict(x.data(), rows);
  for (int r = 0; r < rows; ++r) {
    const auto begin = data.x.begin() + r * matrix::in;
    const std::vector<double> s = by_slices<W>({begin, begin + matrix::in});
    for (int j = 0; j < matrix::out; ++j) {
      double sum = B.size() ? double(B.data()[j]) : 0;
      for (int i = W.starts[std::size_t(j)]; i < W.starts[std::size_t(j) + 1]; ++i)
        sum += double(W.values[std::size_t(i)]) * data.x[std::size_t(r * matrix::in + W.inputs[std::size_t(i)])];
      BOOST_TEST(std::fabs(y[r * exact.stride() + j] - sum) < 1e-12);
      BOOST_TEST(std::fabs(s[std::size_t(j)] + (B.size() ? double(B.data()[j]) : 0) - sum) < 1e-12);
      BOOST_TEST(std::fabs(double(z[r * m.stride() + j]) - sum) < 1e-5);
    }
  }
}
}  // namespace

BOOST_AUTO_TEST_CASE(any_size) {
  check<weights<5, 7, 50>, eg::no_bias>();
  check<weights<16, 16, 20>, bias<16>>();
  check<weights<17, 33, 30>, bias<33>>();
  check<weights<100, 40, 4>, bias<40>>();
  check<weights<70, 18, 60>, eg::no_bias>();
  check<weights<40, 20, 100>, bias<20>>();
  check<uneven, bias<50>>();
  check<uneven, eg::no_bias>();
  check<nothing, bias<20>>();
}

BOOST_AUTO_TEST_CASE(long_rows_of_many_blocks) {
  eg::model<wide_net> m{eg::seed{1}};
  std::vector<float> x(4096);
  float expected = 0;
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i % 7), expected += x[i] * wide.values[7 * 4096 + i];
  BOOST_TEST((m.predict(x.data(), 1)[7] == expected && expected > 1000));
}

BOOST_AUTO_TEST_CASE(threads_share_lines) {
  static constexpr const auto& w = weights<100, 40, 4>;
  using M = eg::sparse_matrix<w, eg::no_bias, false>;
  constexpr int rows = 4000;
  const rows_for_law data(rows, 100, 1);
  eg::model<net<w, eg::no_bias>, double> one{eg::seed{1}}, three{eg::seed{1}, eg::threads{3}};
  const double *y = one.predict(data.x.data(), rows), *z = three.predict(data.x.data(), rows);
  bool same = true;
  for (int i = 0; i < rows * 40; ++i)
    same = same && y[i / 40 * one.stride() + i % 40] == z[i / 40 * one.stride() + i % 40];
  BOOST_TEST(same);
  BOOST_TEST((eg::product_bytes<double, M> == std::int64_t(sizeof w)));
}

BOOST_AUTO_TEST_SUITE_END()
