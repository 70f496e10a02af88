// Orthonormal columns or rows, kernels that are orthogonal at their centre, and bits that are the same everywhere.
#include <evengrad/combinator/chain.hpp>
#include <evengrad/init/orthogonal.hpp>

#include "moments.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(init)

namespace {

using half = eg::init::orthogonal<eg::init::gain::factor<1, 2>>;
constexpr auto net = eg::input<64> | eg::dense<64, eg::init::orthogonal<eg::init::gain::relu>> |
                     eg::dense<20, eg::init::orthogonal<>> | eg::dense<50, half>;

/// The largest difference of WᵀW (or of WWᵀ, where W is wide) from square · I.
template <class T>
double away_from_orthogonal(const eg::parameter_view<T>& w, double square) {
  const bool tall = w.lines() >= w.columns();
  const int n = tall ? w.columns() : w.lines(), depth = tall ? w.lines() : w.columns();
  double worst = 0;
  for (int a = 0; a < n; ++a)
    for (int b = 0; b < n; ++b) {
      double s = a == b ? -square : 0;
      for (int i = 0; i < depth; ++i) s += double(tall ? w(i, a) : w(a, i)) * double(tall ? w(i, b) : w(b, i));
      worst = std::fmax(worst, std::fabs(s));
    }
  return worst;
}

/// A parameter with a window of 3 × 4 places: of each a matrix of 6 inputs and 5 outputs.
template <class Init>
std::vector<double> kernel(const eg::shape& dims) {
  std::vector<double> w(std::size_t(dims.size()), 0.);
  Init::draw(eg::generator(eg::seed{2}), dims, eg::fans_of(dims), w.data());
  return w;
}

}  // namespace

BOOST_AUTO_TEST_CASE(columns_or_rows_are_orthonormal) {
  eg::model<net, float> f{eg::seed{3}};
  eg::model<net, double> d{eg::seed{3}};
  const double squares[] = {2, 1, 0.25};
  for (int i = 0; i < 3; ++i) {
    const std::string name = "dense_" + std::to_string(i + 1) + ".w";
    BOOST_TEST(away_from_orthogonal(f[name], squares[i]) < 1e-6);
    BOOST_TEST(away_from_orthogonal(d[name], squares[i]) < 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(a_large_matrix_is_orthogonal_to_float) {
  eg::entry e{.name = "w", .dims = {512, 400}, .init = &eg::initializer<eg::init::orthogonal<>>, .use = {512, 400}};
  std::vector<float> w(512 * 400);
  const eg::parameter_view<float> view(w.data(), e.dims);
  eg::draw(e, eg::generator(eg::seed{1}), view);
  BOOST_TEST(away_from_orthogonal(view, 1) < 1e-6);
}

// Without the signs the first element of Q would always have the sign of −v: half of all matrices would never come.
BOOST_AUTO_TEST_CASE(every_orthogonal_matrix_can_come) {
  int positive = 0, rotations = 0;
  double square = 0;
  constexpr int matrices = 4000;
  for (int s = 0; s < matrices; ++s) {
    eg::orthonormal_columns q(eg::generator(eg::seed{11}, std::uint64_t(s)), 2, 2);
    positive += q(0, 0) > 0, rotations += q(0, 0) * q(1, 1) - q(0, 1) * q(1, 0) > 0, square += q(0, 0) * q(0, 0);
  }
  for (int n : {positive, rotations}) BOOST_TEST(std::abs(n - matrices / 2) < 5 * std::sqrt(matrices) / 2);
  BOOST_TEST(std::fabs(square / matrices - 0.5) < 5 * std::sqrt(0.125 / matrices));  // cos² of a uniform angle
}

// Of the QR decomposition of the very numbers that the reflections are made of, where there is one column.
BOOST_AUTO_TEST_CASE(one_column_is_a_direction) {
  const eg::generator g(eg::seed{4}, 2);
  eg::orthonormal_columns q(g, 5, 1);
  double square = 0;
  for (std::uint64_t i = 0; i < 5; ++i) square += double(g.normal(i)) * double(g.normal(i));
  for (int i = 0; i < 5; ++i)
    BOOST_TEST(q(i, 0) == double(g.normal(std::uint64_t(i))) / std::sqrt(square), boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_bits_are_those_of_every_machine) {
  eg::orthonormal_columns q(eg::generator(eg::seed(3), 5), 500, 300);
  std::uint64_t h = 0;
  for (int i = 0; i < 500; ++i)
    for (int j = 0; j < 300; ++j) h = (h ^ __builtin_bit_cast(std::uint64_t, q(i, j))) * 1099511628211u;
  BOOST_TEST(h == 0x84ca881c7cfdf5deu);
}

// Three matrices of 5 inputs and 2 outputs, (3, 5, 2): what is orthogonal is what the inputs meet.
BOOST_AUTO_TEST_CASE(matrices_of_a_parameter_are_orthogonal_as_they_are_used) {
  auto drawn = [](eg::fans f) {
    std::vector<double> w(30);
    eg::init::orthogonal<>::draw(eg::generator(eg::seed{8}), {3, 5, 2}, f, w.data());
    double square = 0;
    for (double x : w) square += x * x / 30;
    BOOST_TEST(std::sqrt(square) == eg::init::orthogonal<>::law(f).deviation, boost::test_tools::tolerance(1e-13));
    return w;
  };
  const std::vector<double> apart = drawn({5, 2}), beside = drawn({5, 6}), below = drawn({15, 2});
  auto at = [](const std::vector<double>& w, int c, int i, int j) { return w[std::size_t((c * 5 + i) * 2 + j)]; };
  for (int a = 0; a < 2; ++a)
    for (int b = 0; b < 2; ++b) {
      double all = 0;
      for (int c = 0; c < 3; ++c) {
        double one = 0;
        for (int i = 0; i < 5; ++i)
          one += at(apart, c, i, a) * at(apart, c, i, b), all += at(below, c, i, a) * at(below, c, i, b);
        BOOST_TEST(std::fabs(one - (a == b)) < 1e-14);
      }
      BOOST_TEST(std::fabs(all - (a == b)) < 1e-14);
    }
  for (int a = 0; a < 5; ++a)
    for (int b = 0; b < 5; ++b) {
      double s = 0;  // 5 inputs, 6 outputs in all: rows are orthonormal
      for (int c = 0; c < 3; ++c)
        for (int j = 0; j < 2; ++j) s += at(beside, c, a, j) * at(beside, c, b, j);
      BOOST_TEST(std::fabs(s - (a == b)) < 1e-14);
    }
  BOOST_TEST(at(apart, 0, 0, 0) != at(apart, 1, 0, 0));
}

BOOST_AUTO_TEST_CASE(a_window_is_orthogonal_at_its_centre) {
  const eg::shape dims{3, 5, 6, 4};
  const std::vector<double> w = kernel<eg::init::delta_orthogonal<>>(dims);
  constexpr int centre = (1 * 5 + 2) * 6 * 4;
  for (int i = 0; i < dims.size(); ++i)
    if (i < centre || i >= centre + 24) BOOST_TEST(w[std::size_t(i)] == 0);
  for (int a = 0; a < 4; ++a)
    for (int b = 0; b < 4; ++b) {
      double s = 0;
      for (std::size_t i = 0; i < 6; ++i) s += w[centre + i * 4 + std::size_t(a)] * w[centre + i * 4 + std::size_t(b)];
      BOOST_TEST(std::fabs(s - (a == b)) < 1e-14);
    }
  double square = 0;
  for (double x : w) square += x * x / dims.size();
  BOOST_TEST(std::sqrt(square) == eg::init::delta_orthogonal<>::law(eg::fans_of(dims)).deviation,
             boost::test_tools::tolerance(1e-14));
  const std::vector<double> flat = kernel<eg::init::delta_orthogonal<>>({8, 8}),
                            same = kernel<eg::init::orthogonal<>>({8, 8});
  BOOST_TEST((flat == same), "without a window it is orthogonal");
}

BOOST_AUTO_TEST_SUITE_END()
