// The gradient of a network against dual numbers, and its predictions against the loss, for one row and for several.
#pragma once
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/evengrad.hpp>

#include <cmath>
#include <cstdio>
#include <lint/without_gradient.hpp>
#include <vector>

namespace eg = evengrad;

/// Weights and features that no initializer would give: every bias counts.
template <const auto& Net, class T>
struct disturbed : eg::model<Net, T> {
  disturbed() : eg::model<Net, T>(eg::seed{3}) {
    const eg::generator g(eg::seed{5}, 1);
    std::uint64_t at = 0;
    for (const eg::entry& e : this->entries())
      if (e.learned)
        for (int i = 0; i < e.dims.size(); ++i) this->view(e)(i) += T(0.3 * (g.uniform<double>(at++) - 0.5));
  }
};

/// Mean cross entropy of four logits a row.
inline double loss_of(const double* y, std::int64_t stride, const std::vector<double>& target) {
  double sum = 0;
  for (std::size_t r = 0; r < target.size(); ++r, y += stride) {
    double largest = y[0], z = 0;
    for (int i = 1; i < 4; ++i) largest = std::fmax(largest, y[i]);
    for (int i = 0; i < 4; ++i) z += std::exp(y[i] - largest);
    sum += std::log(z) + largest - y[int(target[r])];
  }
  return sum / double(target.size());
}

/// Parameters of which a lint says that they get no gradient, and that get one.
template <const auto& Net, class Model>
int lints_that_are_not_so(Model& m, int number) {
  const std::set<std::string> none = evengrad_test::without_gradient(m);
  int wrong = 0;
  for (const std::string& name : evengrad_test::said_to_have_no_gradient<Net, eg::cross_entropy_t>())
    if (name.substr(0, 2) != ".." && none.count(name) == 0)
      ++wrong, std::printf("network %d: a lint says that %s gets no gradient\n", number, name.c_str());
  return wrong;
}

/// SameToInfer: the network has no layer that infers otherwise than it trains.
/// Some elements of each parameter; the number of those that differ by more than 1e-10, relative to 1 + |derivative|.
template <const auto& Net, bool SameToInfer>
int check(int number) {
  using dual = eg::dual<double>;
  int wrong = 0, looked_at = 0;
  double worst = 0;
  for (const int rows : {1, 5}) {
    const eg::generator g(eg::seed{7}, 2);
    std::vector<double> x, target;
    for (int i = 0; i < rows * eg::model<Net, double>::inputs; ++i)
      x.push_back(2 * g.uniform<double>(std::uint64_t(i)) - 1);
    for (int i = 0; i < rows; ++i) target.push_back(std::floor(4 * g.uniform<double>(std::uint64_t(1000 + i))));
    const std::vector<dual> dual_x(x.begin(), x.end()), dual_target(target.begin(), target.end());
    disturbed<Net, double> m;
    const double loss = m.differentiate(eg::cross_entropy, x.data(), target.data(), rows);
    if constexpr (SameToInfer) {
      const double inferred = loss_of(m.predict(x.data(), rows), m.stride(), target);
      if (!(std::fabs(loss - inferred) < 1e-10 * (1 + loss))) {
        ++wrong;
        std::printf("network %d, %d rows: the loss is %g, but that of the predictions %g\n", number, rows, loss,
                    inferred);
      }
    }
    if (rows > 1) wrong += lints_that_are_not_so<Net>(m, number);
    for (const eg::entry& e : m.entries()) {
      if (!e.learned) continue;
      for (int i = 0; i < e.dims.size(); i += 1 + e.dims.size() / 4) {
        disturbed<Net, dual> d;
        d.view(e)(i).derivative = 1;
        const double expected = d.differentiate(eg::cross_entropy, dual_x.data(), dual_target.data(), rows).derivative;
        const double got = m.gradient(e)(i), error = std::fabs(got - expected) / (1 + std::fabs(expected));
        worst = std::fmax(worst, error), ++looked_at;
        if (error < 1e-10) continue;
        ++wrong;
        std::printf("network %d, %d rows, %s element %d: %g, but dual numbers say %g\n", number, rows, e.name.c_str(),
                    i, got, expected);
      }
    }
  }
  std::printf("network %d: %d derivatives, the worst %.1g off\n", number, looked_at, worst);
  return wrong;
}
