// Layer-sequential unit variance (Mishkin & Matas 2015, "All you need is a good init"): weights from data, layer by
// layer.
#pragma once
#include <evengrad/init/orthogonal.hpp>
#include <evengrad/pass/products.hpp>
#include <evengrad/train/layerwise.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The figures of the paper: |Var − 1| below `tolerance` within `tries`; weights begin orthonormal, drawn from the
/// seed, unless they shall keep their directions.
struct lsuv_options {
  double tolerance = 0.1;
  int tries = 10;
  bool orthonormal = true, head = true;
  evengrad::seed seed{0};
};

/// A layer that was scaled: the variance of its output in the end, and how often its weights were divided.
struct lsuv_layer {
  std::string name;
  double variance = 0;
  int tries = 0;
};

template <class T>
class lsuv_visitor {
  const lsuv_options o_;
  std::uint64_t stream_ = 0;

  /// The last product of the network, with no repetition behind it.
  static bool is_head(const observed_program<T>& p, int i, int maker) {
    bool last = i == p.count - 1;
    for (int k = maker; k < p.code->kernel_count; ++k) last = last && p.code->kernels[k].walk != loop::call;
    return last;
  }
  static double variance_of(const observed_layer<T>& l) {
    double mean = 0, square = 0;
    const double count = l.count() * l.kept.dims.last();
    l.for_each([&](int, double y) { mean += y; });
    mean /= count;
    l.for_each([&](int, double y) { square += (y - mean) * (y - mean); });
    return square / count;
  }
  void orthonormalize(const parameter_view<T>& w) {
    std::vector<double> all(std::size_t(w.size()), 0.);
    init::orthogonal<>::draw(generator(o_.seed, stream_++), w.dims(), fans_of(w.dims()), all.data());
    for (int i = 0; i < w.size(); ++i) w(i) = T(all[std::size_t(i)]);
  }
  [[noreturn]] void give_up(const std::string& layer, double variance, int tries) const {
    const std::string after = tries ? " after " + std::to_string(tries) + " divisions" : "";
    fail("lsuv, " + layer, "the variance of its output is " + std::to_string(variance) + after,
         variance > 0
             ? "let its bias begin at zero, or allow more tries; the model is as it was"
             : "give rows that differ, and activations before it that are not all cut off; the model is as it was");
  }

 public:
  std::vector<lsuv_layer> layers;

  explicit lsuv_visitor(const lsuv_options& o) : o_(o) {}

  void begin(const observed_program<T>& p, const context<T>& c, std::vector<int>& maker, bool outermost) {
    for (int i = 0; i < p.count; ++i)
      if (!o_.head && outermost && is_head(p, i, maker[std::size_t(i)])) maker[std::size_t(i)] = -1;
      else if (o_.orthonormal) orthonormalize(p.view(p.outputs[i].parameter, c));
  }
  void made(const observed_layer<T>& l) {
    const parameter_view<T> of = l.program.view(l.kept.parameter, l.at);
    for (int tries = 0;; ++tries) {
      const double variance = variance_of(l);
      if (std::abs(variance - 1) < o_.tolerance) {
        layers.push_back({l.name, variance, tries});
        return;
      }
      if (!(variance > 0) || !(variance - variance == 0) || tries == o_.tries) give_up(l.name, variance, tries);
      for (int i = 0; i < of.size(); ++i) of(i) = T(double(of(i)) / sqrt(variance));
      l.multiply_again();
    }
  }
  void end() const {
    if (layers.empty())
      fail("lsuv", "a network without weights to divide",
           "give it layers that multiply by what they learn; init_from_data is for weight_norm");
  }
};

/// Of each layer that multiplies by learned weights, in the order of the net and copy by copy inside of repetitions:
/// draws the weights orthonormal, gives the rows to the network as it infers, and divides the weights by the standard
/// deviation of the layer's output, before its activation, until its variance over all rows and units is 1 ± tolerance.
/// Weights that two layers share are scaled where the first uses them. A few hundred rows are enough. Fails, with the
/// model as it was, on rows that do not fit, and where a layer does not come to the variance: the message has its name
/// and its variance.
template <const auto& Net, std::floating_point T>
std::vector<lsuv_layer> lsuv(model<Net, T>& m, const rows_view& x, const lsuv_options& o = {}) {
  if constexpr (!fits_together<Net>) return {};
  else {
    if (!(o.tolerance > 0)) fail("lsuv.tolerance", std::to_string(o.tolerance), "give a positive number, such as 0.1");
    if (o.tries < 1) fail("lsuv.tries", std::to_string(o.tries), "allow one at least");
    lsuv_visitor<T> all(o);
    walk_layers<product_outputs>(m, x, all);
    return all.layers;
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
