// A network that infers, stopped behind each layer that an observer keeps: so its weights are set from data, layer by
// layer.
#pragma once
#include <evengrad/model/model.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A program that infers, with what an observer keeps of its layers.
template <class T>
struct observed_program {
  const program_view<T>* code;
  const statement* statements;
  const watched_values* outputs;
  int count;

  /// The kernel that stores what is kept of layer i.
  int maker_of(int i) const {
    for (int k = 0; k < code->kernel_count; ++k)
      for (int s = code->kernels[k].first; s < code->kernels[k].first + code->kernels[k].count; ++s)
        if (const int o = statements[s].store;
            o >= 0 && code->operands[code->kernels[k].operands + o].node == outputs[i].output.node)
          return k;
    return -1;
  }
  /// Whether a kernel, run twice, gives the same: it writes over nothing that it reads.
  bool can_run_again(const kernel& k) const {
    for (int a = k.operands; a < k.operands + k.operand_count; ++a)
      for (int b = k.operands; b < a; ++b)
        if (const operand& x = code->operands[a], &y = code->operands[b];
            x.in == y.in && x.offset == y.offset && x.node != y.node && x.in == region::row_arena)
          return false;
    return k.walk == loop::product;
  }
  /// A learned parameter of this program, or of the copy of a block at which the context stands.
  parameter_view<T> view(int parameter, const context<T>& c) const {
    return {c.base[std::size_t(region::weights)] + code->parameter_offset[parameter], code->parameters[parameter].dims};
  }
};

/// A layer whose value has just been computed.
template <class T>
struct observed_layer {
  const observed_program<T>& program;
  const watched_values& kept;
  const context<T>& at;
  int kernel;
  std::string name;

  /// f(feature, value), over rows and lines.
  template <class F>
  void for_each(F f) const {
    const stream<T> s = open_stream(kept.output, at);
    const int n = kept.dims.last(), lines = kept.dims.lines();
    for (std::int64_t r = 0; r < at.rows; ++r)
      for (int l = 0; l < lines; ++l)
        for (int i = 0; i < n; ++i) f(i, double(s.p[r * s.row + l * n + i]));
  }
  /// How many values a feature has.
  double count() const { return double(at.rows) * kept.dims.lines(); }
  /// With parameters that have changed, whatever reads them.
  void compute_again() const { walk(*program.code, 0, kernel + 1, at); }
  /// With weights that have changed and that nothing before the layer's product reads.
  void multiply_again() const {
    walk(*program.code, program.can_run_again(program.code->kernels[kernel]) ? kernel : 0, kernel + 1, at);
  }
};

/// `Visitor` has `begin(program, context, makers, outermost)`, which may put −1 where a layer is to be passed over, and
/// `made(observed_layer)`.
template <class T, class Visitor>
class layer_walk {
  const std::vector<observed_program<T>> programs_;
  Visitor& visitor_;

 public:
  layer_walk(std::vector<observed_program<T>> programs, Visitor& v) : programs_(std::move(programs)), visitor_(v) {}

  /// Runs a program as far as a layer, shows it, runs on; blocks copy by copy, shared ones once. Steps of a scan are
  /// not shown: the first begins with a state of zeros.
  void run(const observed_program<T>& p, const context<T>& c, const std::string& prefix) {
    std::vector<int> maker;
    for (int i = 0; i < p.count; ++i) maker.push_back(p.maker_of(i));
    visitor_.begin(p, c, maker, prefix.empty());
    for (int k = 0; k < p.code->kernel_count; ++k) {
      if (const kernel& call = p.code->kernels[k]; call.walk == loop::call) {
        const call_info& block = p.code->calls[call.call];
        const std::string name = prefix + layer_name(p.code->layers, p.code->parameters[block.parameter].layer) + ".";
        run_copies(*p.code, call, c, [&](const program_view<T>& body, const context<T>& b, std::int64_t n) {
          if (block.state || (block.shared && n > 0)) return walk(body, 0, body.kernel_count, b);
          for (const observed_program<T>& q : programs_)
            if (q.code == &body) run(q, b, block.shared ? name : name + std::to_string(n + 1) + ".");
        });
      } else walk(*p.code, k, k + 1, c);
      for (int i = 0; i < p.count; ++i)
        if (maker[std::size_t(i)] == k)
          visitor_.made(
              observed_layer<T>{p, p.outputs[i], c, k, prefix + layer_name(p.code->layers, p.outputs[i].layer)});
    }
  }
  void run(const context<T>& c) { run(programs_.front(), c, ""); }
};

/// Gives checked rows to the model as it infers and shows the visitor each layer that the observer keeps; the visitor
/// changes weights of a copy, which become the model's where neither `made` nor `end` of the visitor fails.
template <class Observer, const auto& Net, std::floating_point T, class Visitor>
void walk_layers(model<Net, T>& m, const rows_view& x, Visitor& visitor) {
  using C = compilation<Net, Observer>;
  check_width(x, m.inputs), check_finite(x);
  if constexpr (constexpr int known = model<Net, T>::vocabulary; known > 0) check_whole_numbers(x, known, "index");
  std::vector<T> weights(m.weights(), m.weights() + m.weight_count()), rows(x.data, x.data + x.size());
  workplace<T> place{nullptr};
  context<T> c = place.template stand<C>(x.rows, memory_source());
  c.base[std::size_t(region::input)] = rows.data();
  c.base[std::size_t(region::weights)] = weights.data(), c.base[std::size_t(region::states)] = m.states();
  auto programs = []<int... I>(std::integer_sequence<int, I...>) {
    return std::vector<observed_program<T>>{{&program_code<C, I, T, no_update>::view,
                                             program_of<C, I>.statements.data(), program_of<C, I>.watched.data(),
                                             int(program_of<C, I>.watched.size())}...};
  }
  (std::make_integer_sequence<int, sources_of<C>.count>{});
  layer_walk<T, Visitor>(std::move(programs), visitor).run(c);
  visitor.end();
  std::copy(weights.begin(), weights.end(), m.weights());
}

}  // namespace evengrad::inline EVENGRAD_ISA
