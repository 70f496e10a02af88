// Moves a map to the one later kernel that wants it, unless more would have to be stored: the `step(y)` of a rectifier
// belongs to the backward kernel that reads it, not to the forward one that made y.
#pragma once
#include <evengrad/pass/place.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Which node updates each parameter: nobody may come to read it after that.
struct update_order {
  const graph& g;
  list<int> sink = list<int>(g.parameters.n, -1);

  constexpr explicit update_order(const graph& g) : g(g) {
    for (int i = g.nodes.n - 1; i >= 0; --i)
      if (g.nodes.p[i].what == kind::sink) sink.p[g.nodes.p[i].parameter] = i;
  }
  /// Whether a group from `from` on and before `to` updates a parameter that node i reads.
  constexpr bool updates(const placement& p, int i, int from, int to) const {
    for (int k = 0; k < g.nodes.p[i].inputs; ++k)
      if (const node& o = g.nodes.p[home(g, g.nodes.p[i].in[k])]; o.what == kind::parameter && sink.p[o.parameter] >= 0)
        if (const int at = p.at.p[sink.p[o.parameter]]; from <= at && at < to) return true;
    return false;
  }
};

struct map_sinker {
  const graph& g;
  const list<char>& used;
  const user_lists& users;
  placement& p;
  update_order order{g};
  list<int> origin = list<int>(g.nodes.n, -1);  // of a map whose move stores as much as it saves

  constexpr void run() {
    for (int i = g.nodes.n - 1; i >= 0; --i) {
      if (g.nodes.p[i].what != kind::map || p.at.p[i] < 0 || used.p[i] == kept || reads_state(i)) continue;
      const int to = only_reader(i), from = p.at.p[i];
      if (to < 0 || !takes(p.groups.p[to], g.nodes.p[i], space_of(g, g.nodes.p[i])) || order.updates(p, i, from, to))
        continue;
      const int more = newly_stored(i);
      if (more > 1) continue;
      if (more == 1) origin.p[i] = from;
      move(i, to);
    }
    for (int i = 0; i < g.nodes.n; ++i)  // no other followed it: it need not have gone
      if (origin.p[i] >= 0 && only_one_that_reads_its_operand_from_afar(i)) move(i, origin.p[i]);
  }

 private:
  constexpr bool reads_state(int i) const {  // which may be another by then
    for (int k = 0; k < g.nodes.p[i].inputs; ++k)
      if (g.nodes.p[g.nodes.p[i].in[k]].what == kind::state) return true;
    return false;
  }
  /// The one group that reads node i, if it is another than its own; else -1.
  constexpr int only_reader(int i) const {
    int found = -1;
    for (int e = users.first.p[i]; e >= 0; e = users.next.p[e]) {
      const int u = e / 3, at = p.at.p[u];
      if (at < 0 || at == p.at.p[i] || (found >= 0 && found != at) || needs_memory(g, g.nodes.p[u], i)) return -1;
      found = at;
    }
    return found;
  }
  /// Operands from its own group that only i would want to have in memory.
  constexpr int newly_stored(int i) const {
    int count = 0;
    for (int k = 0; k < g.nodes.p[i].inputs; ++k)
      if (const int in = g.nodes.p[i].in[k];
          p.at.p[in] == p.at.p[i] && g.nodes.p[in].dims.size() > 1 && used.p[in] != kept)
        count += !read_from_afar(in, -1);
    return count;
  }
  constexpr bool read_from_afar(int in, int but) const {
    for (int e = users.first.p[in]; e >= 0; e = users.next.p[e])
      if (e / 3 != but && p.at.p[e / 3] != p.at.p[in]) return true;
    return false;
  }
  constexpr bool only_one_that_reads_its_operand_from_afar(int i) const {
    for (int k = 0; k < g.nodes.p[i].inputs; ++k)
      if (p.at.p[home(g, g.nodes.p[i].in[k])] > origin.p[i]) return false;  // an operand followed it, and stays
    for (int k = 0; k < g.nodes.p[i].inputs; ++k)
      if (const int in = g.nodes.p[i].in[k];
          p.at.p[in] == origin.p[i] && g.nodes.p[in].dims.size() > 1 && used.p[in] != kept)
        return !read_from_afar(in, i);
    return false;
  }
  constexpr void move(int i, int to) {
    --p.groups.p[p.at.p[i]].nodes, ++p.groups.p[to].nodes;
    p.at.p[i] = to;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
