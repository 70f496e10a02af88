// What is written in a network and does nothing, or harm, found in its graph by what the nodes compute.
#pragma once
#include <evengrad/lint/lint.hpp>
#include <evengrad/lint/shifts.hpp>
#include <evengrad/op/exponential.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/softplus.hpp>
#include <evengrad/pass/compile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether two layers are the same one, as in copies of a block that is written out.
template <class Graph>
constexpr bool same_layer(const Graph& g, int a, int b) {
  while (a != b) {
    if (a < 0 || b < 0) return false;
    const layer_info &x = g.layers[a], &y = g.layers[b];
    if (x.name != y.name || x.ordinal != y.ordinal) return false;
    a = x.parent, b = y.parent;
  }
  return true;
}

/// Lints in the order in which they were found, each place once.
template <class Graph>
constexpr void add_finding(const Graph& g, list<lint_finding>& found, const lint_finding& f) {
  for (const lint_finding& x : found)
    if (x.what == f.what && x.name == f.name && same_layer(g, x.layer, f.layer)) return;
  found.push(f);
}

/// Looks through a training graph: of a network whose repetitions are written out, so that it sees what follows the end
/// of a copy.
template <class Graph>
struct linter {
  const Graph& g;
  int end;  // the nodes of the network, without those of the loss
  list<char> needed, masked;
  list<lint_finding> found;

  constexpr explicit linter(const Graph& g) : g(g), end(g.output + 1), needed(g.nodes.n), masked(g.nodes.n) {
    for (int i = 0; i < end; ++i)
      for (int k = 0; k < g.nodes[i].inputs; ++k) {
        const int from = g.nodes[i].in[k];
        masked[i] = masked[i] || masked[from] || g.nodes[from].what == kind::uniform;
      }
    needed[g.output] = 1;
    for (int i = g.nodes.n - 1; i >= 0; --i) {
      const node& x = g.nodes[i];
      if (needed[i] || (i < end && x.what == kind::assign))
        for (int k = 0; k < x.inputs; ++k) needed[x.in[k]] = 1;
    }
    parameters(), biases(), nodes(), layers();
    if (gives_probabilities(g.output) && takes_exponentials())
      add(lint::softmax_before_log_loss, g.nodes[g.output].layer);
  }

 private:
  constexpr void add(lint what, int layer, std::string_view name = {}) { add_finding(g, found, {what, layer, name}); }
  constexpr void parameters() {
    list<char> reached(g.parameters.n);
    for (int i = g.forward; i < g.nodes.n; ++i)
      if (g.nodes[i].what == kind::sink) reached[g.nodes[i].parameter] = 1;
    for (int p = 0; p < g.parameters.n; ++p)
      if (const parameter_info& q = g.parameters[p]; q.learned && q.call < 0 && !reached[p])
        add(lint::unreached_parameter, q.layer, q.name);
  }
  constexpr void biases() {
    const users used(g, end);
    const shifts s(g, used);
    for (int i = 0; i < g.parameters.n; ++i)
      if (const parameter_info& p = g.parameters[i]; p.learned && p.call < 0 && s.without_effect(p.node))
        add(lint::bias_without_effect, p.layer, p.name);
  }
  constexpr void nodes() {
    for (int i = 0; i < end; ++i) {
      const node& x = g.nodes[i];
      if (x.what == kind::sum && (x.aux & over_rows) && masked[i]) add(lint::dropout_before_batch_norm, x.layer);
      if (x.what != kind::map) continue;
      if (is_op<subtract_op>(*x.op) && x.in[0] == x.in[1]) add(lint::norm_of_one_element, x.layer);
    }
  }
  constexpr void layers() {
    for (int l = 0; l < g.layers.n; ++l)
      if (const int out = g.layers[l].out; out >= 0 && out < end && !needed[out]) add(lint::layer_without_effect, l);
  }
  constexpr bool gives_probabilities(int i) const {
    const node& x = g.nodes[i];
    if (x.what == kind::map && is_op<logistic_op>(*x.op)) return true;
    if (x.what != kind::map || !is_op<divide_op>(*x.op)) return false;
    const node &e = g.nodes[x.in[0]], &s = g.nodes[x.in[1]];
    return e.what == kind::map && is_op<exp_op>(*e.op) && s.what == kind::sum && (s.aux & over_columns) &&
           s.in[0] == x.in[0];
  }
  constexpr bool takes_exponentials() const {
    for (int i = end; i < g.forward; ++i)
      if (const node& x = g.nodes[i]; x.what == kind::map && (is_op<exp_op>(*x.op) || is_op<softplus_op>(*x.op)))
        return true;
    return false;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
