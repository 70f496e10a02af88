// A network with its numbers: parameters, states, and one arena that all programs work in.
#pragma once
#include <evengrad/core/arena.hpp>
#include <evengrad/data/dataset.hpp>
#include <evengrad/model/checked.hpp>
#include <evengrad/model/directory.hpp>

#include <algorithm>

namespace evengrad::inline EVENGRAD_ISA {

/// The update rule of kernels: the gradient goes to its place beside the weights.
template <class T>
struct keep_gradient {
  const T* weights;
  T* gradient;
  template <int N>
  EVENGRAD_INLINE void operator()(const T* at, pack<T, N> d, bool accumulate) const {
    T* const g = gradient + (at - weights);
    if (accumulate) d = pack<T, N>(pack<T, N>::load(g) + d);
    d.store(g);
  }
};

/// The weights of a network, and everything that is done with them. `Net` is a constexpr variable at namespace scope.
template <const auto& Net, class T = float>
class model {
  using inference = checked<Net, void>;
  template <class Loss>
  using training = checked<Net, Loss>;

  arena<T> weights_, gradient_, states_, rows_, fixed_, scratch_;
  std::vector<entry> entries_;
  seed seed_;
  std::uint64_t steps_ = 0;

  std::vector<T> copies_[2];

  const watched_values* watched_ = nullptr;  // of the last step
  int watched_count_ = 0;
  context<T> seen_;

  template <const auto&, class>
  friend class model;

  const T* converted(const rows_view& x, int which) {
    if constexpr (std::is_same_v<T, float>) return x.data;
    else {
      copies_[which].assign(x.data, x.data + x.size());
      return copies_[which].data();
    }
  }
  template <class Program>
  context<T> stand(const Program& p, const T* x, const T* target, std::int64_t rows, const keep_gradient<T>& update) {
    rows_.reserve(std::size_t(p.facts.row_elements * rows));
    fixed_.reserve(std::size_t(p.facts.fixed_elements));
    context<T> c;
    auto base = [&](region r) -> T*& { return c.base[std::size_t(r)]; };
    base(region::input) = const_cast<T*>(x), base(region::target) = const_cast<T*>(target);
    base(region::row_arena) = rows_.data(), base(region::fixed_arena) = fixed_.data();
    base(region::weights) = weights_.data(), base(region::states) = states_.data();
    c.rows = rows, c.seed = seed_.value, c.step = steps_, c.update = &update, c.scratch = scratch_.data();
    return c;
  }

  layer_view<T> watched(std::string_view layer, operand watched_values::*which, const char* what) const {
    for (int i = 0; i < watched_count_; ++i)
      if (const operand& o = watched_[i].*which; watched_[i].name == layer && o.node >= 0) {
        const stream<T> s = open_stream(o, seen_);
        return {s.p, s.row, watched_[i].dims, seen_.rows};
      }
    fail(std::string("model.") + what, std::string(layer),
         "train with eg::watching<\"" + std::string(layer) +
             "\">(loss); a local gradient has the layer that is one op of one value");
  }

 public:
  static constexpr const auto& program = program_of<inference, 0>;
  template <class Loss>
  static constexpr int targets = program_of<training<Loss>, 0>.target.size();
  static constexpr int inputs = program.in.size(), outputs = program.out.size();

  /// Draws every parameter by its initializer: one stream of random numbers each, so the same seed gives the same
  /// weights everywhere.
  explicit model(seed s = seed{0}) : seed_(s) {
    const program_view<T>& p = program_code<inference, 0, T, no_update>::view;
    weights_.reserve(std::size_t(p.facts->weights));
    gradient_.reserve(std::size_t(p.facts->weights));
    states_.reserve(std::size_t(p.facts->states));
    scratch_.reserve(std::size_t(product_scratch<T>));
    list_entries(p, "", 0, 0, entries_);
    draw();
  }

  /// The same network with numbers of another type, at the same step.
  template <class S>
  explicit model(const model<Net, S>& other) : model(other.seed_) {
    take(other);
  }
  /// Weights, states and step of another.
  template <class S>
  void take(const model<Net, S>& other) {
    std::copy_n(other.weights_.data(), weight_count(), weights_.data());
    std::copy_n(other.states_.data(), program.facts.states, states_.data());
    seed_ = other.seed_, steps_ = other.steps_;
  }

  void draw() {
    std::uint64_t stream = 0;
    for (const entry& e : entries_) {
      const parameter_view<T> w = view(e);
      const law l = e.init ? e.init->of(fans_of(e.dims)) : constant_law(e.initial);
      const generator g(seed_, stream++);
      for (int i = 0; i < w.size(); ++i)
        w(i) = T(l.kind == law_kind::constant ? l.mean
                 : l.kind == law_kind::normal
                     ? l.mean + l.deviation * double(g.normal(std::uint64_t(i)))
                     : l.mean + l.deviation * 1.7320508075688772 * (2 * double(g.uniform(std::uint64_t(i))) - 1));
    }
  }

  const std::vector<entry>& entries() const { return entries_; }
  parameter_view<T> view(const entry& e) { return {(e.learned ? weights_ : states_).data() + e.offset, e.dims}; }
  parameter_view<T> gradient(const entry& e) { return {gradient_.data() + e.offset, e.dims}; }
  const entry& find(std::string_view name) const {
    for (const entry& e : entries_)
      if (e.name == name) return e;
    fail("model", "no parameter is called " + std::string(name), "see entries() for the names");
  }
  parameter_view<T> operator[](std::string_view name) { return view(find(name)); }
  parameter_view<T> gradient(std::string_view name) { return gradient(find(name)); }

  T* weights() { return weights_.data(); }
  T* gradients() { return gradient_.data(); }
  std::int64_t weight_count() const { return program.facts.weights; }

  /// The loss of these rows, and its gradient beside every parameter; nothing is updated but the states.
  template <class Loss>
  T differentiate(const Loss&, const T* x, const T* target, std::int64_t rows) {
    constexpr const auto& p = program_of<training<Loss>, 0>;
    const keep_gradient<T> update{weights_.data(), gradient_.data()};
    const context<T> c = stand(p, x, target, rows, update);
    walk(program_code<training<Loss>, 0, T, keep_gradient<T>>::view, 0, int(p.kernels.size()), c);
    ++steps_;
    watched_ = p.watched.data(), watched_count_ = int(p.watched.size()), seen_ = c;
    return fixed_[std::size_t(p.loss.offset)];
  }

  /// Of a layer that the loss of the last step watched: its values, L'(l) = dLoss/dy_(l), and of an activation
  /// dy_(l)/dy_(l−1). Valid until the next call.
  layer_view<T> output(std::string_view layer) const { return watched(layer, &watched_values::output, "output"); }
  layer_view<T> loss_gradient(std::string_view layer) const {
    return watched(layer, &watched_values::gradient, "loss_gradient");
  }
  layer_view<T> local_gradient(std::string_view layer) const {
    return watched(layer, &watched_values::local, "local_gradient");
  }

  /// What the network says of these rows: element (row, i) at row · stride() + i. Valid until the next call.
  const T* predict(const T* x, std::int64_t rows) {
    const keep_gradient<T> update{weights_.data(), gradient_.data()};
    const context<T> c = stand(program, x, nullptr, rows, update);
    walk(program_code<inference, 0, T, no_update>::view, 0, int(program.kernels.size()), c);
    return open_stream(program.output, c).p;
  }
  const T* predict(const rows_view& x) { return predict(converted(x, 0), x.rows); }

  /// Loss and gradient of a batch, then one step of the optimizer; the loss before the step.
  template <class Loss, class Optimizer>
  T step(const Loss& loss, const T* x, const T* target, std::int64_t rows, Optimizer& rule) {
    const T l = differentiate(loss, x, target, rows);
    rule.update(weights_.data(), gradient_.data(), weight_count());
    return l;
  }
  template <class Loss, class Batch, class Optimizer>
  T step(const Loss& loss, const Batch& b, Optimizer& rule) {
    return step(loss, converted(b.x, 0), converted(b.y, 1), b.x.rows, rule);
  }
  static constexpr std::int64_t stride() { return program.output.row; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
