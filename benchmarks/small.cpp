// Small nets with evengrad.
#include "small.hpp"

#include <evengrad/evengrad.hpp>

namespace eg = evengrad;
using namespace benchmark;

constexpr auto classifier = eg::input<2> | eg::dense<8> | eg::relu | eg::dense<8> | eg::relu | eg::dense<2>;
constexpr auto regressor = eg::input<8> | eg::dense<16> | eg::relu | eg::dense<16> | eg::relu | eg::dense<1>;

struct squares_t {
  static constexpr eg::shape target(const eg::shape& y) { return y; }
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) { return mean((y - target) * (y - target)); }
};
constexpr squares_t squares;

template <class Model>
void draw(Model& model, const int (&extents)[4]) {
  for (int l = 0; l < 3; ++l) {
    auto w = model["dense_" + std::to_string(l + 1) + ".w"];
    const int in = extents[l], out = extents[l + 1];
    for (int i = 0; i < w.size(); ++i) w(i) = first_weight(l, in, out, i / out, i % out);
  }
}

int main() {
  {
    constexpr int rows = 32;
    eg::model<classifier> model{eg::seed{1}};
    draw(model, {2, 8, 8, 2});
    float x[rows * 2], y[rows];
    for (int i = 0; i < rows * 2; ++i) x[i] = feature(i / 2, i % 2);
    for (int r = 0; r < rows; ++r) y[r] = float(quadrant(r));
    eg::optimizer<float, eg::adam> rule(eg::adam{.learning_rate = learning_rate});
    report("2-8-8-2 batch=32", [&] { return model.fused_step(eg::cross_entropy, x, y, rows, rule); });
  }
  {
    eg::model<regressor> model{eg::seed{1}};
    draw(model, {8, 16, 16, 1});
    float x[8], y[1] = {5};
    for (int i = 0; i < 8; ++i) x[i] = feature(0, i);
    eg::optimizer<float, eg::adam> rule(eg::adam{.learning_rate = learning_rate});
    report("8-16-16-1 batch=1", [&] { return model.fused_step(squares, x, y, 1, rule); });
  }
}
