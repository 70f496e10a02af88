// The Hessian of a network's loss times a direction, against differences of gradients and the matrix of least squares.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/maxout.hpp>
#include <evengrad/layer/prelu.hpp>
#include <evengrad/layer/softmax.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/model/hvp.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/normalize.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hard.hpp>
#include <evengrad/op/hyperbolic.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace eg = evengrad;

namespace {

constexpr auto smooth = eg::input<5> | eg::dense<18> | eg::tanh | eg::residual(eg::dense<18> | eg::tanh) | eg::dense<3>;
constexpr auto normed = eg::input<5> | eg::dense<12> | eg::batch_norm | eg::tanh | eg::dropout(0.25) | eg::dense<3>;
constexpr auto repeated = eg::input<5> | eg::dense<9> | eg::repeat<3>(eg::dense<9> | eg::tanh) | eg::dense<3>;
constexpr auto pieces = eg::input<5> | eg::maxout_dense<12, 3> | eg::gelu | eg::prelu | eg::maxout<6> | eg::softmax |
                        eg::dense<8> | eg::add(eg::scaled_tanh, eg::gelu_sigmoid, eg::hard_swish, eg::log_softmax) |
                        eg::dense<3>;
constexpr auto linear = eg::input<4> | eg::dense<1>;

struct halved_square {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) { return 0.5 * (y - target) * (y - target); }
};

template <const auto& Net>
struct problem {
  static constexpr int rows = 11, inputs = eg::model<Net, double>::inputs;
  eg::model<Net, double> m{eg::seed{5}};
  std::vector<double> x, y;

  problem() : x(rows * inputs), y(rows) {
    for (int i = 0; i < rows * inputs; ++i) x[i] = std::sin(1.7 * i);
    for (int r = 0; r < rows; ++r) y[r] = r * 7 % 3;
  }
  std::vector<double> direction(double frequency) const {
    std::vector<double> v(m.weight_count());
    for (std::size_t i = 0; i < v.size(); ++i) v[i] = std::cos(frequency * double(i));
    return v;
  }
  /// The gradient a little way along v, at the step where the model is.
  std::vector<double> gradient(const std::vector<double>& v, double length) const {
    eg::model<Net, double> there;
    there.take(m);
    for (std::size_t i = 0; i < v.size(); ++i) there.weights()[i] += length * v[i];
    there.differentiate(eg::cross_entropy, x.data(), y.data(), rows);
    return {there.gradients(), there.gradients() + v.size()};
  }
  std::vector<double> product(const std::vector<double>& v) const {
    return eg::loss_hessian(m)(eg::cross_entropy, x.data(), y.data(), rows, v.data());
  }
};

/// Over the elements of the parameters, without what pads their panels.
template <const auto& Net, class Take>
void for_each_weight(const eg::model<Net, double>& m, Take take) {
  for (const eg::entry& e : m.entries())
    if (e.learned)
      for (int line = 0; line < e.dims.lines(); ++line)
        for (int column = 0; column < e.dims.last(); ++column)
          take(e.offset + eg::panel_place(e.dims.lines(), line, column));
}

template <const auto& Net>
void check_against_differences() {
  const problem<Net> p;
  const auto v = p.direction(0.7), u = p.direction(1.1);
  const auto hv = p.product(v), hu = p.product(u);
  const auto above = p.gradient(v, 1e-5), below = p.gradient(v, -1e-5);
  double uhv = 0, vhu = 0, size = 0, largest = 0;
  for_each_weight(p.m, [&](std::int64_t i) { largest = std::fmax(largest, std::fabs(hv[i])); });
  for_each_weight(p.m, [&](std::int64_t i) {
    const double difference = (above[i] - below[i]) / 2e-5;
    BOOST_CHECK_SMALL((hv[i] - difference) / largest, 3e-7);
    uhv += u[i] * hv[i], vhu += v[i] * hu[i], size += std::fabs(hv[i]);
  });
  BOOST_CHECK_GT(size, 1);
  BOOST_CHECK_SMALL((uhv - vhu) / size, 1e-12);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(products_are_differences_of_gradients) {
  check_against_differences<smooth>();
  check_against_differences<normed>();
  check_against_differences<repeated>();
  check_against_differences<pieces>();
}

BOOST_AUTO_TEST_CASE(least_squares_have_the_matrix_of_their_data) {
  const problem<linear> p;
  const auto v = p.direction(0.7);
  const auto hv = eg::loss_hessian(p.m)(halved_square{}, p.x.data(), p.y.data(), p.rows, v.data());
  const auto at = [&](int i) { return eg::panel_place(4, i, 0); };
  for (int i = 0; i < 4; ++i) {
    double expected = 0;  // the mean of x xᵀ w + x b
    for (int r = 0; r < p.rows; ++r) {
      double along = v[std::size_t(p.m.find("dense_1.b").offset)];
      for (int k = 0; k < 4; ++k) along += p.x[r * 4 + k] * v[at(k)];
      expected += p.x[r * 4 + i] * along / p.rows;
    }
    BOOST_CHECK_SMALL(hv[at(i)] - expected, 1e-14);
  }
}

BOOST_AUTO_TEST_CASE(a_batch_of_floats_is_a_batch) {
  eg::model<smooth> m{eg::seed{1}};
  std::vector<float> x(10, 0.5f), y(2, 1.f), v(m.weight_count(), 0.1f);
  struct {
    eg::rows_view x, y;
  } batch{{x.data(), 2, 5}, {y.data(), 2, 1}};
  const auto once = eg::hvp(m, eg::cross_entropy, batch, v.data());
  const auto again = eg::loss_hessian(m)(eg::cross_entropy, x.data(), y.data(), 2, v.data());
  BOOST_CHECK(once == again);
  m.differentiate(eg::cross_entropy, x.data(), y.data(), 2);
  BOOST_CHECK(std::any_of(once.begin(), once.end(), [](float d) { return d != 0; }));
  batch.x.width = 4;
  BOOST_CHECK_THROW(eg::hvp(m, eg::cross_entropy, batch, v.data()), eg::error);
  batch.x.width = 5, y[1] = 3;
  BOOST_CHECK_THROW(eg::hvp(m, eg::cross_entropy, batch, v.data()), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
