// The law of gradients: for a network and a loss, every parameter's derivative is what dual numbers and central
// differences say, and the loss of what `predict` returns is the loss that training sees.
#pragma once
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/model/model.hpp>

#include <cmath>
#include <cstdint>
#include <vector>

#include <boost/test/unit_test.hpp>

namespace evengrad_test {

namespace eg = evengrad;

/// Rows for a network: features and targets, uniform in (-1, 1) unless `index` says how many classes there are.
struct rows_for_law {
  std::vector<double> x, y;
  int rows;
  rows_for_law(int rows, int inputs, int targets, int input_index = 0, int target_index = 0) : rows(rows) {
    const eg::generator g(eg::seed(7), 1);
    std::uint64_t at = 0;
    auto draw = [&](int index) {
      const double u = g.uniform<double>(at++);
      return index ? std::floor(u * index) : 2 * u - 1;
    };
    for (int i = 0; i < rows * inputs; ++i) x.push_back(draw(input_index));
    for (int i = 0; i < rows * targets; ++i) y.push_back(draw(target_index));
  }
};

/// What went furthest apart, relative to 1 + |derivative|.
struct law_error {
  double dual = 0, difference = 0;
  int parameters = 0;
};

template <class T>
std::vector<T> converted(const std::vector<double>& x) {
  return {x.begin(), x.end()};
}

/// A model whose parameters are all drawn from (0.1, 0.9) in turns of sign, as are states that wait for data.
template <const auto& Net, class T>
class law_model : public eg::model<Net, T> {
 public:
  law_model() : eg::model<Net, T>(eg::seed(3)) {
    const eg::generator g(eg::seed(11), 2);
    std::uint64_t at = 0;
    for (const eg::entry& e : this->entries())
      if (e.learned || e.initial != e.initial) {
        const auto w = this->view(e);
        for (int i = 0; i < w.size(); ++i, ++at) {
          const double u = 0.1 + 0.8 * g.uniform<double>(at);
          w(i) = T(w.lines() > 1 && (at & 1) ? -u : u);
        }
      }
  }
};

/// Checks the law on these rows.
template <const auto& Net, class Loss>
law_error check_law(const Loss& loss, const rows_for_law& data, double tolerance = 1e-12) {
  using number = eg::dual<double>;
  const std::vector<number> dual_x = converted<number>(data.x), dual_y = converted<number>(data.y);
  law_model<Net, double> m;
  const double value = m.differentiate(loss, data.x.data(), data.y.data(), data.rows);
  BOOST_TEST(std::isfinite(value));
  law_error worst;
  for (const eg::entry& e : m.entries()) {
    if (!e.learned) continue;
    const auto gradient = m.gradient(e);
    for (int i = 0; i < gradient.size(); ++i) {
      ++worst.parameters;
      law_model<Net, number> d;
      d.view(e)(i).derivative = 1;
      const number l = d.differentiate(loss, dual_x.data(), dual_y.data(), data.rows);
      auto moved = [&](double by) {
        law_model<Net, double> n;
        n.view(e)(i) += by;
        return n.differentiate(loss, data.x.data(), data.y.data(), data.rows);
      };
      const double h = 1e-5, central = (moved(h) - moved(-h)) / (2 * h), size = 1 + std::fabs(l.derivative);
      const double by_dual = std::fabs(gradient(i) - l.derivative) / size,
                   by_difference = std::fabs(gradient(i) - central) / size;
      BOOST_TEST(std::fabs(value - l.value) <= tolerance * (1 + std::fabs(value)));
      BOOST_TEST(by_dual <= tolerance,
                 e.name << " element " << i << ": " << gradient(i) << ", but dual numbers say " << l.derivative);
      BOOST_TEST(by_difference <= 1e-7,
                 e.name << " element " << i << ": " << gradient(i) << ", but differences say " << central);
      worst.dual = std::fmax(worst.dual, by_dual), worst.difference = std::fmax(worst.difference, by_difference);
    }
  }
  BOOST_TEST_MESSAGE(worst.parameters << " parameters: " << worst.dual << " from dual numbers, " << worst.difference
                                      << " from differences");
  return worst;
}

/// The same program in float, whose packs have twice the lanes: loss, gradients and predictions are those of double,
/// but for rounding.
template <const auto& Net, class Loss>
void check_float(const Loss& loss, const rows_for_law& data, double tolerance = 1e-4) {
  const std::vector<float> x = converted<float>(data.x), y = converted<float>(data.y);
  law_model<Net, double> exact;
  law_model<Net, float> m;
  const double l = exact.differentiate(loss, data.x.data(), data.y.data(), data.rows);
  BOOST_TEST(std::fabs(double(m.differentiate(loss, x.data(), y.data(), data.rows)) - l) <= tolerance * (1 + l));
  for (const eg::entry& e : m.entries())
    if (e.learned)
      for (int i = 0; i < e.dims.size(); ++i) {
        const double g = exact.gradient(e)(i);
        BOOST_TEST(std::fabs(double(m.gradient(e)(i)) - g) <= tolerance * (1 + std::fabs(g)),
                   e.name << " element " << i);
      }
  const double* to = exact.predict(data.x.data(), data.rows);
  const float* from = m.predict(x.data(), data.rows);
  for (int r = 0; r < data.rows; ++r)
    for (int i = 0; i < m.outputs; ++i) {
      const double p = to[r * exact.stride() + i];
      BOOST_TEST(std::fabs(double(from[r * m.stride() + i]) - p) <= tolerance * (1 + std::fabs(p)));
    }
}

/// The loss that training sees against the mean over rows of f(outputs, targets), of what `predict` returns.
template <const auto& Net, class Loss, class F>
void check_value(const Loss& loss, const rows_for_law& data, F f, double tolerance = 1e-13) {
  law_model<Net, double> m;
  const double seen = m.differentiate(loss, data.x.data(), data.y.data(), data.rows);
  const double* y = m.predict(data.x.data(), data.rows);
  const std::size_t targets = data.y.size() / std::size_t(data.rows);
  double mean = 0;
  for (int r = 0; r < data.rows; ++r)
    mean += f(y + r * m.stride(), data.y.data() + std::size_t(r) * targets) / data.rows;
  BOOST_TEST(std::fabs(seen - mean) <= tolerance * (1 + std::fabs(mean)),
             "training sees " << seen << ", predict says " << mean);
}

}  // namespace evengrad_test
