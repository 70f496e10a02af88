// The initialization of weight normalization from data (Salimans & Kingma 2016, section 3): every output begins with
// mean 0 and variance 1.
#pragma once
#include <evengrad/op/copy.hpp>
#include <evengrad/train/layerwise.hpp>

#include <limits>

namespace evengrad::inline EVENGRAD_ISA {

/// In the place of a loss: keeps what each layer gives whose weights have lengths "g" beside them, one an output.
struct outputs_with_lengths {
  static constexpr void observe(graph& g) {
    const int layers = g.layers.n;
    for (int p = 1; p < g.parameters.n; ++p) {
      const parameter_info &length = g.parameters[p], &v = g.parameters[p - 1];
      const int layer = length.layer, n = length.dims.size();
      if (!length.learned || length.name != "g" || length.dims.last() != n || v.layer != layer || v.call >= 0 ||
          v.dims.rank < 2 || v.dims.last() != n || layer < 0 || layer >= layers)
        continue;
      const int out = g.layers[layer].out;
      if (!g[out].batched || g[out].dims.last() != n) continue;
      g.layer = layer;
      g.watched.push({.name = length.name, .layer = layer, .output = owned(g, out), .parameter = p});
    }
  }
};

template <class T>
class weight_norm_visitor {
  struct moments {
    std::vector<double> mean, variance;
  };
  /// Of each feature.
  static moments moments_of(const observed_layer<T>& l) {
    const auto n = std::size_t(l.kept.dims.last());
    moments m{std::vector<double>(n), std::vector<double>(n)};
    l.for_each([&](int i, double y) { m.mean[std::size_t(i)] += y / l.count(); });
    l.for_each([&](int i, double y) {
      const double d = y - m.mean[std::size_t(i)];
      m.variance[std::size_t(i)] += d * d / l.count();
    });
    return m;
  }
  /// The bias of the same layer, -1 where it has none.
  static int bias_of(const observed_layer<T>& l) {
    const program_view<T>& code = *l.program.code;
    for (int q = l.kept.parameter + 1; q < code.parameter_count && code.parameters[q].layer == l.kept.layer; ++q)
      if (const parameter_info& b = code.parameters[q];
          b.name == "b" && b.learned && b.dims.size() == code.parameters[l.kept.parameter].dims.size())
        return q;
    return -1;
  }

 public:
  std::vector<std::string> layers;

  void begin(const observed_program<T>&, const context<T>&, std::vector<int>&, bool) {}
  void made(const observed_layer<T>& l) {
    const parameter_view<T> g = l.program.view(l.kept.parameter, l.at);
    const int bias = bias_of(l);
    const moments m = moments_of(l);
    for (int i = 0; i < g.size(); ++i) {
      const double mean = m.mean[std::size_t(i)], deviation = sqrt(m.variance[std::size_t(i)]);
      const double rounding = 64 * double(std::numeric_limits<T>::epsilon()) * std::abs(mean);
      if (!(deviation > rounding) || !(deviation - deviation == 0))
        fail("init_from_data, " + l.name,
             "the deviation of output " + std::to_string(i) + " is " + std::to_string(deviation),
             "give rows that differ, and activations before it that are not all cut off; the model is as it was");
      g(i) = T(double(g(i)) / deviation);
      if (bias < 0) continue;
      const parameter_view<T> b = l.program.view(bias, l.at);
      b(i) = T((double(b(i)) - mean) / deviation);
    }
    l.compute_again();
    const moments now = moments_of(l);
    for (std::size_t i = 0; i < now.mean.size(); ++i)
      if (std::abs(now.variance[i] - 1) > 1e-2 || (bias >= 0 && std::abs(now.mean[i]) > 1e-2))
        fail("init_from_data, " + l.name, "g and b do not scale and shift its output",
             "name other parameters otherwise: g and b are those of g · v / ‖v‖ · x + b; the model is as it was");
    layers.push_back(l.name);
  }
  void end() const {
    if (layers.empty())
      fail("init_from_data", "no layer with lengths g", "write a layer with them, such as dense<n, weight_norm<>>");
  }
};

/// Of each layer with `weight_norm`, in the order of the net and copy by copy inside of repetitions: gives the rows to
/// the network as it infers, and sets g ← g / deviation and b ← (b − mean) / deviation of each output, before the
/// activation, which then has mean 0 and variance 1 over these rows (eq. 5 and 6; without a bias the variance alone).
/// Returns the names of these layers. A few hundred rows are enough. Fails, with the model as it was, on rows that do
/// not fit, where an output does not change from row to row, and where no layer has weight norm.
template <const auto& Net, std::floating_point T>
std::vector<std::string> init_from_data(model<Net, T>& m, const rows_view& x) {
  if constexpr (!fits_together<Net>) return {};
  else {
    weight_norm_visitor<T> all;
    walk_layers<outputs_with_lengths>(m, x, all);
    return all.layers;
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
