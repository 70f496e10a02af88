// Joins sweeps over the same elements that read or make the same values: one walk through memory instead of two.
#pragma once
#include <evengrad/pass/sink_maps.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct merger {
  const graph& g;
  const user_lists& users;
  placement& p;
  update_order order{g};
  list<int> first = list<int>(p.groups.n, -1), last = list<int>(p.groups.n, -1), next = list<int>(g.nodes.n, -1);
  list<char> bound = list<char>(p.groups.n);  // reads or writes states: stays where it is

  constexpr void run() {
    for (int i = 0; i < g.nodes.n; ++i)
      if (const int k = p.at.p[i]; k >= 0) {
        (first.p[k] < 0 ? first.p[k] : next.p[last.p[k]]) = i;
        last.p[k] = i;
        if (g.nodes.p[i].what == kind::assign) bound.p[k] = 1;
        for (int q = 0; q < g.nodes.p[i].inputs; ++q)
          if (g.nodes.p[g.nodes.p[i].in[q]].what == kind::state) bound.p[k] = 1;
      }
    for (int k = 1; k < p.groups.n; ++k)
      for (int i = first.p[k]; i >= 0; i = next.p[i]) join_relatives(i);
  }

 private:
  /// Earlier sweeps that make an operand of node i, or read it too, join the sweep of i.
  constexpr void join_relatives(int i) {
    for (int q = 0; q < g.nodes.p[i].inputs; ++q) {
      const int h = g.nodes.p[i].in[q];
      if (!g.nodes.p[h].batched || g.nodes.p[h].dims.size() == 1) continue;
      try_to_join(p.at.p[h], p.at.p[i]);
      for (int e = users.first.p[h]; e >= 0; e = users.next.p[e]) try_to_join(p.at.p[e / 3], p.at.p[i]);
    }
  }
  constexpr void try_to_join(int j, int k) {
    if (j < 0 || j >= k || bound.p[j] || bound.p[k] || (j < p.backward) != (k < p.backward)) return;
    const group &a = p.groups.p[j], &b = p.groups.p[k];
    if (a.walk != loop::sweep || b.walk != loop::sweep || a.nodes + b.nodes > 40 || a.sinks + b.sinks > 4) return;
    const bool alike = a.over == b.over && (a.inner == b.inner || a.inner == 0 || b.inner == 0);
    if (!alike && !(a.inner == 0 && b.inner != 0 && a.over == b.outer() && !has_ranges(j))) return;
    if (later_is_safe(j, k)) move(j, k);
    else if (alike && earlier_is_safe(j, k)) move(k, j);
  }
  constexpr bool has_ranges(int j) const {
    for (int i = first.p[j]; i >= 0; i = next.p[i])
      if (reads_range(g.nodes.p[i].what)) return true;
    return false;
  }
  /// Nobody but group k reads, before k has run, what group j makes; no parameter that j reads is updated before.
  constexpr bool later_is_safe(int j, int k) const {
    for (int i = first.p[j]; i >= 0; i = next.p[i]) {
      if (order.updates(p, i, j, k)) return false;
      for (int e = users.first.p[i]; e >= 0; e = users.next.p[e]) {
        const int u = e / 3, at = p.at.p[u];
        if (at < 0 || (at != j && (at < k || (at == k && needs_memory(g, g.nodes.p[u], i))))) return false;
      }
    }
    return true;
  }
  /// All that group k reads is there when group j runs, and no later group reads what k updates.
  constexpr bool earlier_is_safe(int j, int k) const {
    for (int i = first.p[k]; i >= 0; i = next.p[i]) {
      if (const node& x = g.nodes.p[i]; x.what == kind::sink)
        for (int e = users.first.p[g.parameters.p[x.parameter].node]; e >= 0; e = users.next.p[e])
          if (const int at = p.at.p[e / 3]; at > j && at != k) return false;
      for (int q = 0; q < g.nodes.p[i].inputs; ++q) {
        const int in = g.nodes.p[i].in[q], at = p.at.p[home(g, in)];
        if (at != k && (at > j || (at == j && needs_memory(g, g.nodes.p[i], in)))) return false;
      }
    }
    return true;
  }
  constexpr void move(int from, int to) {
    group &a = p.groups.p[from], &b = p.groups.p[to];
    for (int i = first.p[from]; i >= 0; i = next.p[i]) p.at.p[i] = to;
    next.p[last.p[to]] = first.p[from], last.p[to] = last.p[from];
    first.p[from] = last.p[from] = -1;
    b.nodes += a.nodes, b.sinks += a.sinks, b.inner |= a.inner;
    a.nodes = a.sinks = 0;
  }
};

/// Which node is used, by whom, and in which kernel it is computed.
struct grouped_nodes {
  list<char> used;
  user_lists users;
  placement p;
};
constexpr grouped_nodes group_nodes(const graph& g, bool block) {
  list<int> wanted{g.training && !block ? -1 : g.output, g.loss, g.dx, g.dstep};
  for (const watched_layer& w : g.watched) wanted.append({w.output, w.gradient, w.local});
  const list<char> used = used_nodes(g, wanted);
  const user_lists users = user_lists_of(g, used);
  grouped_nodes k{used, users, placer{g, used, users}.run(block)};
  merger{g, k.users, k.p}.run();
  map_sinker{g, k.used, k.users, k.p}.run();
  merger{g, k.users, k.p}.run();
  return k;
}

}  // namespace evengrad::inline EVENGRAD_ISA
