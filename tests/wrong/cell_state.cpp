// A cell whose state changes its extent from step to step.
// expect: a cell gives its state to the next step
// expect: "mine_1"
// expect: expected{5}
// expect: got{6}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct mine : eg::cell {
  static constexpr std::string_view name = "mine";
  static constexpr std::array<int, 1> state{5};
  constexpr eg::symbol formula(eg::symbol x, eg::symbol h) const {
#ifdef RIGHT
    return tanh(matmul(h, h.parameter("w", {5, 5}, eg::init::orthogonal<>{})) + sum(x));
#else
    return tanh(matmul(h, h.parameter("w", {5, 6}, eg::init::orthogonal<>{})) + sum(x));
#endif
  }
};

constexpr auto net = eg::input<8, 4> | eg::scan(mine{}) | eg::dense<3>;

int main() { eg::model<net> model; }
