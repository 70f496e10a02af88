// Plans memory: who is alive until when, and so which offset in the arena. All figures are elements.
#pragma once
#include <evengrad/core/panel.hpp>
#include <evengrad/pass/program.hpp>
#include <evengrad/pass/stage.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Elements from one row of the batch to the next: lines lie side by side, so that views cost nothing; only a single
/// line is padded.
constexpr std::int64_t row_stride(const shape& s) {
  return s.lines() > 1 ? s.size() : s.size() == 1 ? 1 : padded(s.size());
}
constexpr std::int64_t row_stride(const node& x) { return x.unpadded ? x.dims.size() : row_stride(x.dims); }
/// Elements of a value without a row: a matrix in panels of 16 columns.
constexpr std::int64_t fixed_size(const shape& s) {
  return s.size() == 1 ? 1 : std::int64_t(s.lines()) * padded(s.last());
}

/// First fit by liveness. Kept are the holes, of which there are few, and for each group the slots that end with it.
class area {
  struct hole {
    std::int64_t offset, size;
  };
  struct slot {
    std::int64_t offset, size;
    int until, next;
  };
  std::vector<hole> holes;
  std::vector<slot> slots;
  std::vector<int> ending;  // group → its first slot

  constexpr void free(std::int64_t offset, std::int64_t size) {
    auto h = holes.begin();
    while (h != holes.end() && h->offset < offset) ++h;
    if (h != holes.end() && offset + size == h->offset) {
      h->offset = offset, h->size += size;
    } else h = holes.insert(h, {offset, size});
    if (h != holes.begin())
      if (auto before = h - 1; before->offset + before->size == h->offset) {
        before->size += h->size;
        holes.erase(h);
      }
  }

 public:
  std::int64_t top = 0;
  constexpr explicit area(int groups = 0) : ending(std::size_t(groups) + 1, -1) {}

  /// Slots that were read for the last time in this group are free from now on.
  constexpr void end_of(int group) {
    int s = ending[group];
    while (s >= 0) {
      const slot x = slots[s];
      if (x.until == group) free(x.offset, x.size);
      else slots[s].next = ending[x.until], ending[x.until] = s;
      s = x.next;
    }
  }
  /// The slot: its number.
  constexpr int place(std::int64_t size, int until) {
    std::int64_t at = top;
    auto h = holes.begin();
    while (h != holes.end() && h->size < size) ++h;
    if (h != holes.end()) {
      at = h->offset;
      h->offset += size, h->size -= size;
      if (h->size == 0) holes.erase(h);
    } else if (!holes.empty() && holes.back().offset + holes.back().size == top) {
      at = holes.back().offset;  // the last hole grows
      holes.pop_back();
    }
    top = std::max(top, at + size);
    slots.push_back({at, size, until, ending[until]});
    ending[until] = int(slots.size()) - 1;
    return ending[until];
  }
  constexpr std::int64_t offset(int slot) const { return slots[slot].offset; }
  /// A value that lives longer takes the slot over.
  constexpr void prolong(int slot, int until) { slots[slot].until = std::max(slots[slot].until, until); }
  /// Without reuse: for what lives from the forward to the backward half of a block.
  constexpr std::int64_t keep(std::int64_t size) {
    top += size;
    return top - size;
  }
};

/// What a caller's plan reserves for a call.
struct call_memory {
  std::int64_t saved_rows = 0, saved_fixed = 0, temporary_rows = 0, temporary_fixed = 0;
};

struct memory_plan {
  std::vector<region> in;
  std::vector<std::int64_t> offset;
  std::vector<int> order, first;   // the nodes by group, a contraction first; group → where it begins
  std::vector<int> slot;           // node → slot of its area
  std::vector<call_memory> calls;  // by group
  std::vector<std::int64_t> parameter_offset, state_offset;  // by parameter; a call has both
  std::vector<char> taken;                                   // its memory goes on as another's
  std::int64_t weights = 0, states = 0;
  area rows, scalars, fixed, saved_rows, saved_fixed;

  constexpr explicit memory_plan(int groups) : rows(groups), scalars(groups), fixed(groups) {}
};

/// The operand whose memory node i may take over: read for the last time here, element by element, before i is written.
constexpr int dying_operand(const graph& g, const placement& p, const stages& s, const user_lists& users,
                            const memory_plan& m, int i) {
  if (p.groups[p.at[i]].walk != loop::sweep || !g[i].batched || g[i].dims.size() == 1 || is_reduction(g[i].what))
    return -1;
  for (int k = 0; k < g[i].inputs; ++k) {
    const int in = g[i].in[k];
    const int o = home(g, in);
    if (o != in || m.taken[o] || p.at[o] < 0 || m.in[o] != region::row_arena || s.last[o] != p.at[i] ||
        p.at[o] == p.at[i])
      continue;
    if (!(g[o].dims == g[i].dims) || !g[o].batched) continue;
    bool safe = true;
    for (int e = users.first[o]; e >= 0; e = users.next[e])
      if (const int u = e / 3; p.at[u] == p.at[i])
        safe = safe && u <= i && !needs_memory(g, g[u], o) && (s.computed[u] >> (s.level[i] + 1)) == 0 &&
               is_inner(g, p, u);
    if (safe) return o;
  }
  return -1;
}

struct plan_request {
  const graph& g;
  const std::vector<char>& used;
  const placement& p;
  const stages& s;
  bool block;
  const program_facts* callees;  // by call
  const user_lists& users;
};

constexpr void place_call(const plan_request& q, memory_plan& m, int group, int i) {
  const node& x = q.g[i];
  const call_info& c = q.g.calls[x.call];
  const program_facts& f = q.callees[x.call];
  call_memory& here = m.calls[group];
  const std::int64_t line = row_stride(c.in);
  if (x.what == kind::call_back) here = m.calls[q.p.at[x.in[1]]];
  else if (q.g.training) {
    const std::int64_t rows = c.count * f.saved_rows + (f.reads_x ? (c.count - 1) * line : 0),
                       fixed = c.count * f.saved_fixed;
    here.saved_rows = q.block ? m.saved_rows.keep(rows) : m.rows.offset(m.rows.place(rows, q.s.last[i]));
    here.saved_fixed = q.block ? m.saved_fixed.keep(fixed) : m.fixed.offset(m.fixed.place(fixed, q.s.last[i]));
  }
  here.temporary_rows = m.rows.offset(m.rows.place(f.row_elements + 2 * line, group));
  here.temporary_fixed = m.fixed.offset(m.fixed.place(f.fixed_elements, group));
}

constexpr void order_nodes(const plan_request& q, memory_plan& m) {
  const int n = int(q.g.nodes.size()), groups = int(q.p.groups.size());
  m.first.assign(groups + 1, 0);
  for (int i = 0; i < n; ++i)
    if (q.p.at[i] >= 0) ++m.first[q.p.at[i] + 1];
  for (int k = 0; k < groups; ++k) m.first[k + 1] += m.first[k];
  std::vector<int> next(m.first.begin(), m.first.end() - 1);
  m.order.assign(m.first[groups], 0);
  for (int i = 0; i < n; ++i)
    if (q.p.at[i] >= 0) m.order[next[q.p.at[i]]++] = i;
  for (int k = 0; k < groups; ++k)  // what follows a contraction may have been there before it
    for (int at = m.first[k] + 1; at < m.first[k + 1]; ++at)
      if (q.g[m.order[at]].what == kind::contract)
        for (int to = at; to > m.first[k]; --to) std::swap(m.order[to], m.order[to - 1]);
}

constexpr memory_plan plan_memory(const plan_request& q) {
  const graph& g = q.g;
  const int n = int(g.nodes.size()), groups = int(q.p.groups.size());
  memory_plan m(groups);
  m.in.assign(n, region::number);
  m.offset.assign(n, 0);
  m.taken.assign(n, 0);
  m.slot.assign(n, -1);
  m.calls.resize(groups);
  order_nodes(q, m);
  for (const parameter_info& w : g.parameters) {
    m.parameter_offset.push_back(w.learned ? m.weights : m.states);
    m.state_offset.push_back(m.states);
    if (w.call >= 0) {
      const std::int64_t copies = g.calls[w.call].shared ? 1 : g.calls[w.call].count;
      m.weights += copies * q.callees[w.call].weights;
      m.states += copies * q.callees[w.call].states;
    } else (w.learned ? m.weights : m.states) += padded(fixed_size(w.dims));
  }
  for (int i = 0; i < n; ++i) {
    switch (g[i].what) {
      case kind::input:
        m.in[i] = g[i].aux == 0 ? region::input : q.block ? region::adjoint : region::target;
        break;
      case kind::parameter:
        m.in[i] = region::weights, m.offset[i] = m.parameter_offset[g[i].parameter];
        break;
      case kind::state:
        m.in[i] = region::states, m.offset[i] = m.parameter_offset[g[i].parameter];
        break;
      default:
        break;
    }
  }
  for (int k = 0; k < groups; ++k) {
    for (int at = m.first[k]; at < m.first[k + 1]; ++at) {
      const int i = m.order[at];
      if (is_call(g[i].what)) place_call(q, m, k, i);
      if (!q.s.stored[i]) continue;
      if (q.block && (i == g.output || i == g.dx)) {
        m.in[i] = i == g.output ? region::output : region::dx;
        continue;
      }
      const bool saved = q.block && g.training && k < q.p.backward && q.s.last[i] >= q.p.backward;
      const std::int64_t size = g[i].batched ? row_stride(g[i]) : fixed_size(g[i].dims);
      if (saved) {
        m.in[i] = g[i].batched ? region::saved_rows : region::saved_fixed;
        m.offset[i] = (g[i].batched ? m.saved_rows : m.saved_fixed).keep(size);
        continue;
      }
      m.in[i] = g[i].batched ? region::row_arena : region::fixed_arena;
      if (const int o = dying_operand(g, q.p, q.s, q.users, m, i); o >= 0) {
        m.offset[i] = m.offset[o], m.slot[i] = m.slot[o];
        m.taken[o] = 1;
        m.rows.prolong(m.slot[o], q.s.last[i]);
      } else {
        area& a = !g[i].batched ? m.fixed : size == 1 ? m.scalars : m.rows;
        m.slot[i] = a.place(g[i].batched ? size : padded(size), q.s.last[i]);
        m.offset[i] = a.offset(m.slot[i]);
      }
    }
    for (area* a : {&m.rows, &m.scalars, &m.fixed}) a->end_of(k);
  }
  for (int i = 0; i < n; ++i)  // row scalars lie behind the wide values, which so stay aligned
    if (m.in[i] == region::row_arena && row_stride(g[i]) == 1) m.offset[i] += m.rows.top;
  return m;
}

}  // namespace evengrad::inline EVENGRAD_ISA
