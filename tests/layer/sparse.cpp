// A sparse layer is the dense one with the same zeros: values, gradients of what stands in front, dual numbers, lines,
// any batch; what is left out is not multiplied, and costs nothing.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/sparse.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/model/cost.hpp>
#include <evengrad/model/explain.hpp>
#include <evengrad/model/graphviz.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include <limits>

#include "../combinator/built.hpp"
#include "../law.hpp"
#include "sparse_table.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto table = sparse_table<20, 18>(30);
constexpr auto bias = sparse_bias<18>();
constexpr auto square = eg::compressed<square_table>;
constexpr auto weights = eg::compressed<table>;

constexpr auto sparse_net =
    eg::input<3> | eg::dense<20> | eg::tanh | eg::sparse<weights, bias> | eg::tanh | eg::dense<2>;
constexpr auto dense_net = eg::input<3> | eg::dense<20> | eg::tanh | eg::dense<18> | eg::tanh | eg::dense<2>;
constexpr auto lines = eg::input<3, 20> | eg::sparse<weights, bias>;
constexpr auto one_line = eg::input<20> | eg::sparse<weights, bias>;
constexpr auto inside = eg::input<2, 3> | eg::dense<5> | eg::residual(eg::sparse<square> | eg::tanh) |
                        eg::repeat<2>(eg::dense<5> | eg::sparse<square>) | eg::sparse<square>;
constexpr auto same_content = [] { return weights; }();
constexpr auto twice = eg::input<20> | eg::add(eg::sparse<weights>, eg::sparse<same_content>);

static_assert(eg::parameter_count(one_line) == 0);
static_assert(eg::multiply_adds(one_line, eg::batch{2}) == 2 * weights.count);
static_assert(eg::multiply_adds(lines) == 3 * weights.count);
static_assert(eg::flops(one_line) == 2 * weights.count + 18);
// Starts and inputs of two bytes, values and biases of four; once in a chain and once in a block, however often used.
static_assert(eg::constant_bytes(one_line) == sizeof weights + 4 * 18);
static_assert(sizeof weights == 2 * 19 + 2 * weights.count + 4 * weights.count + (19 + weights.count) % 2 * 2);
static_assert(eg::constant_bytes(eg::input<20> | eg::add(eg::sparse<weights>, eg::sparse<weights>)) == sizeof weights);
static_assert(eg::constant_bytes(inside) == 2 * sizeof square && eg::constant_bytes<inside>() == 2 * sizeof square);

/// The weights of the sparse layer in the second dense one.
template <class T>
void fill(law_model<dense_net, T>& m) {
  const auto w = m["dense_2.w"], b = m["dense_2.b"];
  for (int j = 0; j < 18; ++j) {
    for (int k = 0; k < 20; ++k) w(k, j) = T(table[std::size_t(k)][std::size_t(j)]);
    b(j) = T(bias[std::size_t(j)]);
  }
}
template <class T>
void take(eg::model<sparse_net, T>& m, law_model<dense_net, T>& from) {
  for (const char* name : {"dense_1.w", "dense_1.b"})
    for (int i = 0; i < m[std::string(name)].size(); ++i) m[std::string(name)](i) = from[std::string(name)](i);
  for (const char* what : {"w", "b"})
    for (int i = 0; i < m[std::string("dense_2.") + what].size(); ++i)
      m[std::string("dense_2.") + what](i) = from[std::string("dense_3.") + what](i);
}
}  // namespace

BOOST_AUTO_TEST_CASE(is_the_dense_layer_with_zeros) {
  law_model<dense_net, double> d;
  eg::model<sparse_net, double> s{eg::seed{1}};
  fill(d), take(s, d);
  for (const int rows : {1, 37}) {
    const rows_for_law data(rows, 3, 2);
    const double *y = d.predict(data.x.data(), rows), *z = s.predict(data.x.data(), rows);
    for (int r = 0; r < rows; ++r)
      for (int i = 0; i < 2; ++i) BOOST_TEST(std::fabs(y[r * d.stride() + i] - z[r * s.stride() + i]) < 1e-12);
    const double a = d.differentiate(eg::mse, data.x.data(), data.y.data(), rows),
                 b = s.differentiate(eg::mse, data.x.data(), data.y.data(), rows);
    BOOST_TEST(std::fabs(a - b) < 1e-12);
    for (int i = 0; i < 60; ++i) BOOST_TEST(std::fabs(d.gradient("dense_1.w")(i) - s.gradient("dense_1.w")(i)) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(what_stands_in_front_learns) {
  check_law<inside>(eg::mse, rows_for_law(3, 6, 10));
  check_float<inside>(eg::mse, rows_for_law(5, 6, 10));
}

BOOST_AUTO_TEST_CASE(lines_are_rows) {
  eg::model<lines, double> m{eg::seed{1}};
  eg::model<one_line, double> n{eg::seed{1}};
  const rows_for_law data(4, 60, 1);
  const double* y = m.predict(data.x.data(), 4);
  for (int l = 0; l < 12; ++l) {
    const double* z = n.predict(data.x.data() + 20 * l, 1);
    for (int j = 0; j < 18; ++j) BOOST_TEST(y[l / 3 * m.stride() + l % 3 * 18 + j] == z[j]);
  }
}

BOOST_AUTO_TEST_CASE(directions_go_through) {
  using number = eg::dual<double>;
  eg::model<one_line, number> m{eg::seed{1}};
  std::vector<number> x(20);
  for (int k = 0; k < 20; ++k) x[std::size_t(k)] = {.1 * k, 1. / (k + 1)};
  const number* y = m.predict(x.data(), 1);
  for (int j = 0; j < 18; ++j) {
    number exact = double(bias[std::size_t(j)]);
    for (int k = 0; k < 20; ++k) exact += x[std::size_t(k)] * number(double(table[std::size_t(k)][std::size_t(j)]));
    BOOST_TEST(std::fabs(y[j].value - exact.value) < 1e-12);
    BOOST_TEST(std::fabs(y[j].derivative - exact.derivative) < 1e-12);
  }
}

BOOST_AUTO_TEST_CASE(what_is_left_out_is_not_multiplied) {
  eg::model<one_line, float> m{eg::seed{1}};
  std::vector<float> x(20, 1.f);
  const std::vector<float> y(m.predict(x.data(), 1), m.predict(x.data(), 1) + 18);
  x[empty_input] = std::numeric_limits<float>::infinity();
  const float* z = m.predict(x.data(), 1);
  for (int j = 0; j < 18; ++j) BOOST_TEST(z[j] == y[std::size_t(j)]);
  BOOST_TEST(z[empty_output] == bias[empty_output]);
  x[empty_input] = 1, x[0] = std::numeric_limits<float>::infinity();
  z = m.predict(x.data(), 1);
  for (int j = 0; j < 18; ++j) BOOST_TEST(std::isfinite(z[j]) == (table[0][std::size_t(j)] == 0));
}

BOOST_AUTO_TEST_CASE(equal_contents_are_computed_once) {
  const built b(twice, false);
  BOOST_TEST(b.count(eg::kind::sparse) == 1);
  const built c(sparse_net);
  BOOST_TEST(c.names() == "dense_1 tanh_1 sparse_1 tanh_2 dense_2");
}

BOOST_AUTO_TEST_CASE(readers_of_the_graph_know_it) {
  const std::string text = eg::explain<sparse_net>(), count = std::to_string(weights.count);
  BOOST_TEST(text.find("sparse_1") != text.npos);
  BOOST_TEST(text.find("rows × 18 by " + count + " weights") != text.npos);
  BOOST_TEST(eg::explain<sparse_net>(eg::mse).find("rows × 20 by " + count + " weights") != text.npos);
  BOOST_TEST(text.find(eg::with_unit(double(sizeof weights + 4 * 18), "B") + '\n') != text.npos, text);
  BOOST_TEST(eg::graphviz<sparse_net>().find("sparse_1") != text.npos);
}

BOOST_AUTO_TEST_CASE(wrong_data_is_a_fault) {
  static constexpr eg::compressed_weights<4, 2, 3> falls{{0, 2, 1}, {0, 1, 2}, {1, 1, 1}},
      short_of_all{{0, 1, 2}, {0, 1, 2}, {1, 1, 1}}, late{{1, 2, 3}, {0, 1, 2}, {1, 1, 1}},
      outside{{0, 2, 3}, {0, 1, 4}, {1, 1, 1}}, repeated{{0, 2, 3}, {1, 1, 2}, {1, 1, 1}},
      right{{0, 2, 3}, {0, 1, 3}, {1, 1, 1}};
  static constexpr std::array<float, 3> other{};
  auto fault_of = [](const auto& net) { return built(net).g.wrong.what; };
  BOOST_TEST((fault_of(eg::input<4> | eg::sparse<falls>) == eg::fault::sparse_rows_must_ascend));
  BOOST_TEST((fault_of(eg::input<4> | eg::sparse<short_of_all>) == eg::fault::sparse_rows_must_ascend));
  BOOST_TEST((fault_of(eg::input<4> | eg::sparse<late>) == eg::fault::sparse_rows_must_ascend));
  BOOST_TEST((fault_of(eg::input<4> | eg::sparse<outside>) == eg::fault::sparse_inputs_must_ascend));
  BOOST_TEST((fault_of(eg::input<4> | eg::sparse<repeated>) == eg::fault::sparse_inputs_must_ascend));
  BOOST_TEST((fault_of(eg::input<3> | eg::sparse<right>) == eg::fault::sparse_reads_other_features));
  BOOST_TEST((fault_of(eg::input<4> | eg::sparse<right, other>) == eg::fault::sparse_bias_has_another_size));
  BOOST_TEST((fault_of(eg::input<4> | eg::sparse<right>) == eg::fault::none));
}

BOOST_AUTO_TEST_SUITE_END()
