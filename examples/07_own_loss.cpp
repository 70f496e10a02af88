// A loss of one's own: a formula of output and target; here log cosh, a parabola that becomes a straight line.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace mine {

/// mean log cosh(y − target), as |d| + log(1 + e^(−2|d|)) − log 2, which does not overflow.
struct log_cosh_t {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) {
    auto d = abs(y - target);
    return mean(d + log1p(exp(-2. * d)) - 0.6931471805599453);
  }
};
inline constexpr log_cosh_t log_cosh;

}  // namespace mine

constexpr auto net = eg::input<2> | eg::dense<16> | eg::tanh | eg::dense<1>;
static_assert(eg::model<net>::targets<mine::log_cosh_t> == 1);  // the target has the output's shape unless told

/// The line of a text that holds a word.
std::string line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word), begin = text.rfind('\n', at) + 1;
  return at == text.npos ? "none\n" : text.substr(begin, text.find('\n', at) + 1 - begin);
}

int main() {
  eg::model<net, double> model{eg::seed{1}};
  const double x[] = {0.5, -1, 2, 0.3, -0.4, 0.8}, target[] = {0.5, 1e3, -0.25};  // one row is far off
  const double loss = model.differentiate(mine::log_cosh, x, target, 3);
  const double gradient = model.gradient("dense_2.b")(0), *y = model.predict(x, 3);
  double by_hand = 0, slope = 0;
  for (int r = 0; r < 3; ++r) {
    const double d = std::fabs(y[r * model.stride()] - target[r]);
    by_hand += (d + std::log1p(std::exp(-2 * d)) - std::log(2)) / 3;
    slope += std::tanh(y[r * model.stride()] - target[r]) / 3;  // what the derivative of log cosh is
  }
  fmt::print("loss {:.6f}, by hand {:.6f}\n", loss, by_hand);
  fmt::print("gradient of the last bias {:.6f}, by hand {:.6f}\n", gradient, slope);

  eg::optimizer<double, eg::adam> rule{eg::adam{.learning_rate = 0.01}};
  const double near[] = {0.5, -0.1, -0.25};
  for (int step = 0; step < 300; ++step) model.step(mine::log_cosh, x, near, 3, rule);
  fmt::print("after 300 steps below {}: {}\n", 1e-4, model.differentiate(mine::log_cosh, x, near, 3) < 1e-4);
  fmt::print("{}", line_with(eg::explain<net>(mine::log_cosh), "log1p"));
}
