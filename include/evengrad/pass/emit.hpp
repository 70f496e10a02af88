// Writes the program down: a kernel for each group, its statements, its operands with strides and offsets.
#pragma once
#include <evengrad/pass/contraction.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct emitter {
  const graph& g;
  const placement& p;
  const stages& s;
  const memory_plan& m;
  bool block;
  list<kernel> kernels{};
  list<statement> statements{};
  list<operand> operands{};
  list<strided_axis> axes{};
  program_facts facts = m.facts;
  list<short> index = list<short>(g.nodes.n, short(-1));  // node → its statement in its kernel

  /// How the kernel that walks `over` reads (or writes) node i as memory.
  constexpr operand seen(int i, const space& over) const {
    const node& x = g[i];
    const int h = home(g, i);
    operand o{.in = m.in[h], .offset = m.offset[h], .node = i, .parameter = x.parameter};
    if (x.what == kind::number) {
      o.value = x.value, o.power = x.aux;
      return o;
    }
    o.as = x.what == kind::column ? form::column : x.what == kind::uniform ? form::random : form::spread;
    if (x.what == kind::uniform) o.other = x.offset, o.size = x.dims.size();
    o.per_row = o.in == region::row_arena || o.in == region::saved_rows;
    const bool wide = over.width > 1 && x.dims.size() > 1 &&
                      (x.dims.last() == over.width || x.dims.size() == over.lines * over.width);
    if (o.as == form::spread && wide) o.as = form::packed;
    o.row = stride_of(g, block, i);
    o.last = x.dims.last();
    const bool lined = x.dims.lines() > 1;
    if (x.batched) o.line = lined || x.dims.size() == over.lines * over.width ? (wide ? over.width : 1) : 0;
    else {
      o.height = x.dims.lines();
      if (lined) o.line = panel_width;
      if (lined && o.as == form::packed) o.as = form::panel;
    }
    if (over.lines == 1) o.line = 0;
    return o;
  }
  constexpr operand windowed(const node& x, const space& over) const {
    operand o = seen(x.in[0], over);
    const node& v = g[x.in[0]];
    const int behind = over.width / x.dims[x.aux];
    o.as = form::window;
    o.line = x.batched ? std::int64_t(v.dims[x.aux]) * behind : panel_width;
    o.height = x.batched ? 0 : v.dims.lines();
    if (x.what == kind::slice) o.from = 0, o.to = over.width, o.shift = x.offset * behind;
    else o.from = x.offset * behind, o.to = (x.offset + v.dims[x.aux]) * behind, o.shift = -o.from;
    return o;
  }
  constexpr short add(const kernel& k, const operand& o) {
    for (int j = k.operands; j < int(operands.size()); ++j)
      if (const operand& p = operands[j];
          p.node == o.node && p.as == o.as && p.from == o.from && p.to == o.to && p.shift == o.shift)
        return short(j - k.operands);
    operands.push(o);
    return short(int(operands.size()) - 1 - k.operands);
  }

  constexpr reference refer(const kernel& k, int group, int reader, int i) {
    if (i < 0) return {};
    if (p.at[i] == group &&
        !(is_inner(g, p, i) && this->s.stored[i] && !is_reduction(g[i].what) && later_stage(reader, i)))
      return {reference::statement, index[i]};
    return {reference::memory, add(k, seen(i, k.over))};
  }
  /// The reader runs in a stage that does not compute node i again.
  constexpr bool later_stage(int reader, int i) const { return (this->s.computed[reader] & ~this->s.computed[i]) != 0; }

  constexpr void state(kernel& k, int group, int i) {
    const node& x = g[i];
    statement s{.what = x.what,
                .op = x.op,
                .level = this->s.level[i],
                .computed = this->s.computed[i],
                .parameter = x.parameter,
                .node = i};
    const bool sweep = k.walk == loop::sweep;
    s.outer = sweep && !is_inner(g, p, i);
    if (!sweep) s.computed = 1;
    if (x.what == kind::slice || x.what == kind::place) s.in[0] = {reference::memory, add(k, windowed(x, k.over))};
    else if (x.what == kind::gather) {
      operand o = seen(x.in[0], k.over);
      o.as = form::gathered;
      o.line = 0;
      o.height = g[x.in[0]].dims.lines();
      o.other = add(k, seen(x.in[1], {true, 1, 1}));
      s.in[0] = {reference::memory, add(k, o)};
    } else if (x.what == kind::contract) {
      const bool swap = swaps(g, x);
      k.product = describe_product(g, x, block);
      if (k.product.b == factor::strided) {
        const list<strided_axis> more = strided_axes(g, x);
        k.product.a_height = g[x.in[swap ? 1 : 0]].batched ? 0 : g[x.in[swap ? 1 : 0]].dims.lines();
        k.product.b_height = g[x.in[swap ? 0 : 1]].batched ? 0 : g[x.in[swap ? 0 : 1]].dims.lines();
        k.product.axes = int(axes.size()), k.product.axis_count = int(more.size());
        axes.append(more);
      }
      k.product.a_operand = add(k, seen(x.in[swap ? 1 : 0], k.over));
      k.product.b_operand = add(k, seen(x.in[swap ? 0 : 1], k.over));
    } else if (x.what == kind::sparse) {
      const shape& from = g[x.in[0]].dims;
      k.product.n = x.op->matrix->count;
      s.in[0] = {reference::memory, add(k, seen(x.in[0], {true, from.lines(), from.last()}))};
    } else
      for (int a = 0; a < 3; ++a) s.in[a] = refer(k, group, i, x.in[a]);
    if (x.what == kind::sink || x.what == kind::assign) {
      node like = x;
      like.dims = g.parameters[x.parameter].dims;
      const bool wide = like.dims.last() > 1;
      operand o{.in = x.what == kind::sink ? region::weights : region::states,
                .as = wide ? form::packed : form::spread,
                .offset = m.parameter_offset[x.parameter],
                .line = like.dims.lines() > 1 ? panel_width : 0,
                .node = -2 - x.parameter,
                .parameter = x.parameter};
      if (like.dims.lines() > 1 && wide) o.as = form::panel;
      o.height = like.dims.lines();
      s.store = add(k, o);
    } else if (this->s.stored[i])
      s.store = add(k, seen(i, s.outer || is_reduction(x.what) ? p.groups[group].outer() : k.over));
    index[i] = short(int(statements.size()) - k.first);
    k.stages = std::max<short>(k.stages, short(s.level + 1));
    statements.push(s);
  }
  /// A call's operands have fixed places: x, y, saved rows, saved fixed, temporary rows, temporary fixed, dy, dx.
  constexpr void call(kernel& k, int group, int i) {
    const node& x = g[i];
    const bool back = x.what == kind::call_back;
    const call_memory& c = m.calls[group];
    k.call = x.call;
    for (const kernel& before : kernels)
      k.adds = k.adds || (back && before.walk == loop::call_back && before.call == x.call);
    auto piece = [&](region in, bool per_row, std::int64_t offset) {
      operands.push({.in = in, .per_row = per_row, .offset = offset});
    };
    operands.push(seen(back ? x.in[2] : x.in[0], k.over));
    operands.push(seen(back ? x.in[1] : i, k.over));
    piece(block ? region::saved_rows : region::row_arena, true, c.saved_rows);
    piece(block ? region::saved_fixed : region::fixed_arena, false, c.saved_fixed);
    piece(region::row_arena, true, c.temporary_rows);
    piece(region::fixed_arena, false, c.temporary_fixed);
    if (back) {
      operands.push(seen(x.in[0], k.over));
      operands.push(seen(i, k.over));
    }
    statements.push({.what = x.what, .parameter = x.parameter, .node = i});
  }

  constexpr void run() {
    const int groups = int(p.groups.size());
    kernels.reserve(groups), statements.reserve(m.order.size()), operands.reserve(3 * m.order.size());
    for (int group = 0; group < groups; ++group) {
      if (group == p.backward) facts.split = int(kernels.size());
      if (m.first[group] == m.first[group + 1]) continue;
      const evengrad::group& from = p.groups[group];
      kernel k;
      k.walk = from.walk, k.over = from.over, k.inner = from.inner, k.layer = from.layer;
      k.first = int(statements.size()), k.operands = int(operands.size()), k.same = int(kernels.size());
      for (int at = m.first[group]; at < m.first[group + 1]; ++at)
        if (const int i = m.order[at]; is_call(g[i].what)) call(k, group, i);
        else state(k, group, i);
      k.count = int(statements.size()) - k.first;
      k.operand_count = int(operands.size()) - k.operands;
      finish(k);
      kernels.push(k);
    }
    if (p.backward >= groups) facts.split = int(kernels.size());
    for (int j = facts.split < int(kernels.size()) ? kernels[facts.split].operands : int(operands.size());
         j < int(operands.size()); ++j)
      facts.reads_x = facts.reads_x || operands[j].in == region::input || operands[j].in == region::output;
  }
  /// Lines that are not padded forbid packs that run over; where all operands are, the lines of a row are walked as
  /// one.
  constexpr void finish(kernel& k) {
    if (is_call(g[statements[k.first].node].what)) return;
    bool flat = k.walk == loop::sweep && k.inner == 0 && k.over.lines > 1 && k.over.batched;
    for (int j = k.operands; j < int(operands.size()); ++j) {
      const operand& o = operands[j];
      const bool whole = o.as == form::packed && o.line == k.over.width;
      flat =
          flat && (whole || ((o.as == form::spread || o.as == form::constant) && o.line == 0) || o.as == form::random);
    }
    if (flat) {
      k.over.width *= k.over.lines, k.over.lines = 1;
      for (int j = k.operands; j < int(operands.size()); ++j) operands[j].line = 0;
    }
    for (int j = k.operands; j < int(operands.size()); ++j) {
      operand& o = operands[j];
      if (k.walk == loop::product && (j - k.operands == k.product.a_operand || j - k.operands == k.product.b_operand))
        continue;
      const bool touches =
          o.row != 0 && (k.over.lines > 1 && o.line != 0 ? o.line % panel_width != 0 : o.row < padded(k.over.width));
      const bool among_others = o.node >= 0 && g[home(g, o.node)].row != 0;  // the next step's, or the next row
      if (o.as == form::packed && (touches || among_others || o.in == region::input || o.in == region::target))
        k.exact = true;
    }
  }
};

/// Kernels with equal code share one piece of it: strides, offsets and numbers are data, so only the statements and
/// forms count.
constexpr void share_code(emitter& e) {
  auto equal = [&](const kernel& a, const kernel& b) {
    if (a.walk != b.walk || a.inner != b.inner || a.over.batched != b.over.batched || a.count != b.count ||
        a.operand_count != b.operand_count || a.stages != b.stages || a.exact != b.exact ||
        (a.over.width == 1) != (b.over.width == 1) || a.product.b != b.product.b ||
        a.product.a_operand != b.product.a_operand || a.product.b_operand != b.product.b_operand || a.call != b.call)
      return false;
    for (int i = 0; i < a.operand_count; ++i)
      if (e.operands[a.operands + i].as != e.operands[b.operands + i].as) return false;
    for (int i = 0; i < a.count; ++i) {
      const statement &s = e.statements[a.first + i], &t = e.statements[b.first + i];
      if (s.what != t.what || !same_op(s, t) || s.in != t.in || s.level != t.level || s.computed != t.computed ||
          s.outer != t.outer || s.store != t.store)
        return false;
    }
    return true;
  };
  list<int> first;
  for (int k = 0; k < int(e.kernels.size()); ++k) {
    for (int f : first)
      if (equal(e.kernels[k], e.kernels[f])) {
        e.kernels[k].same = f;
        break;
      }
    if (e.kernels[k].same == k) first.push(k);
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
