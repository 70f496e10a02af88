// The graph as a value: a flat array of nodes. Appending simplifies and shares.
#pragma once
#include <evengrad/core/list.hpp>
#include <evengrad/graph/arithmetic.hpp>
#include <evengrad/graph/node.hpp>

namespace evengrad::inline EVENGRAD_ISA {

struct tap_info {
  std::string_view name;
  int node;
};
struct share_info {
  std::string_view name;
  int first = -1, end = -1;
};

struct graph {
  list<node> nodes;
  list<parameter_info> parameters;
  list<layer_info> layers;
  list<call_info> calls;
  list<roles> contractions;
  list<tap_info> taps;
  list<share_info> shares;
  share_info again{};  // a shared layer that is being built once more, with the parameters that it has not met yet
  list<watched_layer> watched;
  problem wrong;
  bool training = false;
  bool frozen = false;     // what is being built learns nothing and infers
  bool has_modes = false;  // it is another one to train than to infer
  bool in_panels = false;  // matrices without rows lie so, and other extents would show them in another order
  int written_out = 0;  // so many copies of what is repeated stand here instead of a call: to look through, not to run
  int layer = -1;       // whose formula is being built
  int streams = 0;      // random nodes so far
  int inputs = 0;
  int copies = 1;          // of this block, in the network
  int branches = 0;        // see count_branches
  identity sought = 0;     // the body of a call that is to be
  graph* found = nullptr;  // built here, when it is met
  int forward = 0;         // nodes before this one were there before differentiation
  int output = -1, loss = -1, dx = -1;
  int step = -1, dstep = -1;  // of a step of a scan: what it reads, and the adjoint of that
  const step_penalty* penalty = nullptr;

  constexpr void fail(fault what, int expected, int got, std::string_view name = {}) {
    if (wrong.what == fault::none) wrong = {what, layer, expected, got, name};
  }
  /// The parameter, or that of a call, which a shared layer meets next; -1 for a new one. States are of a place, and
  /// never shared.
  constexpr int next_shared(bool of_call) {
    if (again.first < 0) return -1;
    while (again.first < again.end && parameters.p[again.first].state) ++again.first;
    if (again.first < again.end && (parameters.p[again.first].call >= 0) == of_call) return again.first++;
    fail(fault::shared_body_changes, 0, 0, again.name);
    return -1;
  }
  constexpr const node& operator[](int i) const { return nodes.p[i]; }
  constexpr bool is_number(int i) const {
    return i >= 0 && nodes.p[i].what == kind::number && nodes.p[i].dims.size() == 1 && !nodes.p[i].batched;
  }
  constexpr bool is(int i, double c) const { return is_number(i) && nodes.p[i].value == c && nodes.p[i].aux == 0; }

  /// A number that tells graphs apart: shapes, nodes, the names of what they hold, and how that begins.
  constexpr identity fingerprint() const {
    identity h = 14695981039346656037u;
    auto mix = [&h](identity x) { h = (h ^ (x + (h >> 29))) * 1099511628211u; };
    for (const node& x : nodes) {
      mix(identity(x.what) + 64 * identity(x.aux + 1) + 4096 * identity(x.offset + 1) + (identity(x.row) << 32));
      mix(identity(x.in[0] + 1) + (identity(x.in[1] + 1) << 20) + (identity(x.in[2] + 1) << 40));
      mix(__builtin_bit_cast(identity, x.value) + identity(x.dims.size()) + (identity(x.dims.last()) << 32) +
          identity(x.parameter + 1));
      if (has_op(x.what)) mix(x.op->id);
    }
    if (penalty) mix(penalty->id);
    for (const parameter_info& p : parameters) {
      for (char c : p.name) mix(identity(c));
      mix(p.drawn_by + __builtin_bit_cast(identity, p.factor) + identity(p.scale.branches));
    }
    for (const layer_info& l : layers)
      for (char c : l.name) mix(identity(c) + (identity(l.parent + 1) << 8));
    for (const call_info& c : calls)
      mix(c.body + identity(c.count) + (c.shared ? 1u << 31 : 0) + identity(c.state) * 4099 + c.starts +
          (identity(c.truncate) << 33));
    return h;
  }

  /// The node, or an equal one that is there already.
  constexpr int append(const node& x) {
    unsigned h = unsigned(x.what) * 7919u + unsigned(x.in[0]) * 31u + unsigned(x.in[1]) * 1009u +
                 unsigned(x.parameter) * 17u + unsigned(x.aux + 7 * x.offset) * 131u;
    if (has_op(x.what)) h += unsigned(x.op->id);
    if (x.what == kind::number) h += unsigned(long(x.value * 4096));
    if (bucket.n == 0) bucket = list<int>(buckets, -1);
    int& first = bucket.p[h * 2654435761u >> 22];
    for (int i = first; i >= 0; i = next.p[i]) {
      const node& y = nodes.p[i];
      if (y.what == x.what && same_op(y, x) && y.in[0] == x.in[0] && y.in[1] == x.in[1] && y.in[2] == x.in[2] &&
          y.aux == x.aux && y.offset == x.offset && y.parameter == x.parameter && y.value == x.value &&
          y.batched == x.batched && y.dims == x.dims && y.call == x.call && y.row == x.row)
        return i;
    }
    nodes.push(x);
    node& y = nodes.back();
    y.layer = layer;
    while (y.inputs < 3 && y.in[y.inputs] >= 0) ++y.inputs;
    next.push(first);
    return first = nodes.n - 1;
  }
  constexpr int number(double c, int power = 0) {
    return append({.what = kind::number, .dims = {1}, .value = c, .aux = c == 0 ? 0 : power});
  }
  constexpr int input(const shape& dims, int which, int row = 0) {
    if (which >= inputs) inputs = which + 1;
    return append({.what = kind::input, .dims = dims, .batched = true, .row = row, .aux = which});
  }

  constexpr int map(const op_info& op, int a, int b = -1, int c = -1) {
    if (int s = simplified(op, a, b); s >= 0) return s;
    node x{.what = kind::map, .op = &op, .in = {a, b, c}, .dims = nodes.p[a].dims, .batched = nodes.p[a].batched};
    for (int o : {b, c})
      if (o >= 0 && !(nodes.p[o].dims == x.dims && nodes.p[o].batched == x.batched)) {
        const shape fits = broadcast(x.dims, nodes.p[o].dims);
        auto whole = [&](const shape& s) { return s.lines() == 1 || s.lines() == fits.lines(); };
        if (fits.rank == 0 || !whole(x.dims) || !whole(nodes.p[o].dims))
          fail(fault::operands_do_not_broadcast, x.dims.last(), nodes.p[o].dims.last());
        else x.dims = fits;
        x.batched = x.batched || nodes.p[o].batched;
      }
    return append(x);
  }

  /// The sum over axes; what has extent 1 already is not summed.
  constexpr int sum(int x, int over) {
    const node v = nodes.p[x];
    if (v.dims.last() == 1) over &= ~over_columns;
    if (v.dims.lines() == 1) over &= ~over_lines;
    if (!v.batched && (over & over_rows)) {
      over &= ~over_rows;
      x = map(info<multiply_op>, x, number(1, 1));
    }
    if (over & over_columns) {
      node y{.what = kind::sum, .in = {x, -1, -1}, .dims = v.dims, .batched = v.batched, .aux = over_columns};
      y.dims[y.dims.rank - 1] = 1;
      x = append(y);
      over &= ~over_columns;
      if ((over & over_lines) && v.batched) {  // a view of the lines; without rows they lie in panels
        x = reshape(x, {v.dims.lines()}), x = sum(x, over_columns);
        over &= ~over_lines;
      }
    }
    if (over == 0) return x;
    const node w = nodes.p[x];
    return append({.what = kind::sum,
                   .in = {x, -1, -1},
                   .dims = (over & over_lines) ? shape{w.dims.last()} : w.dims,
                   .batched = w.batched && !(over & over_rows),
                   .aux = over});
  }
  constexpr int largest(int x) {
    node y = nodes.p[x];
    if (y.dims.last() == 1) return x;
    shape dims = y.dims;
    dims[dims.rank - 1] = 1;
    return append({.what = kind::largest, .in = {x, -1, -1}, .dims = dims, .batched = y.batched, .aux = over_columns});
  }
  constexpr int reshape(int x, const shape& to) {
    if (nodes.p[x].what == kind::reshape) x = nodes.p[x].in[0];
    if (nodes.p[x].dims == to) return x;
    if (nodes.p[x].dims.size() != to.size()) {
      fail(fault::reshape_must_keep_the_number_of_elements, nodes.p[x].dims.size(), to.size());
      return x;
    }
    if (const node& v = nodes.p[x]; in_panels && !v.batched && v.what != kind::number && v.dims.last() != to.last()) {
      fail(fault::only_values_of_rows_are_reshaped, v.dims.last(), to.last());
      return x;
    }
    return append({.what = kind::reshape, .in = {x, -1, -1}, .dims = to, .batched = nodes.p[x].batched});
  }
  /// Elements [offset, offset + width) of an axis.
  constexpr int slice(int x, int axis, int offset, int width) {
    node y{.what = kind::slice,
           .in = {x, -1, -1},
           .dims = nodes.p[x].dims,
           .batched = nodes.p[x].batched,
           .aux = axis,
           .offset = offset};
    if (offset < 0 || width < 1 || offset + width > y.dims[axis]) {
      fail(fault::slice_is_out_of_range, y.dims[axis], offset + width);
      return x;
    }
    if (width == y.dims[axis]) return x;
    y.dims[axis] = width;
    return append(y);
  }
  /// x at `offset` of an axis of extent `width`, zeros around.
  constexpr int place(int x, int axis, int offset, int width) {
    node y{.what = kind::place,
           .in = {x, -1, -1},
           .dims = nodes.p[x].dims,
           .batched = nodes.p[x].batched,
           .aux = axis,
           .offset = offset};
    y.dims[axis] = width;
    return append(y);
  }
  /// sum of a(…) b(…) over the labels that y lacks, and over rows where both are batched and y is not.
  constexpr int contract(int a, int b, const roles& r, const shape& dims, bool batched) {
    int at = 0;
    while (at < contractions.n && !(contractions.p[at] == r)) ++at;
    if (at == contractions.n) contractions.push(r);
    return append({.what = kind::contract, .in = {a, b, -1}, .dims = dims, .batched = batched, .aux = at});
  }

 private:
  static constexpr unsigned buckets = 1024;  // 2^10: the upper ten bits of a hash say which
  list<int> bucket, next;

  /// What op of a and b is without a node of its own, or -1. A number has one element, so the other operand has the
  /// result's shape.
  constexpr int simplified(const op_info& op, int a, int b) {
    if (!is_number(a) && (b < 0 || !is_number(b))) return -1;
    const node &x = nodes.p[a], &y = nodes.p[b >= 0 ? b : a];
    const bool times = is_op<multiply_op>(op), over = is_op<divide_op>(op);
    if (is_number(a) && (b < 0 || is_number(b))) {
      if (times) return number(x.value * y.value, x.aux + y.aux);
      if (over) return number(x.value / y.value, x.aux - y.aux);
      if (op.cheap && op.arity < 3 && x.aux == 0 && y.aux == 0) return number(op.fold({x.value, y.value, 0}));
    }
    if (b < 0) return -1;
    if (times && is(a, 1)) return b;
    if ((times || over) && is(b, 1)) return a;
    if (is_op<add_op>(op) && is(a, 0)) return b;
    if ((is_op<add_op>(op) || is_op<subtract_op>(op)) && is(b, 0)) return a;
    if (times && is_number(b)) return map(op, b, a);  // numbers stand first, so that equal products are found
    if (times && is_number(a) && y.what == kind::map && y.op->id == op.id && is_number(y.in[0])) {
      const int rest = y.in[1];  // appending may move y
      return map(op, map(op, a, y.in[0]), rest);
    }
    return -1;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
