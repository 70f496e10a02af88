// Layer-sequential unit variance (Mishkin & Matas 2015, "All you need is a good init"): weights from data, layer by
// layer.
#pragma once
#include <evengrad/init/orthogonal.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/pass/products.hpp>

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

/// A program that infers, with what it keeps of layers that multiply by weights.
template <class T>
struct observed_program {
  const program_view<T>* code;
  const statement* statements;
  const watched_values* outputs;
  int count;
};
template <class C, class T>
std::vector<observed_program<T>> observed_programs() {
  return []<int... I>(std::integer_sequence<int, I...>) {
    return std::vector<observed_program<T>>{{&program_code<C, I, T, no_update>::view,
                                             program_of<C, I>.statements.data(), program_of<C, I>.watched.data(),
                                             int(program_of<C, I>.watched.size())}...};
  }
  (std::make_integer_sequence<int, sources_of<C>.count>{});
}

template <class T>
class lsuv_walk {
  using program = observed_program<T>;
  const std::vector<program> programs_;
  const lsuv_options o_;
  std::uint64_t stream_ = 0;

  /// The kernel that stores the value.
  static int maker_of(const program& p, const operand& value) {
    for (int k = 0; k < p.code->kernel_count; ++k)
      for (int i = p.code->kernels[k].first; i < p.code->kernels[k].first + p.code->kernels[k].count; ++i)
        if (const int s = p.statements[i].store;
            s >= 0 && p.code->operands[p.code->kernels[k].operands + s].node == value.node)
          return k;
    return -1;
  }
  /// Whether a kernel, run twice, gives the same: it writes over nothing that it reads.
  static bool can_run_again(const program& p, const kernel& k) {
    for (int a = k.operands; a < k.operands + k.operand_count; ++a)
      for (int b = k.operands; b < a; ++b)
        if (const operand& x = p.code->operands[a], &y = p.code->operands[b];
            x.in == y.in && x.offset == y.offset && x.node != y.node && x.in == region::row_arena)
          return false;
    return k.walk == loop::product;
  }
  /// The last product of the network, with no repetition behind it.
  bool is_head(const program& p, int i, int maker) const {
    bool last = p.code == programs_.front().code && i == p.count - 1;
    for (int k = maker; k < p.code->kernel_count; ++k) last = last && p.code->kernels[k].walk != loop::call;
    return last;
  }
  static double variance_of(const watched_values& w, const context<T>& c) {
    const stream<T> s = open_stream(w.output, c);
    const int n = w.dims.size();
    double mean = 0, square = 0;
    for (std::int64_t r = 0; r < c.rows; ++r)
      for (int i = 0; i < n; ++i) mean += double(s.p[r * s.row + i]);
    mean /= double(c.rows) * n;
    for (std::int64_t r = 0; r < c.rows; ++r)
      for (int i = 0; i < n; ++i) square += (double(s.p[r * s.row + i]) - mean) * (double(s.p[r * s.row + i]) - mean);
    return square / (double(c.rows) * n);
  }
  static parameter_view<T> weights_of(const program& p, const watched_values& w, const context<T>& c) {
    return {c.base[std::size_t(region::weights)] + p.code->parameter_offset[w.parameter],
            p.code->parameters[w.parameter].dims};
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
  void scale(const program& p, int kernel, const watched_values& w, const context<T>& c, std::string name) {
    const parameter_view<T> of = weights_of(p, w, c);
    for (int tries = 0;; ++tries) {
      const double variance = variance_of(w, c);
      if (std::abs(variance - 1) < o_.tolerance) {
        layers.push_back({std::move(name), variance, tries});
        return;
      }
      if (!(variance > 0) || !(variance - variance == 0) || tries == o_.tries) give_up(name, variance, tries);
      for (int i = 0; i < of.size(); ++i) of(i) = T(double(of(i)) / sqrt(variance));
      walk(*p.code, can_run_again(p, p.code->kernels[kernel]) ? kernel : 0, kernel + 1, c);
    }
  }

 public:
  std::vector<lsuv_layer> layers;

  lsuv_walk(std::vector<program> programs, const lsuv_options& o) : programs_(std::move(programs)), o_(o) {}

  /// Runs a program as far as a layer, scales its weights, runs on; blocks copy by copy.
  void run(const program& p, const context<T>& c, const std::string& prefix) {
    std::vector<int> maker;
    for (int i = 0; i < p.count; ++i) {
      maker.push_back(maker_of(p, p.outputs[i].output));
      if (!o_.head && is_head(p, i, maker.back())) maker.back() = -1;
      else if (o_.orthonormal) orthonormalize(weights_of(p, p.outputs[i], c));
    }
    for (int k = 0; k < p.code->kernel_count; ++k) {
      if (const kernel& call = p.code->kernels[k]; call.walk == loop::call) {
        const call_info& block = p.code->calls[call.call];
        const std::string name = prefix + layer_name(p.code->layers, p.code->parameters[block.parameter].layer) + ".";
        run_copies(*p.code, call, c, [&](const program_view<T>& body, const context<T>& b, std::int64_t n) {
          if (block.shared && n > 0) return walk(body, 0, body.kernel_count, b);
          for (const program& q : programs_)
            if (q.code == &body) run(q, b, block.shared ? name : name + std::to_string(n + 1) + ".");
        });
      } else walk(*p.code, k, k + 1, c);
      for (int i = 0; i < p.count; ++i)
        if (maker[std::size_t(i)] == k)
          scale(p, k, p.outputs[i], c, prefix + layer_name(p.code->layers, p.outputs[i].layer));
    }
  }
  void run(const context<T>& c) { run(programs_.front(), c, ""); }
};

template <const auto& Net>
using observed_products = compilation<Net, product_outputs>;

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
    using C = observed_products<Net>;
    check_width(x, m.inputs), check_finite(x);
    if constexpr (constexpr int known = model<Net, T>::vocabulary; known > 0) check_whole_numbers(x, known, "index");
    if (!(o.tolerance > 0)) fail("lsuv.tolerance", std::to_string(o.tolerance), "give a positive number, such as 0.1");
    if (o.tries < 1) fail("lsuv.tries", std::to_string(o.tries), "allow one at least");
    const std::vector<T> before(m.weights(), m.weights() + m.weight_count());
    std::vector<T> rows(x.data, x.data + x.size());
    workplace<T> place{nullptr};
    context<T> c = place.template stand<C>(x.rows, memory_source());
    c.base[std::size_t(region::input)] = rows.data();
    c.base[std::size_t(region::weights)] = m.weights(), c.base[std::size_t(region::states)] = m.states();
    lsuv_walk<T> all(observed_programs<C, T>(), o);
    struct restore {
      const std::vector<T>& from;
      T* to;
      bool done = false;
      ~restore() {
        if (!done) std::copy(from.begin(), from.end(), to);
      }
    } guard{before, m.weights()};
    all.run(c);
    if (all.layers.empty())
      fail("lsuv", "a network without weights to divide",
           "give it layers that multiply by what they learn; init_from_data is for weight_norm");
    guard.done = true;
    return all.layers;
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
