// Dead units of a network, removed exactly: what is left computes the same with fewer of them.
#pragma once
#include <evengrad/model/model.hpp>
#include <evengrad/optim/weight_mask.hpp>
#include <evengrad/prune/remove_units.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What counts as dead beside what is so for every input.
struct dead_unit_options {
  /// Rows on which a unit that is the same number in all of them, such as a rectifier that never fires, counts as dead.
  /// What is left is then equal on these rows only.
  rows_view constant_on{};
};

/// The network and its numbers without the units that it does not need: those whose incoming weights are all zero, so
/// that they are constant; those whose outgoing weights are all zero; and what is constant, or read by nobody, for
/// that reason, to the end. A constant times its outgoing weights goes to the next bias, which a dense layer without
/// one then gets. Units of every dense layer can go behind which, up to the next dense layers, features are kept apart:
/// by activations, biases, batch norm, dropout, residual sums and whatever else is found to do so in the graph. In
/// front of a layer that mixes features (layer norm, softmax), of a view, of the output, and of weights that a
/// parametrization makes, the width stays, as that of the input does; of copies in `repeat` those units go that are
/// dead in all of them; one unit of a layer always stays. The model does not change. Fails where the mask is of another
/// network, where a number is not finite, and where a pruned weight is not zero.
template <const auto& Net, class T>
smaller_network without_dead_units(model<Net, T>& from, const weight_mask& mask,
                                   const dead_unit_options& options = {}) {
  static_assert(std::is_same_v<T, float> || std::is_same_v<T, double>);
  mask.check_network(from.places());
  from.check_fitted("without_dead_units");
  smaller_network net{.form = net_form(Net), .element_bytes = sizeof(T)};
  const auto& entries = from.entries();
  std::size_t learned = 0;
  for (const entry& e : entries) {
    kept_tensor t{e.name, e.dims, -1, e.learned};
    const masked_tensor* m = e.learned ? &mask.tensors()[learned++] : nullptr;
    t.is_pruned = m && m->is_pruned();
    const parameter_view<T> v = from.view(e);
    for (int l = 0; l < v.lines(); ++l)
      for (int c = 0; c < v.columns(); ++c) {
        const double x = double(v(l, c));
        const bool kept = !m || mask.keeps(*m, l, c);
        if (!(x - x == 0))
          fail("without_dead_units", "a number in " + e.name + " that is not finite", "give a model that trained well");
        if (!kept && x != 0)
          fail("without_dead_units", "a number in " + e.name + " where the mask prunes",
               "call mask.apply(model.weights()), and train with `| eg::masked(mask)`");
        t.values.push_back(x), t.kept.push_back(kept);
      }
    net.before.push_back(std::move(t));
  }
  if (options.constant_on.rows > 0) {
    check_width(options.constant_on, model<Net, T>::inputs);
    check_finite(options.constant_on);
  }
  const graph& g = net.form.g;
  bool same = g.parameters.n == int(entries.size());
  for (int p = 0; same && p < g.parameters.n; ++p)
    same = g.parameters[p].dims == entries[std::size_t(p)].dims,
    net.before[std::size_t(p)].layer = g.parameters[p].layer;
  if (!same) fail("without_dead_units", "a network whose copies are not told one by one", "write out what it repeats");
  for (const written_dense& d : net.form.dense) {
    const dense_use& u = d.uses[0];
    dense_change l{.name = layer_name(g.layers.p, u.layer), .copies = int(d.uses.size())};
    l.inputs = l.inputs_left = g[u.x].dims.last(), l.units = l.units_left = d.units;
    l.had_bias = l.has_bias = u.b >= 0;
    net.layers.push_back(l);
  }
  unit_removal(net).run(options.constant_on);
  for (std::size_t d = 0; d < net.layers.size(); ++d) {
    std::vector<int> weights;
    for (const dense_use& u : net.form.dense[d].uses)
      if (u.w >= 0 && std::find(weights.begin(), weights.end(), u.w) == weights.end()) weights.push_back(u.w);
    for (const int w : weights) {
      const kept_tensor& t = net.before[std::size_t(w)];
      net.layers[d].kept += t.kept_count();
      net.layers[d].kept_left += net.tensors[std::size_t(net.find(net.tensors, t.name))].kept_count();
    }
    net.layers[d].copies = std::max(1, int(weights.size()));
  }
  return net;
}

}  // namespace evengrad::inline EVENGRAD_ISA
