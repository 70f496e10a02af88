// The loss of one recurrent unit over 50 steps, and the length of its gradient, for many weights: lines for
// docs/cliff.py.
#include <evengrad/evengrad.hpp>

#include <cmath>
#include <cstdio>

namespace eg = evengrad;

// h' = σ(w h + b) from h₀ = σ(0.5); the loss is (h₅₀ − 0.7)², as in figure 6 of Pascanu, Mikolov & Bengio (2013). A row
// are 50 zeros, for nothing is read, and h₀.
constexpr auto net = eg::input<51> | eg::tap<"row"> | eg::range<50, 1> | eg::tap<"start"> | eg::from<"row"> |
                     eg::range<0, 50> | eg::reshape_to<50, 1> |
                     eg::scan<eg::begin_with<"start">>(eg::rnn_cell<1, eg::sigmoid>);

int main() {
  eg::model<net, double> model{eg::seed{1}};
  double row[51]{}, target = 0.7;
  row[50] = 1 / (1 + std::exp(-0.5));
  const auto loss = [&](double w, double b) {
    model["rnn_1.w_h"](0) = w, model["rnn_1.b"](0) = b;
    return model.differentiate(eg::mse, row, &target, 1);
  };
  const auto print = [&](const char* kind, double w, double b, double shown) {
    const double l = loss(w, b);
    const double length = std::hypot(model.gradient("rnn_1.w_h")(0), model.gradient("rnn_1.b")(0));
    std::printf("%s\t%.6g\t%.6g\t%.3g\t%.3g\n", kind, w, shown, l, length);
  };
  // The b between two of which the loss leaps, where it has half of the leap: the wall is thinner than any grid.
  const auto middle = [&](double w, double from, double to) {
    const double half = (loss(w, from) + loss(w, to)) / 2, sign = loss(w, from) > half ? 1 : -1;
    while (to - from > 1e-14) (sign * (loss(w, (from + to) / 2) - half) > 0 ? from : to) = (from + to) / 2;
    return from;
  };
  const double side = 2.1 / 48;
  for (int i = 0; i < 48; ++i)
    for (int j = 0; j < 48; ++j) {
      const double w = 4 + 3 * (i + 0.5) / 48, b = -4.2 + side * (j + 0.5);
      const bool wall = std::fabs(loss(w, b + side / 2) - loss(w, b - side / 2)) > 0.1;
      print("grid", w, wall ? middle(w, b - side / 2, b + side / 2) : b, b);
    }
  const double wall = middle(5.5, -3, -2.8);
  for (const double off : {-0.5, -0.1, -0.01, -1e-3, -1e-4, -1e-5, 0., 1e-5, 1e-4, 1e-3, 0.01, 0.1, 0.5})
    print("line", 5.5, wall + off, off);
}
