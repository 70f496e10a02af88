// Places every node in a kernel: contractions with what follows them elementwise, reductions that share a sweep,
// updates where the gradient is made. A kernel walks a space (rows, lines, columns); `inner` says which axes its inner
// loop sums.
#pragma once
#include <evengrad/pass/used.hpp>

#include <algorithm>

namespace evengrad::inline EVENGRAD_ISA {

enum class loop : unsigned char { sweep, product, scatter, sparse, call, call_back };

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
         x.what == kind::gather || x.what == kind::sparse || is_call(x.what) || g[operand].what == kind::reshape ||
         is_call(g[operand].what) || g[operand].what == kind::scatter || g[operand].what == kind::sparse;
}
/// Reads a range of columns, which an outer value, computed once a line, has not.
constexpr bool reads_range(kind k) { return k == kind::slice || k == kind::place; }
constexpr bool walks_alone(kind k) {
  return k == kind::contract || k == kind::scatter || k == kind::sparse || is_call(k);
}
/// Whether a node that is walked as `s` can be computed in this group.
constexpr bool takes(const group& k, const node& x, const space& s) {
  if (walks_alone(x.what) || (k.walk != loop::sweep && k.walk != loop::product)) return false;
  if (k.nodes >= 40 || (x.what == kind::sink && k.sinks >= (k.inner ? 3 : 1))) return false;
  if (is_reduction(x.what)) return k.walk == loop::sweep && s == k.over && (k.inner == 0 || k.inner == x.aux);
  return s == k.over || (k.inner != 0 && s == k.outer() && !reads_range(x.what));
}
constexpr int open_group(const graph& g, placement& p, const node& x) {
  p.groups.push({.over = space_of(g, x), .layer = x.layer});
  group& k = p.groups.back();
  if (x.what == kind::contract) k.walk = loop::product;
  if (x.what == kind::scatter) k.walk = loop::scatter;
  if (x.what == kind::sparse) k.walk = loop::sparse;
  if (x.what == kind::call) k.walk = loop::call;
  if (x.what == kind::call_back) k.walk = loop::call_back;
  return int(p.groups.size()) - 1;
}
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

struct placer {
  const graph& g;
  const list<char>& used;
  const user_lists& users;
  placement p{list<int>(g.nodes.n, -1), {}, 0};
  list<int> reader = list<int>(g.nodes.n, -1);      // the last group that reads the node
  list<int> last_read = list<int>(g.parameters.n);  // by parameter: no update or new state may come before this group
  list<char> waiting = list<char>(g.nodes.n);

  constexpr placement run(bool two_halves) {
    place_constants();
    for (int i = 0; i < g.nodes.n; ++i) {
      const node& x = g.nodes.p[i];
      if (!used.p[i] || p.at.p[i] >= 0 || is_leaf(x.what) || x.what == kind::reshape) continue;
      const int lo = two_halves && i >= g.forward ? p.backward : 0;
      if (waits(i, lo)) waiting.p[i] = 1;
      else place(i, lo);
      if (i < g.forward) p.backward = p.groups.n;
    }
    return p;
  }

 private:
  /// A map of leaves, or of what the forward half saved, waits for its first reader: it can be computed anywhere.
  constexpr bool waits(int i, int lo) const {
    const node& x = g.nodes.p[i];
    if (x.what != kind::map || used.p[i] == kept) return false;
    for (int k = 0; k < x.inputs; ++k) {
      const int in = x.in[k];
      if (!is_leaf(g.nodes.p[in].what) && !waiting.p[in] && !(p.at.p[in] >= 0 && p.at.p[in] < lo)) return false;
    }
    return true;
  }
  /// What parameters and states alone decide comes first, so that it splits no kernel that reads it; but a map that
  /// only waits for its like can go with them.
  constexpr void place_constants() {
    list<char> constant(g.nodes.n);
    for (int i = 0; i < g.forward; ++i) {
      const node& x = g.nodes.p[i];
      if (!used.p[i] || x.batched || is_call(x.what) || x.what >= kind::sink) continue;
      if (is_leaf(x.what)) {
        constant.p[i] = x.what != kind::input && x.what != kind::uniform;
        continue;
      }
      bool all = true, read_by_rows = false;
      for (int k = 0; k < x.inputs; ++k) all = all && constant.p[x.in[k]];
      if (!all) continue;
      constant.p[i] = 1;
      if (x.what == kind::reshape) continue;
      for (int e = users.first.p[i]; e >= 0; e = users.next.p[e])
        read_by_rows = read_by_rows || g.nodes.p[e / 3].batched;
      if (!read_by_rows && waits(i, 0)) waiting.p[i] = 1;
      else place(i, 0);
    }
  }
  constexpr void join(int i, int j) {
    group& k = p.groups.p[j];
    const node& x = g.nodes.p[i];
    if (is_reduction(x.what)) k.inner = x.aux;
    for (int q = 0; q < x.inputs; ++q) {
      const int h = home(g, x.in[q]);
      reader.p[h] = j;
      if (const node& o = g.nodes.p[h]; o.what == kind::state || o.what == kind::parameter)
        last_read.p[o.parameter] = std::max(last_read.p[o.parameter], j + (x.what == kind::contract));
    }
    ++k.nodes;
    k.sinks += x.what == kind::sink;
    p.at.p[i] = j;
    waiting.p[i] = 0;
  }
  /// The first group that may hold x: after all that it reads; an update after the last reader of what it overwrites.
  /// What waited and is read as memory gets a walk of its own now.
  constexpr int earliest(const node& x, int lo) {
    if (x.what == kind::assign || x.what == kind::sink) lo = std::max(lo, last_read.p[x.parameter]);
    for (int k = 0; k < x.inputs; ++k) {
      const int h = home(g, x.in[k]);
      const bool memory = needs_memory(g, x, x.in[k]);
      if (memory && waiting.p[h]) place(h, lo);
      if (p.at.p[h] >= lo) lo = p.at.p[h] + memory;
    }
    return lo;
  }
  /// A group from `lo` on that makes an operand of x, or reads one too; else a new one.
  constexpr int choose(const node& x, int lo) {
    if (!walks_alone(x.what)) {
      const space s = space_of(g, x);
      for (int k = 0; k < x.inputs; ++k) {
        const int h = home(g, x.in[k]);
        if (const int j = p.at.p[h]; j >= lo && takes(p.groups.p[j], x, s)) return j;
        if (const int j = reader.p[h]; j >= lo && g.nodes.p[h].dims.size() > 1 && takes(p.groups.p[j], x, s)) return j;
      }
    }
    return open_group(g, p, x);
  }
  /// Node i and what waits for it can go to group j.
  constexpr bool fits(int i, int j) const {
    const node& x = g.nodes.p[i];
    if (!takes(p.groups.p[j], x, space_of(g, x))) return false;
    for (int k = 0; k < x.inputs; ++k)
      if (waiting.p[x.in[k]] && !fits(x.in[k], j)) return false;
    return true;
  }
  constexpr void join_all(int i, int j) {
    const node& x = g.nodes.p[i];
    for (int k = 0; k < x.inputs; ++k)
      if (waiting.p[x.in[k]]) join_all(x.in[k], j);
    join(i, j);
  }
  constexpr void place(int i, int lo) {
    const node& x = g.nodes.p[i];
    int j = choose(x, earliest(x, lo));
    for (int k = 0; k < x.inputs; ++k)
      if (const int in = x.in[k]; waiting.p[in]) {
        if (fits(in, j)) join_all(in, j);
        else {  // it needs a walk of its own, before x
          place(in, lo);
          j = open_group(g, p, x);
        }
      }
    join(i, j);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
