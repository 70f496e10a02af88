// A normalization of one's own: a policy says what is averaged over, another what is learned; the formula is there.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace mine {

/// Each feature of an example over its lines: instance normalization (Ulyanov et al. 2016).
struct over_lines {
  static constexpr std::string_view name = "instance_norm";
  static constexpr eg::symbol average(eg::symbol x) { return mean_lines(x); }
};
/// No shift is learned, and a larger number keeps the root from zero.
struct careful : eg::normalization {
  static constexpr double epsilon = 1e-3;
  using beta = void;
};
inline constexpr auto instance_norm = eg::normalize<over_lines, careful>;

}  // namespace mine

constexpr auto net = eg::input<6, 3> | eg::bias | mine::instance_norm;
static_assert(eg::parameter_count(net) == 3 + 3);  // a bias and a gamma for each of three features

/// The line of a text that holds a word.
std::string line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word), begin = text.rfind('\n', at) + 1;
  return at == text.npos ? "none\n" : text.substr(begin, text.find('\n', at) + 1 - begin);
}

int main() {
  eg::model<net, double> model{eg::seed{1}};
  double x[18], target[18] = {1, -1, 2};
  for (int i = 0; i < 18; ++i) x[i] = i * i % 7 + 10 * (i % 3);
  const double* y = model.predict(x, 1);
  for (int f = 0; f < 3; ++f) {
    double mean = 0, variance = 0;
    for (int l = 0; l < 6; ++l) mean += y[3 * l + f] / 6;
    for (int l = 0; l < 6; ++l) variance += (y[3 * l + f] - mean) * (y[3 * l + f] - mean) / 6;
    fmt::print("feature {}: mean is 0: {}, variance {:.3f}\n", f, std::fabs(mean) < 1e-12, variance);
  }
  model.differentiate(eg::mse, x, target, 1);
  const double gradient = model.gradient("instance_norm_1.gamma")(1), shift = model.gradient("bias_1.b")(1);
  auto moved = [&](double by) {
    model["instance_norm_1.gamma"](1) += by;
    return model.differentiate(eg::mse, x, target, 1);
  };
  const double up = moved(1e-5), down = moved(-2e-5);
  fmt::print("gradient of gamma {:.6f}, by differences {:.6f}\n", gradient, (up - down) / 2e-5);
  fmt::print("a shift before it changes nothing: {}\n", std::fabs(shift) < 1e-12);
  fmt::print("{}", line_with(eg::explain<net>(), "rsqrt"));
}
