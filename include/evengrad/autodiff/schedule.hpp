// From a graph to a plan: which loop computes a node, where it lies, and what is part of its reader's expression.
#pragma once
#include <evengrad/autodiff/assembly.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct scheduler {
  static constexpr int deepest_expression = 24;

  const list<node>& g;
  const list<int>& results;
  int n;
  list<double> constants;
  list<int> table_at;  // of a node that is a table, where it begins among the constants
  assemblies whole;
  list<item> items;
  list<loop_info> loops;
  list<short> order;
  list<piece> pieces;
  list<int> time;
  list<char> stored, scalar, run;  // by node: lies in memory, is one number, is computed by a loop
  list<piece> parts;               // of all vectors that are put together
  list<int> first_part, end_part;
  int scalars = 0, buffer = 0;

  constexpr scheduler(const list<node>& g, const list<int>& results, const auto& r)
      : g(g),
        results(results),
        n(g.size()),
        table_at(n, -1),
        whole(g, results),
        items(n),
        time(n, 0),
        stored(n, 0),
        scalar(n, 0),
        run(n, 0),
        first_part(n, 0),
        end_part(n, 0) {
    for (int i = 0; i < r.constant_count; ++i) constants.push(r.constants[i]);
    int tables = 0;
    list<int> first;
    for (int k = r.arguments; k < r.leaf_count; ++k) first.push(tables), tables += r.extents[k];
    for (int i = 0; i < n; ++i) describe(i, r.arguments, first);
    for (int i = 0; i < n; ++i) set_time(i);
    for (int i = 0; i < n; ++i) mark_stored(i);
    set_results();
    for (int i = n - 1; i >= 0; --i) locate(i);
    for (int i = 0; i < n; ++i) resolve_view(i);
    make_loops();
  }

  constexpr bool is_scalar(int i) const { return scalar.p[i]; }
  constexpr bool is_view(int i) const {
    return g[i].what == kind::reshape || g[i].what == kind::slice || g[i].what == kind::gather;
  }
  constexpr bool computed(int i) const { return run.p[i]; }
  /// Whose memory a view shows.
  constexpr int home_of(int i) const {
    while (is_view(i)) i = g[i].in[0];
    return i;
  }

  constexpr void describe(int i, int arguments, const list<int>& table_first) {
    const node& x = g[i];
    item& y = items[i];
    y.what = x.what, y.op = x.op, y.value = x.value, y.aux = x.aux, y.offset = x.offset;
    for (int k = 0; k < 3; ++k) y.in[k] = short(x.in[k]);
    y.lines = x.dims.lines(), y.cols = x.dims.last();
    scalar[i] = y.size() == 1;
    run[i] = (x.what == kind::map && !whole.inside[i]) || is_reduction(x.what) || whole.is_whole(i);
    if (x.what == kind::gather || x.what == kind::scatter) y.offset = table_at[x.in[1]];
    if (x.what != kind::parameter && x.what != kind::state) return;
    const bool table = x.parameter >= arguments && x.parameter - arguments < int(table_first.size());
    y.where = table ? bank::table : bank::argument;
    if (table) y.at = table_at[i] = table_first[x.parameter - arguments];
    else y.base = x.parameter < arguments ? x.parameter : x.parameter - int(table_first.size());
  }
  /// The loop that a vector runs in; one column is laid along the lanes.
  constexpr loop_info loop_of(int i) const {
    const item& x = items[is_reduction(g[i].what) ? g[i].in[0] : i];
    return x.cols == 1 ? loop_info{.cols = x.lines} : loop_info{.lines = x.lines, .cols = x.cols};
  }
  constexpr bool same_loop(int i, int j) const {
    const loop_info a = loop_of(i), b = loop_of(j);
    return a.lines == b.lines && a.cols == b.cols;
  }
  /// Whether i may read its operand o in the register where the same loop left it.
  constexpr bool direct(int i, int o) const {
    if (g.p[o].what != kind::map) return false;
    if (is_scalar(o)) return is_scalar(i) && g.p[i].what == kind::map;
    if (whole.is[o] || is_view(i) || whole.is[i]) return false;
    return same_loop(i, o) && (is_reduction(g[i].what) || items[i].size() == items[o].size());
  }
  constexpr void wait_for(int i, int o) {
    const int h = home_of(o);
    if (!computed(h)) return;
    const int t = time[h] + (h == o && direct(i, o) ? 0 : 1);
    if (t > time[i]) time[i] = t;
  }
  constexpr list<piece> parts_of(int i) const {
    return list<piece>::view(parts.p + first_part[i], end_part[i] - first_part[i]);
  }
  constexpr void set_time(int i) {
    if (!computed(i)) return;
    if (whole.is_whole(i)) {
      first_part[i] = parts.size();
      parts.append(whole.pieces_of(i, constants, table_at));
      end_part[i] = parts.size();
      for (const piece& p : parts_of(i))
        if (p.what >= 0) wait_for(i, p.what);
    } else
      for (int k = 0; k < g.p[i].inputs; ++k) wait_for(i, g.p[i].in[k]);
  }
  /// Vectors that somebody reads elsewhere than in the loop that computes them lie in memory.
  constexpr void mark_stored(int i) {
    const node& x = g.p[i];
    for (int k = 0; k < x.inputs; ++k) {
      const int in = x.in[k];
      if (!is_scalar(in) && computed(in) && !(computed(i) && direct(i, in) && time[i] == time[in])) stored[in] = 1;
    }
    if (is_scalar(i)) return;
    if (whole.is_whole(i) || is_reduction(x.what)) stored[i] = computed(i);
    for (const piece& p : parts_of(i))
      if (p.what >= 0 && computed(p.what) && !is_scalar(p.what)) stored[p.what] = 1;
  }
  constexpr void set_results() {
    for (int k = 0; k < results.size(); ++k)
      if (const int i = results[k]; !is_scalar(i)) items[i].where = bank::result, items[i].base = k, stored[i] = 1;
  }
  /// Downwards, so that a whole has its place before its pieces: what only it reads is computed in place.
  constexpr void locate(int i) {
    item& x = items[i];
    if (!stored.p[i] || !computed(i) || is_scalar(i)) return;
    if (x.where == bank::nowhere) x.where = bank::buffer, x.at = buffer, buffer += (x.size() + 7) / 8 * 8;
    if (!whole.is_whole(i)) return;
    for (const piece& p : parts_of(i)) {
      if (p.what < 0 || p.adds || p.scattered || !computed(p.what) || is_scalar(p.what) || whole.readers[p.what] != 1)
        continue;
      item& part = items[p.what];
      if (part.where == bank::nowhere) part.where = x.where, part.base = x.base, part.at = x.at + p.at;
    }
  }
  constexpr void resolve_view(int i) {
    item& x = items[i];
    if (!is_view(i)) return;
    const item& from = items[g[i].in[0]];
    x.where = from.where, x.base = from.base;
    x.at = from.at + (x.what == kind::slice ? x.offset * (from.size() / g[g[i].in[0]].dims[0]) : 0);
  }

  constexpr void make_loops() {
    int last = 0;
    for (int i = 0; i < n; ++i)
      if (computed(i) && time[i] > last) last = time[i];
    list<list<int>> at(last + 1);
    for (int i = 0; i < n; ++i)
      if (computed(i)) at[time[i]].push(i);
    for (int t = 0; t <= last; ++t) {
      const int begin = loops.size();
      for (int i : at[t]) {
        loop_info k = loop_of(i);
        k.time = t;
        k.assembles = whole.is_whole(i) ? i : -1;
        int l = begin;
        while (l < loops.size() &&
               !(loops[l].lines == k.lines && loops[l].cols == k.cols && loops[l].assembles == k.assembles))
          ++l;
        if (l == loops.size()) loops.push(k);
        items[i].loop = short(l);
      }
      for (int l = begin; l < loops.size(); ++l) fill(l, at[t]);
    }
  }
  constexpr void fill(int l, const list<int>& nodes) {
    loop_info& k = loops[l];
    if (k.assembles >= 0) {
      k.first = pieces.size();
      for (const piece& p : parts_of(k.assembles)) {
        const item& x = items[k.assembles];
        const bool in_place = p.what >= 0 && !p.adds && !p.scattered && !is_scalar(p.what) && computed(p.what) &&
                              items[p.what].where == x.where && items[p.what].base == x.base &&
                              items[p.what].at == x.at + p.at;
        if (!in_place) pieces.push(p);
      }
      k.count = pieces.size() - k.first;
      return;
    }
    k.first = order.size();
    list<int> here;
    for (int i : nodes)
      if (items[i].loop == l) here.push(i);
    if (k.lines * k.cols == 1) here = staged(here);
    for (int i : here) {
      item& x = items[i];
      int deep = 1;
      for (int in : g[i].in)
        if (in >= 0 && items[in].inlined && items[in].aux >= deep) deep = items[in].aux + 1;
      x.inlined = x.what == kind::map && x.together == 1 && !stored[i] && whole.readers[i] == 1 &&
                  whole.reader[i] >= 0 && deep < deepest_expression && computed(whole.reader[i]) &&
                  direct(whole.reader[i], i) && time[whole.reader[i]] == time[i];
      if (x.inlined) {
        x.aux = deep;
        continue;
      }
      order.push(short(i));
      if (is_scalar(i)) x.where = bank::scalar, x.at = scalars++;
      if (is_reduction(x.what)) x.local = short(k.sums++);
      else if (!is_scalar(i)) x.local = short(k.values++);
    }
    k.count = order.size() - k.first;
  }
  /// Scalar statements in an order that has functions of the same kind side by side where none waits for the other:
  /// they are lanes of one register then.
  constexpr list<int> staged(const list<int>& nodes) {
    list<int> first(1, -1), last(1, -1), next(n, -1), stage(n, 0);
    for (int i : nodes) {
      for (int in : g[i].in)
        if (in >= 0 && stage[home_of(in)] > stage[i]) stage[i] = stage[home_of(in)];
      if (!g[i].op->cheap) ++stage[i];
      const int s = stage[i];
      while (first.size() <= s) first.push(-1), last.push(-1);
      (last[s] < 0 ? first[s] : next[last[s]]) = i;
      last[s] = i;
    }
    list<int> sorted, costly;
    for (int f : first) {
      costly.clear();
      for (int i = f; i >= 0; i = next[i])
        if (!g[i].op->cheap) costly.push(i);
      for (int a = 0; a < costly.size(); ++a) {
        if (costly[a] < 0) continue;
        short& together = items[costly[a]].together;
        const op_info& op = *g[costly[a]].op;
        sorted.push(costly[a]);
        for (int b = a + 1; b < costly.size() && together < 8; ++b)
          if (costly[b] >= 0 && g[costly[b]].op->id == op.id) {
            sorted.push(costly[b]);
            items[costly[b]].together = 0, costly[b] = -1, ++together;
          }
      }
      for (int i = f; i >= 0; i = next[i])
        if (g[i].op->cheap) sorted.push(i);
    }
    return sorted;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
