// Sees what a step keeps of each layer: of repeated blocks copy by copy while the step runs, of all others after it.
#pragma once
#include <evengrad/probe/describe.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// While it lives, the model's steps with a loss that watches all show it each copy of a block; `finish`, after a step,
/// shows it the rest. It calls look(l, values, i) for described layer l, which is number i of the values.
template <class Model, class Look>
class step_viewer : public onlooker<typename Model::element> {
  using element = typename Model::element;
  Model& model_;
  const std::vector<described_layer>& layers_;
  const watched_table* const tables_;
  Look look_;

 public:
  step_viewer(Model& m, const std::vector<described_layer>& layers, const watched_table* tables, Look look)
      : model_(m), layers_(layers), tables_(tables), look_(std::move(look)) {
    m.let_look_on(this);
  }
  step_viewer(const step_viewer&) = delete;
  ~step_viewer() override { model_.let_look_on(nullptr); }

  void see(const context<element>& c) override {
    for (std::size_t l = 0; l < layers_.size(); ++l)
      if (layers_[l].copy == c.copy) {
        const watched_table& t = tables_[layers_[l].source];
        look_(l, watched_step<element>{t.layers, t.count, c}, layers_[l].watched);
      }
  }
  void finish() { see(model_.watched().at); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
