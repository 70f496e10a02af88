// The matrix product against a plain loop in double precision, over layouts, sizes, types and lanes.
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <evengrad/kernel/constant.hpp>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>

using namespace evengrad;

namespace {

struct random_numbers {
  unsigned state = 1;
  double operator()() {
    state = state * 1664525u + 1013904223u;
    return double(int(state >> 8)) / (1 << 23) - 1;
  }
};

enum class layout { rows, panels, panels_transposed };

// One product with its factors in memory of exactly the promised size, so that the address sanitizer sees every step
// beyond.
template <class T, int L>
struct run {
  int m, n, k;
  layout order;
  bool transposed;
  std::vector<double> a, b;
  std::unique_ptr<T[]> left_memory, right_memory, scratch{new T[product_scratch<T>]};

  run(int m, int n, int k, layout order, bool transposed)
      : m(m), n(n), k(k), order(order), transposed(transposed), a(m * k), b(k * n) {
    random_numbers next;
    for (double& x : a) x = T(next());
    for (double& x : b) x = T(next());
    left_memory.reset(new T[m * k]);
    for (int i = 0; i < m; ++i)
      for (int l = 0; l < k; ++l) left_memory[transposed ? l * m + i : i * k + l] = T(a[i * k + l]);
    const auto size = order == layout::rows ? k * padded(n) : order == layout::panels ? k * padded(n) : n * padded(k);
    right_memory.reset(new T[size]);
    for (std::ptrdiff_t i = 0; i < size; ++i) right_memory[i] = T(1e30);  // the padding is finite, no more
    for (int l = 0; l < k; ++l)
      for (int j = 0; j < n; ++j)
        right_memory[order == layout::rows     ? l * padded(n) + j
                     : order == layout::panels ? panel_place(k, l, j)
                                               : panel_place(n, j, l)] = T(b[l * n + j]);
  }

  left<T> all_rows() const { return transposed ? left<T>{left_memory.get(), 1, m} : left<T>{left_memory.get(), k, 1}; }

  template <class Done>
  void operator()(int height, left<T> x, const Done& done) {
    if (order == layout::rows) product<L>(height, n, k, x, rows<T>{right_memory.get(), padded(n)}, scratch.get(), done);
    if (order == layout::panels) product<L>(height, n, k, x, panels<T>{right_memory.get(), k}, scratch.get(), done);
    if (order == layout::panels_transposed)
      product<L>(height, n, k, x, panels_transposed<T>{right_memory.get(), n}, scratch.get(), done);
  }
};

enum class way { memory, registers, behind };

template <class T, int L, way Way>
struct store {
  static constexpr bool in_registers = Way == way::registers, runs_behind = Way == way::behind;
  T* y;
  std::ptrdiff_t stride;
  int* visits;
  void operator()(int m, int n, pack<T, L> x) const {
    x.store(y + m * stride + n);
    ++visits[m * stride + n];
  }
};

template <class T, int L>
std::string fault(int m, int n, int k, layout order, bool transposed) {
  run<T, L> product_of(m, n, k, order, transposed);
  const std::ptrdiff_t stride = padded(n);
  std::vector<T> y(m * stride), row(stride);
  std::vector<int> visits(m * stride), row_visits(stride);
  product_of(m, product_of.all_rows(), store<T, L, way::memory>{y.data(), stride, visits.data()});
  const std::string where = " of m, n, k = " + std::to_string(m) + ", " + std::to_string(n) + ", " + std::to_string(k) +
                            ", layout " + std::to_string(int(order)) + (transposed ? " transposed" : "") + ", lanes " +
                            std::to_string(L);
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < stride; ++j)
      if (visits[i * stride + j] != (j < n && j % L == 0)) return "visits" + where;
  const auto differs = [&](auto way) -> std::string {
    std::vector<T> again(m * stride);
    std::vector<int> visits_again(m * stride);
    product_of(m, product_of.all_rows(), store<T, L, way()>{again.data(), stride, visits_again.data()});
    if (visits_again != visits) return "visits";
    for (int i = 0; i < m; ++i)
      if (std::memcmp(again.data() + i * stride, y.data() + i * stride, n * sizeof(T))) return "values";
    return "";
  };
  if (const auto d = differs(std::integral_constant<way, way::registers>()); d != "")
    return d + ", in registers" + where;
  if (const auto d = differs(std::integral_constant<way, way::behind>()); d != "") return d + ", behind" + where;
  for (int i = 0; i < m; ++i)
    for (int j = 0; j < n; ++j) {
      double expected = 0, size = 0;
      for (int l = 0; l < k; ++l) {
        const double term = product_of.a[i * k + l] * product_of.b[l * n + j];
        expected += term, size += term < 0 ? -term : term;
      }
      const double error = y[i * stride + j] - expected, bound = size * k * (sizeof(T) == 4 ? 0x1p-24 : 0x1p-52);
      if (!(error <= bound && -error <= bound)) return "value" + where;
    }
  for (int i = 0; i < m; i += 1 + m / 8) {
    left<T> x = product_of.all_rows();
    x.p += i * x.row;
    product_of(1, x, store<T, L, way::memory>{row.data(), stride, row_visits.data()});
    if (std::memcmp(row.data(), y.data() + i * stride, n * sizeof(T))) return "row" + where;
  }
  return "";
}

template <class T, int L>
void check(int m, int n, int k) {
  for (auto order : {layout::rows, layout::panels, layout::panels_transposed})
    for (bool transposed : {false, true}) BOOST_TEST((fault<T, L>(m, n, k, order, transposed)) == "");
}

template <class T, int L>
void check_all() {
  for (int i = 1; i <= 40; ++i) {
    check<T, L>(i, 1 + i * 7 % 40, 1 + i * 11 % 40);
    check<T, L>(1 + i * 13 % 40, i, 1 + i * 3 % 40);
    check<T, L>(1 + i * 3 % 40, 1 + i * 17 % 40, i);
  }
  for (int i = 1; i <= 17; ++i) check<T, L>(i, 33, 17), check<T, L>(17, i, 33);
  const int sizes[][3] = {{1, 300, 784},  {60, 100, 300},  {193, 65, 31},   {31, 257, 257}, {33, 290, 520},
                          {200, 48, 300}, {20, 140, 1024}, {1024, 130, 20}, {257, 513, 17}, {16, 160, 8192}};
  for (auto& [m, n, k] : sizes) check<T, L>(m, n, k);
}

// Sizes as constants give the bits of sizes at run time.
template <class T, int L, int M, int N, int K>
void check_constant() {
  for (auto order : {layout::rows, layout::panels, layout::panels_transposed}) {
    run<T, L> product_of(M, N, K, order, false);
    constexpr std::ptrdiff_t stride = padded(N);
    std::vector<T> y(M * stride), expected(M * stride);
    std::vector<int> visits(M * stride), expected_visits(M * stride);
    const store<T, L, way::registers> done{y.data(), stride, visits.data()};
    const auto compute = [&](auto b) {
      constant_product<L, N>(M, std::integral_constant<int, K>(), product_of.all_rows(), b, done);
    };
    const T* b = product_of.right_memory.get();
    if (order == layout::rows) compute(rows<T>{b, stride});
    if (order == layout::panels) compute(panels<T>{b, K});
    if (order == layout::panels_transposed) compute(panels_transposed<T>{b, N});
    product_of(M, product_of.all_rows(), store<T, L, way::memory>{expected.data(), stride, expected_visits.data()});
    BOOST_TEST((visits == expected_visits));
    for (int i = 0; i < M; ++i) BOOST_TEST(!std::memcmp(&y[i * stride], &expected[i * stride], N * sizeof(T)));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel)

BOOST_AUTO_TEST_CASE(product_float_1) { check_all<float, 1>(); }
BOOST_AUTO_TEST_CASE(product_float_4) { check_all<float, 4>(); }
BOOST_AUTO_TEST_CASE(product_float_8) { check_all<float, 8>(); }
BOOST_AUTO_TEST_CASE(product_float_16) { check_all<float, 16>(); }
BOOST_AUTO_TEST_CASE(product_double_1) { check_all<double, 1>(); }
BOOST_AUTO_TEST_CASE(product_double_4) { check_all<double, 4>(); }
BOOST_AUTO_TEST_CASE(product_double_8) { check_all<double, 8>(); }

BOOST_AUTO_TEST_CASE(product_of_constant_sizes) {
  check_constant<float, 16, 16, 16, 16>();
  check_constant<float, 16, 21, 37, 5>();
  check_constant<float, 8, 7, 50, 20>();
  check_constant<double, 8, 1, 16, 3>();
  check_constant<double, 4, 13, 18, 16>();
  check_constant<float, 1, 5, 5, 5>();
}

BOOST_AUTO_TEST_SUITE_END()
