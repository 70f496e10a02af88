// Plans memory: who is alive until when, and so which offset in the arena. All figures are elements.
#pragma once
#include <evengrad/core/panel.hpp>
#include <evengrad/pass/area.hpp>
#include <evengrad/pass/program.hpp>
#include <evengrad/pass/stage.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Elements from one row of the batch to the next: lines lie side by side, so that views cost nothing; only a single
/// line is padded.
constexpr std::int64_t row_stride(const shape& s) {
  return s.lines() > 1 ? s.size() : s.size() == 1 ? 1 : padded(s.size());
}
constexpr std::int64_t row_stride(const node& x) {
  return x.row ? x.row : x.unpadded ? x.dims.size() : row_stride(x.dims);
}
/// Elements of a value without a row: a matrix in panels of 16 columns.
constexpr std::int64_t fixed_size(const shape& s) {
  return s.size() == 1 ? 1 : std::int64_t(s.lines()) * padded(s.last());
}

/// What a caller's plan reserves for a call.
struct call_memory {
  std::int64_t saved_rows = 0, saved_fixed = 0, temporary_rows = 0, temporary_fixed = 0;
};

/// All figures are elements; `facts` counts what the program needs of each region.
struct memory_plan {
  list<region> in;
  list<std::int64_t> offset;
  list<int> order, first;   // the nodes by group, a contraction first; group → where it begins
  list<call_memory> calls;  // by group
  list<std::int64_t> parameter_offset, state_offset;  // by parameter; a call has both
  program_facts facts;
};

struct plan_request {
  const graph& g;
  const grouped_nodes& k;
  const stages& s;
  bool block;
  const program_facts* callees;  // by call
};

struct memory_planner {
  const plan_request& q;
  const graph& g = q.g;
  memory_plan m{};
  list<int> slot = list<int>(q.g.nodes.n, -1);  // node → slot of its area
  list<char> taken = list<char>(q.g.nodes.n);   // its memory goes on as another's
  area rows{q.k.p.groups.n}, scalars{q.k.p.groups.n}, fixed{q.k.p.groups.n};
  area saved_rows{}, saved_scalars{}, saved_fixed{};

  constexpr memory_plan run() {
    const int groups = q.k.p.groups.n;
    m.in = list<region>(g.nodes.n), m.offset = list<std::int64_t>(g.nodes.n), m.calls = list<call_memory>(groups);
    order_nodes();
    place_leaves();
    for (int k = 0; k < groups; ++k) {
      for (int at = m.first.p[k]; at < m.first.p[k + 1]; ++at) {
        const int i = m.order.p[at];
        if (is_call(g[i].what)) place_call(k, i);
        if (q.s.stored.p[i]) place(k, i);
      }
      rows.end_of(k), scalars.end_of(k), fixed.end_of(k);
    }
    settle();
    return m;
  }

 private:
  constexpr void order_nodes() {
    const int n = g.nodes.n, groups = q.k.p.groups.n;
    const int* at = q.k.p.at.p;
    m.first = list<int>(groups + 1);
    for (int i = 0; i < n; ++i)
      if (at[i] >= 0) ++m.first.p[at[i] + 1];
    for (int k = 0; k < groups; ++k) m.first.p[k + 1] += m.first.p[k];
    list<int> next = m.first;
    m.order = list<int>(m.first[groups]);
    for (int i = 0; i < n; ++i)
      if (at[i] >= 0) m.order.p[next.p[at[i]]++] = i;
    for (int k = 0; k < groups; ++k) {  // what follows a contraction may have been there before it
      if (q.k.p.groups.p[k].walk != loop::product) continue;
      int* const of = m.order.p + m.first.p[k];
      int c = 0;
      while (g.nodes.p[of[c]].what != kind::contract) ++c;
      for (; c > 0; --c) std::swap(of[c], of[c - 1]);
    }
  }
  constexpr void place_leaves() {
    program_facts& f = m.facts;
    for (const parameter_info& w : g.parameters) {
      m.parameter_offset.push(w.learned ? f.weights : f.states);
      m.state_offset.push(f.states);
      if (w.call >= 0) {
        const std::int64_t copies = g.calls[w.call].shared ? 1 : g.calls[w.call].count;
        f.weights += copies * q.callees[w.call].weights;
        f.states += copies * q.callees[w.call].states;
      } else (w.learned ? f.weights : f.states) += padded(fixed_size(w.dims));
    }
    for (int i = 0; i < g.nodes.n; ++i) {
      const node& x = g.nodes.p[i];
      if (x.what == kind::input)
        m.in.p[i] = x.aux == input_features   ? region::input
                    : x.aux == input_of_step  ? region::step
                    : x.aux == input_of_state ? region::state_adjoint
                    : q.block                 ? region::adjoint
                                              : region::target;
      else if (x.what == kind::parameter || x.what == kind::state) {
        m.in.p[i] = x.what == kind::parameter ? region::weights : region::states;
        m.offset.p[i] = m.parameter_offset[x.parameter];
      }
    }
  }
  constexpr void place(int group, int i) {
    const node& x = g.nodes.p[i];
    const int last = q.s.last.p[i];
    if (q.block && (i == g.output || i == g.dx || i == g.dstep)) {
      m.in.p[i] = i == g.output ? region::output : i == g.dx ? region::dx : region::dstep;
      return;
    }
    const std::int64_t size = x.batched ? row_stride(x) : fixed_size(x.dims);
    if (q.block && g.training && group < q.k.p.backward && last >= q.k.p.backward) {
      m.in.p[i] = x.batched ? region::saved_rows : region::saved_fixed;
      m.offset.p[i] = (!x.batched  ? saved_fixed
                       : size == 1 ? saved_scalars
                                   : saved_rows)
                          .keep(x.batched ? size : padded(size));
      return;
    }
    m.in.p[i] = x.batched ? region::row_arena : region::fixed_arena;
    if (const int o = dying_operand(i); o >= 0) {
      m.offset.p[i] = m.offset.p[o], slot.p[i] = slot.p[o];
      taken.p[o] = 1;
      rows.prolong(slot.p[o], last);
    } else {
      area& a = !x.batched ? fixed : size == 1 ? scalars : rows;
      slot.p[i] = a.place(x.batched ? size : padded(size), last);
      m.offset.p[i] = a.offset(slot.p[i]);
    }
  }
  /// The operand whose memory node i may take over: read for the last time here, element by element, before i is
  /// written.
  constexpr int dying_operand(int i) const {
    const node& x = g.nodes.p[i];
    const int* at = q.k.p.at.p;
    const loop walk = q.k.p.groups.p[at[i]].walk;
    if ((walk != loop::sweep && walk != loop::product) || !x.batched || x.dims.size() == 1 || is_reduction(x.what))
      return -1;
    for (int k = 0; k < x.inputs; ++k) {
      const int o = x.in[k];
      if (taken.p[o] || at[o] < 0 || m.in.p[o] != region::row_arena || q.s.last.p[o] != at[i] || at[o] == at[i])
        continue;
      const node& old = g.nodes.p[o];  // with padding between rows or without, as x
      if (!(old.dims == x.dims) || !old.batched || row_stride(old) != row_stride(x)) continue;
      bool safe = true;
      for (int e = q.k.users.first.p[o]; e >= 0; e = q.k.users.next.p[e])
        if (const int u = e / 3; at[u] == at[i])
          safe = safe && u <= i && !needs_memory(g, g.nodes.p[u], o) &&
                 (q.s.computed.p[u] >> (q.s.level.p[i] + 1)) == 0 && is_inner(g, q.k.p, u);
      if (safe) return o;
    }
    return -1;
  }
  constexpr void place_call(int group, int i) {
    const node& x = g[i];
    const call_info& c = g.calls[x.call];
    const program_facts& f = q.callees[x.call];
    call_memory& here = m.calls[group];
    const bool chain_saved = c.state == 0 && f.reads_x;  // the states of a scan are its value
    const std::int64_t line = row_stride(c.state ? shape{c.state} : c.in);
    if (x.what == kind::call_back) here = m.calls[q.k.p.at[x.in[1]]];
    else if (g.training) {
      const std::int64_t r = padded(c.count * f.saved_rows + (chain_saved ? (c.count - 1) * line : 0)),
                         s = c.count * f.saved_fixed;
      here.saved_rows = q.block ? saved_rows.keep(r) : rows.offset(rows.place(r, q.s.last[i]));
      here.saved_fixed = q.block ? saved_fixed.keep(s) : fixed.offset(fixed.place(s, q.s.last[i]));
    }
    here.temporary_rows = rows.offset(rows.place(padded(f.row_elements) + 2 * padded(line), group));
    here.temporary_fixed = fixed.offset(fixed.place(f.fixed_elements, group));
  }
  /// Row scalars lie behind the wide values, which so stay aligned.
  constexpr void settle() {
    for (int i = 0; i < g.nodes.n; ++i) {
      if (!g.nodes.p[i].batched || row_stride(g.nodes.p[i]) != 1) continue;
      if (m.in.p[i] == region::row_arena) m.offset.p[i] += rows.top;
      if (m.in.p[i] == region::saved_rows) m.offset.p[i] += saved_rows.top;
    }
    program_facts& f = m.facts;
    f.row_elements = rows.top + scalars.top, f.fixed_elements = fixed.top;
    f.saved_rows = padded(saved_rows.top + saved_scalars.top), f.saved_fixed = saved_fixed.top;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
