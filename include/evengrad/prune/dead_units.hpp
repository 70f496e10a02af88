// Dead units of a network, removed exactly: what is left computes the same with fewer of them.
#pragma once
#include <evengrad/model/model.hpp>
#include <evengrad/optim/weight_mask.hpp>
#include <evengrad/prune/remove_units.hpp>

#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// What counts as dead beside what is so for every input.
struct dead_unit_options {
  /// Rows on which a unit that is the same number in all of them, such as a rectifier that never fires, counts as dead.
  /// What is left is then equal on these rows only. Numbers are the same that are so in the model's own type.
  rows_view constant_on{};
};

/// The numbers of one parameter; fails where one is not finite, or is pruned and not zero.
template <const auto& Net, class T>
kept_tensor kept_numbers(model<Net, T>& from, const weight_mask& mask, const entry& e, int layer, int place) {
  kept_tensor t{e.name, e.dims, layer, place, e.learned};
  const masked_tensor* const m = e.learned ? &mask.tensor(e.name) : nullptr;
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
  return t;
}

/// That the graph which is looked through is the network: it says of a row what the model says. Fails as well where
/// that is not finite.
template <const auto& Net, class T>
void check_form(model<Net, T>& from, const unit_removal& removal) {
  std::vector<float> row;
  for (int i = 0; i < from.inputs; ++i)
    row.push_back(from.vocabulary > 0 ? float(i % from.vocabulary) : float((i * 37 + 11) % 41) / 20 - 1);
  const std::vector<double> seen = removal.output_of(row.data(), from.inputs);
  const std::vector<T> x(row.begin(), row.end());
  const T* const said = from.predict(x.data(), 1);
  for (int i = 0; i < model<Net, T>::outputs; ++i)
    if (!(said[i] - said[i] == 0))
      fail("without_dead_units", "an output that is not finite", "give a model that trained well");
  double largest = 0, worst = 0;
  for (std::size_t i = 0; i < seen.size(); ++i)
    largest = std::max(largest, std::fabs(seen[i])), worst = std::max(worst, std::fabs(seen[i] - double(said[i])));
  if (worst > 1e-2 * largest)
    fail("without_dead_units", "a network that is another one when it is built at run time",
         "let formulas take one parameter a statement, for compilers order those of one expression as they like");
}

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
  std::map<std::string, int> place;
  for (std::size_t i = 0; i < entries.size(); ++i) place[entries[i].name] = int(i);
  const graph& g = net.form.g;
  // The order of parameters in one expression is the compiler's, so they are known by their names.
  bool same = g.parameters.n == int(entries.size());
  for (int p = 0; same && p < g.parameters.n; ++p) {
    const auto at = place.find(net.form.full_name(p));
    same = at != place.end() && entries[std::size_t(at->second)].dims == g.parameters[p].dims;
    if (same)
      net.before.push_back(
          kept_numbers(from, mask, entries[std::size_t(at->second)], g.parameters[p].layer, at->second));
  }
  if (!same)
    fail("without_dead_units", "a network whose parameters are not found by their names",
         "give its layers names of their own");
  if (options.constant_on.rows > 0) {
    check_width(options.constant_on, model<Net, T>::inputs);
    check_finite(options.constant_on);
  }
  for (const written_dense& d : net.form.dense) {
    const dense_use& u = d.uses[0];
    dense_change l{.name = layer_name(g.layers.p, u.layer), .lines = 0};
    for (const dense_use& v : d.uses) l.lines += g[v.product].dims.lines();
    l.inputs = l.inputs_left = g[u.x].dims.last(), l.units = l.units_left = d.units;
    l.had_bias = l.has_bias = u.b >= 0;
    net.layers.push_back(l);
  }
  unit_removal removal(net);
  check_form(from, removal);
  removal.run(options.constant_on);
  for (std::size_t d = 0; d < net.layers.size(); ++d) {
    dense_change& l = net.layers[d];
    std::vector<char> counted(net.before.size());
    l.copies = 0;
    for (const dense_use& u : net.form.dense[d].uses) {
      bool is_new = false;
      for (const int w : net.weights_of(u)) {
        if (std::exchange(counted[std::size_t(w)], 1)) continue;
        const kept_tensor& t = net.before[std::size_t(w)];
        l.kept += t.kept_count();
        l.kept_left += net.tensors[std::size_t(net.find(net.tensors, t.name))].kept_count();
        is_new = true;
      }
      l.copies += is_new;
    }
    l.copies = std::max(1, l.copies);
  }
  return net;
}

}  // namespace evengrad::inline EVENGRAD_ISA
