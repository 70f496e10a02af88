// Moves a map to the one later kernel that wants it, unless more would have to be stored: the `step(y)` of a rectifier
// belongs to the backward kernel that reads it, not to the forward one that made y.
#pragma once
#include <evengrad/pass/place.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Who reads each node, as linked lists: entry 3·user + operand.
struct user_lists {
  list<int> first, next;
};
constexpr user_lists user_lists_of(const graph& g, const list<char>& used) {
  user_lists u{list<int>(g.nodes.n, -1), list<int>(3 * g.nodes.n, -1)};
  for (int i = g.nodes.n - 1; i >= 0; --i)
    if (used[i])
      for (int k = 0; k < g[i].inputs; ++k) {
        int& first = u.first.p[g[i].in[k]];
        u.next.p[3 * i + k] = first;
        first = 3 * i + k;
      }
  return u;
}

constexpr void sink_maps(const graph& g, const list<char>& used, const user_lists& users, placement& p) {
  // the group that alone reads node i other than its own, -1 where there is none or several; `own`: whether its own
  // group reads it
  auto reader = [&](int i, bool& own) {
    int found = -1;
    own = false;
    for (int e = users.first[i]; e >= 0; e = users.next[e]) {
      const int u = e / 3;
      if (g[u].what == kind::reshape || needs_memory(g, g[u], i)) return -1;
      if (p.at[u] == p.at[i]) own = true;
      else if (found >= 0 && found != p.at[u]) return -1;
      else found = p.at[u];
    }
    return found;
  };
  for (int i = int(g.nodes.size()) - 1; i >= 0; --i) {
    const node& x = g[i];
    if (x.what != kind::map || p.at[i] < 0 || used[i] == kept) continue;
    bool own = false;
    const int to = reader(i, own);
    if (to < 0 || own || !takes(p.groups[to], x, space_of(g, x))) continue;
    int newly_stored = 0;
    for (int k = 0; k < x.inputs; ++k)
      if (const int in = x.in[k]; p.at[in] == p.at[i] && g[in].dims.size() > 1 && used[in] != kept) {
        bool elsewhere = false;
        for (int e = users.first[in]; e >= 0; e = users.next[e]) elsewhere = elsewhere || p.at[e / 3] != p.at[in];
        newly_stored += !elsewhere;
      }
    if (newly_stored > 1) continue;
    --p.groups[p.at[i]].nodes, ++p.groups[to].nodes;
    p.at[i] = to;
  }
}

/// Which node is used, by whom, and in which kernel it is computed.
struct grouped_nodes {
  list<char> used;
  user_lists users;
  placement p;
};
constexpr grouped_nodes group_nodes(const graph& g, bool block) {
  const list<char> used = used_nodes(g, {g.training && !block ? -1 : g.output, g.loss, g.dx});
  grouped_nodes k{used, user_lists_of(g, used), place_nodes(g, used, block)};
  sink_maps(g, k.used, k.users, k.p);
  return k;
}

}  // namespace evengrad::inline EVENGRAD_ISA
