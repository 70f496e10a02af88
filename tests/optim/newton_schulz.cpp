// Singular values after Newton and Schulz's iteration, of tall, wide and large matrices.
#include <evengrad/optim/newton_schulz.hpp>

#include <vector>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

/// The square singular values of a diagonal matrix times a rotation stay those of the polynomial on each of them.
double polynomial(double s, int steps) {
  for (; steps > 0; --steps) s = 3.4445 * s - 4.7750 * s * s * s + 2.0315 * s * s * s * s * s;
  return s;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_singular_value_goes_through_the_polynomial) {
  // One reflection on each side of a diagonal: H(u) D H(v).
  for (const auto& [lines, columns] : {std::pair{5, 3}, {3, 5}, {4, 4}, {40, 21}, {7, 70}, {1, 6}, {6, 1}}) {
    const int least = std::min(lines, columns);
    std::vector<double> s(std::size_t(least), 0.), matrix(std::size_t(lines * eg::padded(columns)), 0.);
    double square = 0;
    for (int i = 0; i < least; ++i) s[std::size_t(i)] = 2. / (1 + i), square += 4. / ((1 + i) * (1 + i));
    const auto reflect = [](int n, int i, int j) { return (i == j) - 2. / n; };  // along (1, …, 1)
    const auto element = [&](int k, int n, const auto& of) {
      double sum = 0;
      for (int i = 0; i < least; ++i) sum += reflect(lines, k, i) * of(i) * reflect(columns, i, n);
      return sum;
    };
    for (int k = 0; k < lines; ++k)
      for (int n = 0; n < columns; ++n)
        matrix[std::size_t(eg::panel_place(lines, k, n))] = element(k, n, [&](int i) { return s[std::size_t(i)]; });
    eg::newton_schulz(matrix.data(), lines, columns, 5);
    double worst = 0;
    for (int k = 0; k < lines; ++k)
      for (int n = 0; n < columns; ++n) {
        const double exact =
            element(k, n, [&](int i) { return polynomial(s[std::size_t(i)] / (std::sqrt(square) + 1e-8), 5); });
        worst = std::fmax(worst, std::fabs(matrix[std::size_t(eg::panel_place(lines, k, n))] - exact));
      }
    BOOST_TEST(worst < 1e-10, lines << " × " << columns << ": " << worst);
    for (int n = columns; n < eg::padded(columns); ++n)
      BOOST_TEST(matrix[std::size_t(eg::panel_place(lines, lines - 1, n))] == 0);
  }
}

BOOST_AUTO_TEST_CASE(five_steps_bring_singular_values_near_one) {
  for (double s = 1e-3; s <= 1; s *= 1.01) {
    BOOST_TEST(polynomial(s, 5) > (s < 5e-3 ? 0.3 : 0.67));
    BOOST_TEST(polynomial(s, 5) < 1.21);
  }
}

BOOST_AUTO_TEST_CASE(zeros_stay) {
  std::vector<float> matrix(64, 0.f);
  eg::newton_schulz(matrix.data(), 4, 9, 5);
  for (const float x : matrix) BOOST_TEST(x == 0);
}

BOOST_AUTO_TEST_SUITE_END()
