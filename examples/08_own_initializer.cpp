// An initializer of one's own: a law, which is drawn from and which the analysis of signals can read.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace mine {

/// Normal with variance gain² / fan_in: what keeps the variance of an activation with that gain, here 5/3 for tanh.
struct tanh_normal {
  static constexpr eg::law law(eg::fans f) { return eg::normal_law(0, 5. / 3 / eg::sqrt(double(f.in))); }
};
/// Every bias the same: log of the odds that a rare event has, 1 to 99.
struct rare {
  static constexpr eg::law law(eg::fans) { return eg::constant_law(-4.59511985013459); }
};

}  // namespace mine

constexpr auto net = eg::input<200> | eg::dense<200, mine::tanh_normal> | eg::tanh | eg::dense<200, mine::tanh_normal> |
                     eg::tanh | eg::dense<1, eg::init::zeros, mine::rare> | eg::sigmoid;
static_assert(mine::tanh_normal::law(eg::fans{100, 50}).deviation == 5. / 3 / 10);
static_assert(eg::an_initializer<mine::rare>);

struct moments {
  double mean = 0, deviation = 0;
};
template <class At>
moments moments_of(At at, int n) {
  moments m;
  for (int i = 0; i < n; ++i) m.mean += at(i) / n;
  for (int i = 0; i < n; ++i) m.deviation += (at(i) - m.mean) * (at(i) - m.mean) / n;
  m.deviation = std::sqrt(m.deviation);
  return m;
}

int main() {
  eg::model<net, double> model{eg::seed{42}}, same{eg::seed{42}};
  const auto w = model["dense_2.w"], again = same["dense_2.w"];
  const moments drawn = moments_of(w, w.size());
  fmt::print("law: deviation {:.3f}; {} numbers drawn: mean {:.3f}, deviation {:.3f}\n",
             mine::tanh_normal::law(eg::fans_of(w.dims())).deviation, w.size(), drawn.mean, drawn.deviation);
  int equal = 0;
  for (int i = 0; i < w.size(); ++i) equal += w(i) == again(i);
  fmt::print("the same seed: {} of {} numbers have the same bits\n", equal, w.size());

  std::vector<double> x(50 * 200);
  const eg::generator noise(eg::seed{7});
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = noise.normal(i);
  fmt::print("probability of the rare event at the start: {:.4f}\n", model.predict(x.data(), 50)[0]);
}
