// Places every node in a kernel: contractions with what follows them elementwise, reductions that share a sweep,
// updates where the gradient is made. A kernel walks a space (rows, lines, columns); `inner` says which axes its inner
// loop sums.
#pragma once
#include <evengrad/pass/used.hpp>

#include <algorithm>

namespace evengrad::inline EVENGRAD_ISA {

enum class loop : unsigned char { sweep, product, scatter, call, call_back };

struct space {
  bool batched = false;
  int lines = 1, width = 1;
  constexpr bool operator==(const space&) const = default;
};

struct group {
  loop walk = loop::sweep;
  space over;
  int inner = 0;  // axes: what a sweep reduces, 0 where it is elementwise
  int layer = -1;
  int nodes = 0, sinks = 0;
  constexpr space outer() const {
    return {over.batched && !(inner & over_rows), (inner & over_lines) ? 1 : over.lines,
            (inner & over_columns) ? 1 : over.width};
  }
};

struct placement {
  list<int> at;  // node → group, -1 for leaves, views and the unused
  list<group> groups;
  int backward = 0;  // the first group after the forward half
};

/// What walking computes the node: of a reduction its operand's extents; a range of an inner axis is walked as outer
/// lines of all that lies behind the axis.
constexpr space space_of(const graph& g, const node& x) {
  if ((x.what == kind::slice || x.what == kind::place) && x.batched) {
    int lines = 1;
    for (int i = 0; i < x.aux; ++i) lines *= x.dims[i];
    return {true, lines, x.dims.size() / lines};
  }
  const node& v = is_reduction(x.what) ? g[x.in[0]] : x;
  return {v.batched, v.dims.lines(), v.dims.last()};
}
/// Views are not computed: the node whose memory they show.
constexpr int home(const graph& g, int i) {
  while (g[i].what == kind::reshape) i = g[i].in[0];
  return i;
}
/// Reads an operand as memory, which must be complete before.
constexpr bool needs_memory(const graph& g, const node& x, int operand) {
  return x.what == kind::contract || x.what == kind::slice || x.what == kind::place || x.what == kind::scatter ||
         x.what == kind::gather || is_call(x.what) || g[operand].what == kind::reshape || is_call(g[operand].what) ||
         g[operand].what == kind::scatter;
}
constexpr bool walks_alone(kind k) { return k == kind::contract || k == kind::scatter || is_call(k); }
/// Whether a node that is walked as `s` can be computed in this group.
constexpr bool takes(const group& k, const node& x, const space& s) {
  if (walks_alone(x.what) || (k.walk != loop::sweep && k.walk != loop::product)) return false;
  if (k.nodes >= 40 || (x.what == kind::sink && k.sinks >= (k.inner ? 3 : 1))) return false;
  if (is_reduction(x.what)) return k.walk == loop::sweep && s == k.over && (k.inner == 0 || k.inner == x.aux);
  return s == k.over || (k.inner != 0 && s == k.outer());
}
constexpr int open_group(const graph& g, placement& p, const node& x) {
  p.groups.push({.over = space_of(g, x), .layer = x.layer});
  group& k = p.groups.back();
  if (x.what == kind::contract) k.walk = loop::product;
  if (x.what == kind::scatter) k.walk = loop::scatter;
  if (x.what == kind::call) k.walk = loop::call;
  if (x.what == kind::call_back) k.walk = loop::call_back;
  return int(p.groups.size()) - 1;
}
/// A map of leaves waits for its first reader: it can be computed anywhere.
constexpr bool waits(const graph& g, const node& x) {
  if (x.what != kind::map) return false;
  for (int k = 0; k < x.inputs; ++k)
    if (!is_leaf(g[x.in[k]].what)) return false;
  return true;
}

struct placer {
  const graph& g;
  placement& p;
  list<int> reader;     // the last group that reads the node
  list<int> last_read;  // by parameter: no update may come before this group

  constexpr void join(int i, int j) {
    group& k = p.groups[j];
    const node& x = g[i];
    if (is_reduction(x.what)) k.inner = x.aux;
    for (int q = 0; q < x.inputs; ++q) {
      const int h = home(g, x.in[q]);
      reader[h] = j;
      if (const node& o = g[h]; o.parameter >= 0 && is_leaf(o.what))
        last_read[o.parameter] = std::max(last_read[o.parameter], j + (x.what == kind::contract));
    }
    ++k.nodes;
    k.sinks += x.what == kind::sink;
    p.at[i] = j;
  }
  /// The first group that may hold x: after all that it reads; an update after the last reader of what it overwrites.
  /// What waited and is read as memory gets a walk of its own now.
  constexpr int earliest(const node& x, int lo) {
    if (x.what == kind::sink || x.what == kind::assign) lo = std::max(lo, last_read[x.parameter]);
    for (int k = 0; k < x.inputs; ++k) {
      const int h = home(g, x.in[k]);
      const bool memory = needs_memory(g, x, x.in[k]);
      if (memory && p.at[h] < 0 && waits(g, g[h])) join(h, open_group(g, p, g[h]));
      if (p.at[h] >= lo) lo = p.at[h] + memory;
    }
    return lo;
  }
  /// A group from `lo` on that makes an operand of x, or reads one too; else a new one.
  constexpr int choose(const node& x, int lo) {
    if (!walks_alone(x.what)) {
      const space s = space_of(g, x);
      for (int k = 0; k < x.inputs; ++k) {
        const int h = home(g, x.in[k]);
        if (const int j = p.at[h]; j >= lo && takes(p.groups[j], x, s)) return j;
        if (const int j = reader[h]; j >= lo && g[h].dims.size() > 1 && takes(p.groups[j], x, s)) return j;
      }
    }
    return open_group(g, p, x);
  }
  constexpr void place(int i, int lo) {
    const node& x = g[i];
    int j = choose(x, earliest(x, lo));
    for (int k = 0; k < x.inputs; ++k)
      if (const int in = x.in[k]; p.at[in] < 0 && waits(g, g[in])) {
        if (takes(p.groups[j], g[in], space_of(g, g[in]))) join(in, j);
        else {  // it needs a walk of its own, before x
          join(in, open_group(g, p, g[in]));
          j = open_group(g, p, x);
        }
      }
    join(i, j);
  }
};

constexpr placement place_nodes(const graph& g, const list<char>& used, bool two_halves) {
  const int n = int(g.nodes.size());
  placement p{list<int>(n, -1), {}, 0};
  placer to{g, p, list<int>(n, -1), list<int>(g.parameters.size(), 0)};
  for (int i = 0; i < n; ++i) {
    const node& x = g[i];
    if (!used[i] || is_leaf(x.what) || x.what == kind::reshape || (used[i] != kept && waits(g, x))) continue;
    to.place(i, two_halves && i >= g.forward ? p.backward : 0);
    if (i < g.forward) p.backward = int(p.groups.size());
  }
  return p;
}

}  // namespace evengrad::inline EVENGRAD_ISA
