// A network with its numbers, and everything that is done with them; all programs work in one arena.
#pragma once
#include <evengrad/core/arena.hpp>
#include <evengrad/data/dataset.hpp>
#include <evengrad/graph/vocabulary.hpp>
#include <evengrad/model/checked.hpp>
#include <evengrad/model/in_place.hpp>
#include <evengrad/model/parameters.hpp>
#include <evengrad/model/workplace.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The weights of a network, and everything that is done with them. `Net` is a constexpr variable at namespace scope.
template <const auto& Net, an_element T = float>
class model : public parameters<Net, T> {
  using numbers = parameters<Net, T>;
  using numbers::is_finite, numbers::memory_, numbers::weights_, numbers::states_, numbers::seed_, numbers::steps_;
  using typename numbers::inference;
  template <class Loss>
  using training = typename decltype(check<Net, Loss>())::type;

  workplace<T> place_;
  std::vector<T> copies_[2];

  watched_step<T> watched_;  // by the last step

  template <const auto&, an_element>
  friend class model;

  const T* converted(const rows_view& x, int which) {
    if constexpr (std::is_same_v<T, float>) return x.data;
    else {
      copies_[which].assign(x.data, x.data + x.size());
      return copies_[which].data();
    }
  }
  static void check_row_count(std::int64_t rows) {
    if (rows < 1) fail("model", std::to_string(rows) + " rows", "give at least one row");
  }
  template <class C>
  context<T> stand(const T* x, const T* target, std::int64_t rows, const void* update) {
    check_row_count(rows);
    context<T> c = place_.template stand<C>(rows, memory_);
    auto base = [&](region r) -> T*& { return c.base[std::size_t(r)]; };
    base(region::input) = const_cast<T*>(x), base(region::target) = const_cast<T*>(target);
    base(region::weights) = weights_.data(), base(region::states) = states_.data();
    c.seed = seed_.value, c.step = steps_, c.update = update, c.looks_on = this->looks_on_;
    return c;
  }

  layer_view<T> watched(std::string_view layer, operand watched_values::*which, const char* what) const {
    for (int i = 0; i < watched_.count; ++i)
      if (const watched_values& w = watched_.layers[i];
          is_called(layer, w.name, program.layers.data(), w.layer) && (w.*which).node >= 0)
        return watched_.view(i, which);
    fail(std::string("model.") + what, std::string(layer),
         "train with eg::watching<\"" + std::string(layer) +
             "\">(loss); a local gradient has the layer that is one op of one value");
  }

  model(seed s, memory_source m, std::unique_ptr<team> t = nullptr) : numbers(s, m), place_(std::move(t)) {}

 public:
  static constexpr const auto& program = program_of<inference, 0>;
  template <class Loss>
  static constexpr int targets = program_of<training<Loss>, 0>.target.size();
  static constexpr int inputs = program.in.size(), outputs = program.out.size();
  /// Where an embedding reads the input: how many indices it knows; else 0.
  static constexpr int vocabulary = vocabulary_of_input(graph_of<inference, 0>);

  /// Weights are drawn from the seed: the same everywhere.
  explicit model(seed s = seed{0}) : model(s, memory_source()) {}
  /// All its numbers lie in the buffer, which must be there as long as the model, and hold `inference_bytes` or
  /// `training_bytes` of the largest batch; a batch that does not fit fails.
  model(seed s, buffer b) : model(s, memory_source(b)) {}

  /// On several threads: `eg::model<net> m{eg::seed{1}, eg::threads{2}}`, of evengrad/kernel/threads.hpp, or whatever
  /// assembles a team.
  template <class Executor>
  requires requires(const Executor& e) { std::unique_ptr<team>(e.assemble()); }
  model(seed s, const Executor& e) : model(s, memory_source(), e.assemble()) {}
  template <class Executor>
  requires requires(const Executor& e) { std::unique_ptr<team>(e.assemble()); }
  model(seed s, buffer b, const Executor& e) : model(s, memory_source(b), e.assemble()) {}

  /// The same network with numbers of another type, at the same step.
  template <class S>
  explicit model(const model<Net, S>& other) : model(other.seed_) {
    this->take(other);
  }

  /// The loss of these rows, and its gradient beside every parameter; nothing is updated but the states. The memory is
  /// taken as it is: only the number of rows is looked at.
  template <class Loss, class X, class Y>
  T differentiate(const Loss&, const X* x, const Y* target, std::int64_t rows) {
    if constexpr (!check_loss<Loss>() || !check_numbers<X, T>() || !check_numbers<Y, T>()) return T(0);
    else {
      constexpr const auto& p = program_of<training<Loss>, 0>;
      const keep_gradient<T> update{weights_.data(), this->gradients()};
      const context<T> c = stand<training<Loss>>(x, target, rows, &update);
      place_.walk(program_code<training<Loss>, 0, T, keep_gradient<T>>::view, 0, int(p.kernels.size()), c);
      this->gradients_kept_ = true;
      return finish(p, c);
    }
  }
  /// Of a batch {x, y}, which is checked: widths, finite numbers, labels and indices in range; nothing changes where it
  /// fails.
  template <class Loss, class Batch>
  requires std::is_same_v<std::remove_cvref_t<decltype(std::declval<Batch>().x)>, rows_view> T
  differentiate(const Loss& loss, const Batch& b) {
    check_batch<Loss>(b.x, b.y);
    return differentiate(loss, converted(b.x, 0), converted(b.y, 1), b.x.rows);
  }
  /// Of rows whose width is known while compiling.
  template <class Loss, class X, std::size_t Rows, std::size_t Width, class Y, std::size_t Targets>
  T differentiate(const Loss& loss, const X (&x)[Rows][Width], const Y (&y)[Rows][Targets]) {
    if constexpr (!fit_together<Loss, X, Width, Y, Targets>()) return T(0);
    else return differentiate(loss, &x[0][0], &y[0][0], Rows);
  }

  /// Loss and gradient, as by `differentiate` of the same arguments, and one step of the optimizer; the loss before the
  /// step. Fails before the step, with the weights as they are, where the loss is not a finite number.
  template <class Loss, class X, class Y, class Optimizer>
  T step(const Loss& loss, const X* x, const Y* target, std::int64_t rows, Optimizer& rule) {
    const auto gradient = [&] { return differentiate(loss, x, target, rows); };
    const T l = this->step_after(gradient, rule, place_.together());
    if (!is_finite(l))
      this->check_fitted("model.step"), fail("model.step", l == l ? "the loss is infinite" : "the loss is not a number",
                                             "lower the learning rate or scale the input");
    return l;
  }
  template <class Loss, class Batch, class Optimizer>
  T step(const Loss& loss, const Batch& b, Optimizer& rule) {
    check_batch<Loss>(b.x, b.y);
    return step(loss, converted(b.x, 0), converted(b.y, 1), b.x.rows, rule);
  }
  template <class Loss, class X, std::size_t Rows, std::size_t Width, class Y, std::size_t Targets, class Optimizer>
  T step(const Loss& loss, const X (&x)[Rows][Width], const Y (&y)[Rows][Targets], Optimizer& rule) {
    if constexpr (!fit_together<Loss, X, Width, Y, Targets>()) return T(0);
    else return step(loss, &x[0][0], &y[0][0], Rows, rule);
  }
  /// The same step, faster: where the optimizer looks at no gradient but a weight's own, the weight changes as soon as
  /// its gradient is made, and no gradient is kept to be shown. Where the loss is not a finite number, the weights stay
  /// as they were, but for those that a mask makes zero, and nothing fails: look at it. `fit` steps so.
  template <class Loss, class X, class Y, class Optimizer>
  T fused_step(const Loss& loss, const X* x, const Y* target, std::int64_t rows, Optimizer& rule) {
    if constexpr (!check_loss<Loss>() || !check_numbers<X, T>() || !check_numbers<Y, T>()) return T(0);
    else if constexpr (changes_in_place<training<Loss>, Optimizer>) {
      constexpr const auto& p = program_of<training<Loss>, 0>;
      constexpr int first = first_update(p), last = int(p.kernels.size());
      using update = decltype(rule.begin(weights_.data(), 0));
      const program_view<T>& code = program_code<training<Loss>, 0, T, update>::view;
      this->prepare(rule);
      context<T> c = stand<training<Loss>>(x, target, rows, this);
      place_.walk(code, 0, first, c);
      if (const T l = loss_of(p, c); !is_finite(l)) return l;
      const update change = rule.begin(weights_.data(), this->weight_count());
      c.update = &change;
      place_.walk(code, first, last, c);
      this->gradients_kept_ = false;
      return finish(p, c);
    } else return this->step_after([&] { return differentiate(loss, x, target, rows); }, rule, place_.together());
  }
  template <class Loss, class Batch, class Optimizer>
  T fused_step(const Loss& loss, const Batch& b, Optimizer& rule) {
    check_batch<Loss>(b.x, b.y);
    return fused_step(loss, converted(b.x, 0), converted(b.y, 1), b.x.rows, rule);
  }
  /// One step of the optimizer with the gradient that is there.
  template <class Optimizer>
  void update(Optimizer& rule) {
    numbers::update(rule, place_.together());
  }

  /// What the network says of these rows: element (row, i) at row · stride() + i. Valid until the next call.
  template <class X>
  const T* predict(const X* x, std::int64_t rows) {
    if constexpr (!check_numbers<X, T>()) return nullptr;
    else {
      const context<T> c = stand<inference>(x, nullptr, rows, this);
      place_.walk(program_code<inference, 0, T, no_update>::view, 0, int(program.kernels.size()), c);
      return open_stream(program.output, c).p;
    }
  }
  /// Fails unless the rows have the network's inputs, and the indices among them, if an embedding takes any, are in
  /// range.
  const T* predict(const rows_view& x) {
    check_width(x, inputs), this->check_fitted("model.predict");
    if constexpr (vocabulary > 0) check_whole_numbers(x, vocabulary, "index");
    return predict(converted(x, 0), x.rows);
  }
  template <class X, std::size_t Rows, std::size_t Width>
  const T* predict(const X (&x)[Rows][Width]) {
    if constexpr (!check_numbers<X, T>() ||
                  !check_columns<inference, compilation<Net, void>, expected{inputs}, got{int(Width)}>())
      return nullptr;
    else return predict(&x[0][0], std::int64_t(Rows));
  }
  static constexpr std::int64_t stride() { return program.output.row; }

  /// Fails unless the rows are as wide as this network and this loss take them, finite, and labels and indices in
  /// range.
  template <class Loss>
  static void check_batch(const rows_view& x, const rows_view& y) {
    check_width(x, inputs), check_width(y, targets<Loss>, "targets");
    check_rows({x, y}), check_finite(x), check_finite(y, "targets");
    if constexpr (vocabulary > 0) check_whole_numbers(x, vocabulary, "index");
    if constexpr (requires { Loss::compares_index; }) check_whole_numbers(y, program.out.last(), "label");
  }

  /// All that the loss of the last step watched. Valid until the next call.
  const watched_step<T>& watched() const { return watched_; }
  /// Of a layer that it watched: its values, L'(l) = dLoss/dy_(l), and of an activation dy_(l)/dy_(l−1). Valid until
  /// the next call.
  layer_view<T> output(std::string_view layer) const { return watched(layer, &watched_values::output, "output"); }
  layer_view<T> loss_gradient(std::string_view layer) const {
    return watched(layer, &watched_values::gradient, "loss_gradient");
  }
  layer_view<T> local_gradient(std::string_view layer) const {
    return watched(layer, &watched_values::local, "local_gradient");
  }

 private:
  template <class Program>
  static T loss_of(const Program& p, const context<T>& c) {
    return c.base[std::size_t(region::fixed_arena)][p.loss.offset];
  }
  template <class Program>
  T finish(const Program& p, const context<T>& c) {
    ++steps_;
    watched_.count = int(p.watched.size());
    if (!p.watched.empty()) watched_.layers = p.watched.data(), watched_.at = c;
    return loss_of(p, c);
  }
  template <class Loss, class X, std::size_t Width, class Y, std::size_t Targets>
  static constexpr bool fit_together() {
    if constexpr (!check_loss<Loss>() || !check_numbers<X, T>() || !check_numbers<Y, T>()) return false;
    else
      return check_columns<inference, compilation<Net, void>, expected{inputs}, got{int(Width)}>() &&
             check_columns<training<Loss>, compilation<Net, Loss>, expected{targets<Loss>}, got{int(Targets)}>();
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
