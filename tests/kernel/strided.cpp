// Contractions that are no matrix product: products of two examples, in both orders and transposed, against plain sums;
// their gradients against dual numbers.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace {

/// y(i, j) = Σ a b over what the labels share, for each row: a is x through 5 features, b through 4.
struct pairs_t : eg::layer {
  static constexpr std::string_view name = "pairs";
  static constexpr eg::symbol dense(eg::symbol x, std::string_view w, int out) {
    return matmul(x, x.parameter(w, {x.features(), out}, eg::init::normal<1, 2>{}));
  }
  constexpr eg::symbol formula(eg::symbol x) const {
    eg::graph& g = *x.g;
    const eg::symbol a = dense(x, "a", 5), b = dense(x, "b", 4);
    eg::roles down, across;
    down.a = {1, 2}, down.b = {1, 3}, down.y = {2, 3};        // (5, 4): summed over the lines of x
    across.a = {1, 2}, across.b = {3, 2}, across.y = {1, 3};  // (lines, lines): summed over features
    const eg::symbol y{&g, g.contract(a.id, b.id, down, {5, 4}, true)};
    const eg::symbol z{&g, g.contract(a.id, a.id, across, {x.dims().lines(), x.dims().lines()}, true)};
    return concat(reshape(y, {20}), reshape(z, {x.dims().lines() * x.dims().lines()}));
  }
  static constexpr eg::symbol concat(eg::symbol a, eg::symbol b) {
    eg::graph& g = *a.g;
    const int width = a.features() + b.features();
    return eg::symbol{&g, g.place(a.id, 0, 0, width)} + eg::symbol{&g, g.place(b.id, 0, a.features(), width)};
  }
};
constexpr pairs_t pairs;
constexpr int lines = 3, features = 6;
constexpr auto net = eg::input<lines, features> | pairs | eg::dense<2>;
constexpr auto bare = eg::input<lines, features> | pairs;

double feature(int i) { return double(unsigned(i) * 2654435761u % 1000) / 500 - 1; }

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel)
BOOST_AUTO_TEST_SUITE(strided)

BOOST_AUTO_TEST_CASE(sums_by_hand) {
  constexpr int rows = 4;
  eg::model<bare, double> m{eg::seed{1}};
  std::vector<double> x(rows * lines * features);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = feature(int(i));
  const auto a = m.view(m.entries()[0]), b = m.view(m.entries()[1]);
  const double* out = m.predict(x.data(), rows);
  for (int r = 0; r < rows; ++r) {
    const auto through = [&](const auto& w, int line, int column) {
      double sum = 0;
      for (int f = 0; f < features; ++f) sum += x[std::size_t((r * lines + line) * features + f)] * w(f, column);
      return sum;
    };
    const double* const y = out + r * m.stride();
    for (int i = 0; i < 5; ++i)
      for (int j = 0; j < 4; ++j) {
        double sum = 0;
        for (int l = 0; l < lines; ++l) sum += through(a, l, i) * through(b, l, j);
        BOOST_TEST(std::abs(y[i * 4 + j] - sum) < 1e-13);
      }
    for (int i = 0; i < lines; ++i)
      for (int j = 0; j < lines; ++j) {
        double sum = 0;
        for (int f = 0; f < 5; ++f) sum += through(a, i, f) * through(a, j, f);
        BOOST_TEST(std::abs(y[20 + i * lines + j] - sum) < 1e-13);
      }
  }
}

BOOST_AUTO_TEST_CASE(gradients) {
  using D = eg::dual<double>;
  for (int rows : {1, 5}) {
    eg::model<net, double> m{eg::seed{1}};
    eg::model<net, D> d{eg::seed{1}};
    std::vector<double> x(std::size_t(rows * lines * features)), y(std::size_t(rows), 1.);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = feature(int(i));
    const std::vector<D> dx(x.begin(), x.end()), dy(y.begin(), y.end());
    m.differentiate(eg::cross_entropy, x.data(), y.data(), rows);
    for (const eg::entry& e : m.entries())
      for (int i = 0; i < m.view(e).size(); ++i) {
        d.view(e)(i).derivative = 1;
        const double slope = d.differentiate(eg::cross_entropy, dx.data(), dy.data(), rows).derivative;
        d.view(e)(i).derivative = 0;
        BOOST_TEST(std::abs(m.gradient(e)(i) - slope) <= 1e-12 * (1 + std::abs(slope)),
                   e.name << " " << i << ": " << m.gradient(e)(i) << " and " << slope);
      }
  }
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
