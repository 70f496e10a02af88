// An op of one's own: value and derivative side by side; shapes, gradients, fusion, SIMD and names follow.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace mine {

/// x + sin² x: an activation for periodic data (Liu, Hartwig & Ueda 2020, "snake").
struct snake_op {
  static constexpr std::string_view name = "snake";
  static constexpr auto value(auto x) { return x + eg::square(eg::sin(x)); }
  static constexpr auto derivative(auto x, auto) { return 1. + eg::sin(2. * x); }
};
inline constexpr eg::elementwise<snake_op> snake;  // a function of whatever it gets, and a layer

}  // namespace mine

constexpr auto net = eg::input<1> | eg::dense<8> | mine::snake | eg::dense<1>;
static_assert(eg::parameter_count(net) == 8 + 8 + 8 + 1);  // an op has no parameters and keeps the shape

/// The line of a text that holds a word.
std::string line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word), begin = text.rfind('\n', at) + 1;
  return at == text.npos ? "none\n" : text.substr(begin, text.find('\n', at) + 1 - begin);
}

int main() {
  fmt::print("of a number {:.6f}, of four at once {:.6f}\n", mine::snake(0.5),
             mine::snake(eg::pack<double, 4>(0.5))[3]);

  const eg::dual<double> slope = mine::snake(eg::dual<double>{0.5, 1});
  fmt::print("derivative {:.6f}, by dual numbers {:.6f}\n", mine::snake_op::derivative(0.5, 0.), slope.derivative);

  constexpr auto f = [](auto x) { return mine::snake(x * x); };
  constexpr double at_compile_time = eg::gradient(f)(0.5);
  fmt::print("gradient of snake(x²) at 0.5, by the compiler: {:.6f}\n", at_compile_time);

  eg::model<net, double> model{eg::seed{1}};
  const double x[] = {0.1, -0.7, 1.2}, target[] = {0, 1, 0};
  model.differentiate(eg::mse, x, target, 3);
  const double gradient = model.gradient("dense_1.w")(0, 0);
  auto moved = [&](double by) {
    model["dense_1.w"](0, 0) += by;
    return model.differentiate(eg::mse, x, target, 3);
  };
  const double up = moved(1e-5), down = moved(-2e-5);
  fmt::print("gradient of a weight {:.6f}, by differences {:.6f}\n", gradient, (up - down) / 2e-5);

  fmt::print("{}", line_with(eg::explain<net>(), "snake("));
}
