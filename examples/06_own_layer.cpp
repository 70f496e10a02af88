// A layer of one's own: parameters and one formula over symbols; here the gated linear unit (Dauphin et al. 2016).
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace mine {

/// (x v + c) · σ(x w + b) with Out outputs.
template <int Out>
struct gated_t : eg::layer {
  static constexpr std::string_view name = "gated";
  constexpr eg::symbol formula(eg::symbol x) const {
    auto v = x.parameter("v", {x.features(), Out}, eg::init::glorot_uniform{});
    auto c = x.parameter("c", {Out}, eg::init::zeros{});
    auto w = x.parameter("w", {x.features(), Out}, eg::init::glorot_uniform{});
    auto b = x.parameter("b", {Out}, eg::init::zeros{});
    return (matmul(x, v) + c) * eg::sigmoid(matmul(x, w) + b);
  }
};
template <int Out>
inline constexpr gated_t<Out> gated;

}  // namespace mine

constexpr auto net = eg::input<5, 3> | mine::gated<4> | eg::flatten | eg::dense<2>;  // lines of three features
static_assert(eg::parameter_count(net) == 2 * (3 * 4 + 4) + (5 * 4 * 2 + 2));

/// The line of a text that holds a word.
std::string line_with(const std::string& text, const std::string& word) {
  const std::size_t at = text.find(word), begin = text.rfind('\n', at) + 1;
  return at == text.npos ? "none\n" : text.substr(begin, text.find('\n', at) + 1 - begin);
}

int main() {
  eg::model<net, double> model{eg::seed{1}};
  for (const eg::entry& e : model.entries()) fmt::print("{:12} {} × {}\n", e.name, e.dims.lines(), e.dims.last());

  double x[2 * 15], target[] = {1, 0, 0, 1};
  for (int i = 0; i < 30; ++i) x[i] = 0.1 * (i % 7) - 0.3;
  for (const char* name : {"gated_1.v", "gated_1.w"}) {
    model.differentiate(eg::mse, x, target, 2);
    const double gradient = model.gradient(name)(1, 2);
    auto moved = [&](double by) {
      model[name](1, 2) += by;
      return model.differentiate(eg::mse, x, target, 2);
    };
    const double up = moved(1e-5), down = moved(-2e-5);
    model[name](1, 2) += 1e-5;
    fmt::print("gradient of {} {:.6f}, by differences {:.6f}\n", name, gradient, (up - down) / 2e-5);
  }
  fmt::print("{}", line_with(eg::explain<net>(), "sigmoid"));
}
