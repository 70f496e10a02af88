// The gradient of a table: lines that several rows name are summed in the order of the rows, others are zero.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace {

constexpr int words = 11, width = 21;
constexpr auto net = eg::input<1> | eg::embedding<words, width>;

// The sum of all outputs, each times 1 + its column.
struct weighted_t {
  static constexpr eg::shape target(const eg::shape&) { return {1}; }
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol) { return sum(y * (1. + column_index(y))); }
};

template <class T>
void check(int rows) {
  eg::model<net, T> m{eg::seed{2}};
  std::vector<T> x(std::size_t(rows), T(0)), y(std::size_t(rows), T(0));
  std::vector<int> count(words);
  for (int r = 0; r < rows; ++r) {
    const int word = r * r % 7;
    x[std::size_t(r)] = T(word), ++count[std::size_t(word)];
  }
  m.differentiate(weighted_t{}, x.data(), y.data(), rows);
  const auto g = m.gradient(m.entries()[0]);
  for (int w = 0; w < words; ++w)
    for (int c = 0; c < width; ++c)
      BOOST_TEST(std::abs(double(g(w, c)) - double(1 + c) * count[std::size_t(w)] / rows) < 1e-5,
                 "word " << w << ", column " << c << ": " << double(g(w, c)));
  const T* out = m.predict(x.data(), rows);
  for (int r = 0; r < rows; ++r)
    for (int c = 0; c < width; ++c) BOOST_TEST(out[r * m.stride() + c] == m.view(m.entries()[0])(r * r % 7, c));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel)
BOOST_AUTO_TEST_SUITE(scatter)

BOOST_AUTO_TEST_CASE(lines_of_a_table) {
  for (int rows : {1, 2, 16, 100}) check<float>(rows), check<double>(rows);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
