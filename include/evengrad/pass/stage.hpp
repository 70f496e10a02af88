// Stages of a kernel: what each reduction separates, what is computed again in a later stage, and what is stored.
#pragma once
#include <evengrad/pass/merge.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct stages {
  list<short> level;        // the stage that first computes the node
  list<unsigned> computed;  // a bit for each stage whose inner loop computes it
  list<char> stored;        // has memory of its own
  list<int> last;           // the last group that reads it
};

constexpr bool is_inner(const graph& g, const placement& p, int i) {
  const group& k = p.groups[p.at[i]];
  return is_reduction(g[i].what) || space_of(g, g[i]) == k.over;
}

/// Whether the value at hand in an inner loop can be had again in another stage from memory and outer values, cheaply.
constexpr bool recomputable(const graph& g, const placement& p, int i) {
  const node& x = g[i];
  if (x.what != kind::map || !x.op->cheap) return false;
  for (int k = 0; k < x.inputs; ++k)
    if (const int in = x.in[k];
        p.at[in] == p.at[i] && is_inner(g, p, in) && !is_reduction(g[in].what) && !recomputable(g, p, in))
      return false;
  return true;
}

constexpr stages stage_nodes(const graph& g, const list<char>& used, const placement& p) {
  const int n = int(g.nodes.size()), end = int(p.groups.size());
  stages s{list<short>(n, 0), list<unsigned>(n, 0), list<char>(n, 0), list<int>(n, -1)};
  for (int i = 0; i < n; ++i) {
    const node& x = g[i];
    if (!used[i] || is_leaf(x.what)) continue;
    if (x.what == kind::reshape) {
      if (used[i] == kept) s.last[home(g, i)] = end;
      continue;
    }
    for (int k = 0; k < x.inputs; ++k) {
      const int in = x.in[k];
      const int o = home(g, in);
      s.last[o] = std::max(s.last[o], p.at[i]);
      if (p.at[o] < 0) continue;
      if (p.at[o] == p.at[i]) s.level[i] = std::max(s.level[i], s.level[o]);
      else s.stored[o] = 1;
    }
    if (is_reduction(x.what)) ++s.level[i];
    if (used[i] == kept) s.stored[i] = 1, s.last[i] = end;
    if (is_call(x.what) || x.what == kind::scatter || x.what == kind::sparse) s.stored[i] = 1;
    s.last[i] = std::max(s.last[i], p.at[i]);
  }
  for (int i = n - 1; i >= 0; --i) {  // what each stage needs, from the end
    if (p.at[i] < 0 || p.groups[p.at[i]].walk != loop::sweep) continue;
    const node& x = g[i];
    const bool inner = is_inner(g, p, i);
    if (is_reduction(x.what)) s.computed[i] = 1u << (s.level[i] - 1);
    else s.computed[i] |= (inner && !s.stored[i] && s.computed[i] != 0 && x.what == kind::map) ? 0u : 1u << s.level[i];
    for (int k = 0; k < x.inputs; ++k) {
      const int in = x.in[k];
      if (p.at[in] != p.at[i] || is_reduction(g[in].what) || !is_inner(g, p, in)) continue;
      const unsigned wanted = s.computed[i], later = wanted & ~(1u << s.level[in]);
      if (later == 0 || recomputable(g, p, in)) s.computed[in] |= wanted;
      else s.stored[in] = 1, s.computed[in] |= 1u << s.level[in];
    }
  }
  return s;
}

}  // namespace evengrad::inline EVENGRAD_ISA
