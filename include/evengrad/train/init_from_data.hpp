// The initialization of weight normalization from data (Salimans & Kingma 2016, section 3): every output begins with
// mean 0 and variance 1.
#pragma once
#include <evengrad/train/lsuv.hpp>

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
class init_walk {
  using program = observed_program<T>;
  const std::vector<program> programs_;

  struct moments {
    std::vector<double> mean, variance;
  };
  /// Of each feature, over rows and lines.
  static moments moments_of(const watched_values& w, const context<T>& c) {
    const stream<T> s = open_stream(w.output, c);
    const int n = w.dims.last(), lines = w.dims.lines();
    moments m{std::vector<double>(std::size_t(n)), std::vector<double>(std::size_t(n))};
    const double count = double(c.rows) * lines;
    auto each = [&](auto take) {
      for (std::int64_t r = 0; r < c.rows; ++r)
        for (int l = 0; l < lines; ++l)
          for (int i = 0; i < n; ++i) take(std::size_t(i), double(s.p[r * s.row + l * n + i]));
    };
    each([&](std::size_t i, double y) { m.mean[i] += y / count; });
    each([&](std::size_t i, double y) { m.variance[i] += (y - m.mean[i]) * (y - m.mean[i]) / count; });
    return m;
  }
  static parameter_view<T> view(const program& p, int parameter, const context<T>& c) {
    return {c.base[std::size_t(region::weights)] + p.code->parameter_offset[parameter],
            p.code->parameters[parameter].dims};
  }
  /// The bias of the same layer, -1 where it has none.
  static int bias_of(const program& p, const watched_values& w) {
    for (int q = w.parameter + 1; q < p.code->parameter_count && p.code->parameters[q].layer == w.layer; ++q)
      if (const parameter_info& b = p.code->parameters[q];
          b.name == "b" && b.learned && b.dims.size() == p.code->parameters[w.parameter].dims.size())
        return q;
    return -1;
  }
  void standardize(const program& p, int kernel, const watched_values& w, const context<T>& c,
                   const std::string& name) {
    const parameter_view<T> g = view(p, w.parameter, c);
    const int bias = bias_of(p, w);
    const moments m = moments_of(w, c);
    for (int i = 0; i < g.size(); ++i) {
      const double variance = m.variance[std::size_t(i)], deviation = sqrt(variance);
      const double rounding = 64 * double(std::numeric_limits<T>::epsilon()) * std::abs(m.mean[std::size_t(i)]);
      if (!(deviation > rounding) || !(variance - variance == 0))
        fail("init_from_data, " + name,
             "the deviation of output " + std::to_string(i) + " is " + std::to_string(deviation),
             "give rows that differ, and activations before it that are not all cut off; the model is as it was");
      g(i) = T(double(g(i)) / deviation);
      if (bias < 0) continue;
      const parameter_view<T> b = view(p, bias, c);
      b(i) = T((double(b(i)) - m.mean[std::size_t(i)]) / deviation);
    }
    walk(*p.code, 0, kernel + 1, c);
    const moments now = moments_of(w, c);
    for (std::size_t i = 0; i < now.mean.size(); ++i)
      if (std::abs(now.variance[i] - 1) > 1e-2 || (bias >= 0 && std::abs(now.mean[i]) > 1e-2))
        fail("init_from_data, " + name, "g and b do not scale and shift its output",
             "name other parameters otherwise: g and b are those of g · v / ‖v‖ · x + b; the model is as it was");
    layers.push_back(name);
  }

 public:
  std::vector<std::string> layers;

  explicit init_walk(std::vector<program> programs) : programs_(std::move(programs)) {}

  /// Runs a program as far as a layer, sets its g and b, runs on; blocks copy by copy.
  void run(const program& p, const context<T>& c, const std::string& prefix) {
    for (int k = 0; k < p.code->kernel_count; ++k) {
      const kernel& now = p.code->kernels[k];
      if (now.walk == loop::call) {
        const call_info& block = p.code->calls[now.call];
        const std::string name = prefix + layer_name(p.code->layers, p.code->parameters[block.parameter].layer) + ".";
        run_copies(*p.code, now, c, [&](const program_view<T>& body, const context<T>& b, std::int64_t n) {
          if (block.shared && n > 0) return walk(body, 0, body.kernel_count, b);
          for (const program& q : programs_)
            if (q.code == &body) run(q, b, block.shared ? name : name + std::to_string(n + 1) + ".");
        });
        continue;
      }
      walk(*p.code, k, k + 1, c);
      for (int i = 0; i < p.count; ++i)
        for (int s = now.first; s < now.first + now.count; ++s)
          if (const int o = p.statements[s].store;
              o >= 0 && p.code->operands[now.operands + o].node == p.outputs[i].output.node)
            standardize(p, k, p.outputs[i], c, prefix + layer_name(p.code->layers, p.outputs[i].layer));
    }
  }
  void run(const context<T>& c) { run(programs_.front(), c, ""); }
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
    using C = compilation<Net, outputs_with_lengths>;
    check_width(x, m.inputs), check_finite(x);
    if constexpr (constexpr int known = model<Net, T>::vocabulary; known > 0) check_whole_numbers(x, known, "index");
    std::vector<T> weights(m.weights(), m.weights() + m.weight_count()), rows(x.data, x.data + x.size());
    workplace<T> place{nullptr};
    context<T> c = place.template stand<C>(x.rows, memory_source());
    c.base[std::size_t(region::input)] = rows.data();
    c.base[std::size_t(region::weights)] = weights.data(), c.base[std::size_t(region::states)] = m.states();
    init_walk<T> all(observed_programs<C, T>());
    all.run(c);
    if (all.layers.empty())
      fail("init_from_data", "no layer with lengths g", "write a layer with them, such as dense<n, weight_norm<>>");
    std::copy(weights.begin(), weights.end(), m.weights());
    return all.layers;
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
