// What is written in a network and does nothing, or harm, found in its graph by what the nodes compute.
#pragma once
#include <evengrad/lint/lint.hpp>
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
  list<int> first, next;
  list<char> needed, masked;
  list<lint_finding> found;

  constexpr explicit linter(const Graph& g)
      : g(g), end(g.output + 1), first(g.nodes.n, -1), next(3 * g.nodes.n), needed(g.nodes.n), masked(g.nodes.n) {
    for (int i = 0; i < end; ++i)
      for (int k = 0; k < g.nodes[i].inputs; ++k) {
        const int from = g.nodes[i].in[k];
        next[3 * i + k] = first[from], first[from] = 3 * i + k;
        masked[i] = masked[i] || masked[from] || g.nodes[from].what == kind::uniform;
      }
    needed[g.output] = 1;
    for (int i = g.nodes.n - 1; i >= 0; --i) {
      const node& x = g.nodes[i];
      if (needed[i] || (i < end && x.what == kind::assign))
        for (int k = 0; k < x.inputs; ++k) needed[x.in[k]] = 1;
    }
    parameters(), nodes(), layers();
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
  constexpr void nodes() {
    for (int i = 0; i < end; ++i) {
      const node& x = g.nodes[i];
      if (x.what == kind::sum && (x.aux & over_rows) && masked[i]) add(lint::dropout_before_batch_norm, x.layer);
      if (x.what != kind::map) continue;
      if (is_op<subtract_op>(*x.op) && x.in[0] == x.in[1]) add(lint::norm_of_one_element, x.layer);
      if (is_op<add_op>(*x.op))
        for (int k = 0; k < 2; ++k)
          if (const node& b = g.nodes[x.in[k]];
              b.what == kind::parameter && g.parameters[b.parameter].learned && centred(i))
            add(lint::bias_without_effect, x.layer, g.parameters[b.parameter].name);
    }
  }
  constexpr void layers() {
    for (int l = 0; l < g.layers.n; ++l)
      if (const int out = g.layers[l].out; out >= 0 && out < end && !needed[out]) add(lint::layer_without_effect, l);
  }
  // Whether the mean over rows is taken off this value wherever it goes: nothing is left then of what rows share.
  constexpr bool centred(int v) const {
    bool off = false;
    for (int u = first[v]; u >= 0; u = next[u]) {
      const int i = u / 3;
      const node& x = g.nodes[i];
      if (x.what == kind::map && is_op<subtract_op>(*x.op) && x.in[0] == v && is_row_mean(x.in[1], v)) off = true;
      else if (!only_summed(i)) return false;
    }
    return off;
  }
  constexpr bool only_summed(int i) const {
    const node& x = g.nodes[i];
    if (x.what == kind::sum) return x.aux & over_rows;
    if (x.what != kind::map || !is_op<multiply_op>(*x.op) || g.nodes[x.in[0]].what != kind::number || first[i] < 0)
      return false;
    for (int u = first[i]; u >= 0; u = next[u])
      if (!only_summed(u / 3)) return false;
    return true;
  }
  constexpr bool is_row_mean(int i, int of) const {
    bool summed = false;
    for (;;) {
      const node& x = g.nodes[i];
      if (i == of) return summed;
      if (x.what == kind::sum && (x.aux & over_rows)) summed = true, i = x.in[0];
      else if (x.what == kind::map && is_op<multiply_op>(*x.op) && g.nodes[x.in[0]].what == kind::number) i = x.in[1];
      else return false;
    }
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
