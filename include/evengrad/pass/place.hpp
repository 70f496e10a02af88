// Places every node in a kernel: contractions with what follows them elementwise, reductions that share a sweep, updates where the
// gradient is made. A kernel walks a space (rows, lines, columns); `inner` says which axes its inner loop sums.
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
  std::array<int, 6> reads{-1, -1, -1, -1, -1, -1};  // some of the operands, to see what is related
  constexpr space outer() const {
    return {over.batched && !(inner & over_rows), (inner & over_lines) ? 1 : over.lines,
            (inner & over_columns) ? 1 : over.width};
  }
  constexpr void note(int node) {
    for (int& r : reads)
      if (r < 0 || r == node) {
        r = node;
        return;
      }
  }
  constexpr bool reads_node(int node) const {
    for (int r : reads)
      if (r == node) return true;
    return false;
  }
};

struct placement {
  std::vector<int> at;  // node → group, -1 for leaves, views and the unused
  std::vector<group> groups;
  int backward = 0;  // the first group after the forward half
};

/// What walking computes the node: of a reduction its operand's extents; a range of an inner axis is walked as outer lines of all that
/// lies behind the axis.
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
constexpr bool related(const graph& g, const placement& p, int j, const node& x) {
  for (int in : x.in)
    if (in >= 0) {
      const int h = home(g, in);
      if (p.at[h] == j || (p.groups[j].reads_node(h) && g[in].dims.size() > 1)) return true;
    }
  return false;
}
constexpr void join(const graph& g, placement& p, int i, int j) {
  group& k = p.groups[j];
  const node& x = g[i];
  if (is_reduction(x.what)) k.inner = x.aux;
  for (int in : x.in)
    if (in >= 0 && g[in].what != kind::number) k.note(home(g, in));
  ++k.nodes;
  k.sinks += x.what == kind::sink;
  p.at[i] = j;
}

/// The first group that may hold x: after all that it reads; an update after the last reader of what it overwrites.
constexpr int earliest(const graph& g, const placement& p, const std::vector<int>& last_reader, const node& x, bool backward_half) {
  int lo = backward_half ? p.backward : 0;
  for (int in : x.in)
    if (in >= 0)
      if (const int at = p.at[home(g, in)]; at >= lo) lo = at + needs_memory(g, x, in);
  if (x.what == kind::sink || x.what == kind::assign) lo = std::max(lo, last_reader[x.parameter]);
  return lo;
}

constexpr int open_group(const graph& g, placement& p, const node& x) {
  p.groups.push_back({.over = space_of(g, x), .layer = x.layer});
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
  for (int in : x.in)
    if (in >= 0 && !is_leaf(g[in].what)) return false;
  return true;
}

constexpr placement place_nodes(const graph& g, const std::vector<char>& used, bool two_halves) {
  const int n = int(g.nodes.size());
  placement p{std::vector<int>(n, -1), {}, 0};
  std::vector<int> last_reader(g.parameters.size(), 0);
  for (int i = 0; i < n; ++i) {
    const node& x = g[i];
    if (!used[i] || is_leaf(x.what) || x.what == kind::reshape || (waits(g, x) && used[i] != kept)) continue;
    const bool second_half = two_halves && i >= g.forward;
    for (int in : x.in)
      if (in >= 0)
        if (const int h = home(g, in); p.at[h] < 0 && waits(g, g[h]) && needs_memory(g, x, in)) join(g, p, h, open_group(g, p, g[h]));
    const int lo = earliest(g, p, last_reader, x, second_half), end = int(p.groups.size());
    int j = lo;
    if (walks_alone(x.what)) j = end;
    else {
      const space s = space_of(g, x);
      while (j < end && !(takes(p.groups[j], x, s) && related(g, p, j, x))) j = std::max(j + 1, j == lo ? end - 3 : 0);
    }
    if (j >= end) j = open_group(g, p, x);
    for (int in : x.in)
      if (in >= 0 && p.at[in] < 0 && waits(g, g[in])) {
        if (takes(p.groups[j], g[in], space_of(g, g[in]))) join(g, p, in, j);
        else {  // it needs a walk of its own, before x
          join(g, p, in, open_group(g, p, g[in]));
          j = open_group(g, p, x);
        }
      }
    join(g, p, i, j);
    for (int in : x.in)
      if (in >= 0)
        if (const node& o = g[home(g, in)]; o.what == kind::parameter || o.what == kind::state)
          last_reader[o.parameter] = std::max(last_reader[o.parameter], j + (x.what == kind::contract));
    if (i < g.forward) p.backward = int(p.groups.size());
  }
  return p;
}

}  // namespace evengrad::inline EVENGRAD_ISA
