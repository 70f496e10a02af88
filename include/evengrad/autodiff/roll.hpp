// Rolls equal scalar expressions back into vectors: terms of a sum that differ only in the element they read become one
// sum of a vector.
#pragma once
#include <evengrad/autodiff/classes.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Of the terms of a chain: those of the same form and sign hang together.
struct term_kinds {
  list<int> last, next;  // next: the next of its kind, or −1
  list<char> is_first;

  constexpr term_kinds(const expression_classes& of, const term_list& terms)
      : next(terms.count, -1), is_first(terms.count) {
    unsigned size = 8;
    while (size < 2 * unsigned(terms.count)) size *= 2;
    list<int> table(int(size), -1);
    for (int i = 0; i < terms.count; ++i) {
      const term t = terms.p[i];
      const identity form = of[t.node].form;
      unsigned h = unsigned(form >> 7) & (size - 1);
      while (table.p[h] >= 0 && (of[terms.p[table.p[h]].node].form != form || terms.p[table.p[h]].minus != t.minus))
        h = (h + 1) & (size - 1);
      if (table.p[h] < 0) is_first.p[i] = 1;
      else next.p[table.p[h]] = i;
      table.p[h] = i;
    }
  }
};

/// From a graph of scalars to one where M equal expressions are a vector of M lanes. Sums are added in another order.
struct roller {
  const node* nodes;
  graph out;
  int leaves;  // parameters before the tables, which hold constants and indices that differ from lane to lane
  list<double> constants;
  list<int> table_first, table_count;
  expression_classes of;
  list<int> to;  // of a node here, in out
  struct remembered {
    identity key;
    int node;
  };
  list<remembered> memory;

  constexpr roller(const auto& traced)
      : nodes(traced.nodes.data()), leaves(traced.leaf_count), of(nodes, traced.root), to(traced.root + 1, -1) {
    out.nodes.reserve(64);
    for (int k = 0; k < leaves; ++k) leaf(out, k, traced.extents[k]);
    for (int i = 0; i <= traced.root; ++i)
      if (of[i].used && !of[i].absorbed) to[i] = of[i].chain != chain_kind::none ? chain(i) : -1;
  }
  /// The node of a scalar, made when it is asked for, after its operands: an expression may be deeper than calls may
  /// be.
  constexpr int scalar(int root) {
    if (to[root] >= 0) return to[root];
    list<int> open;
    open.push(root);
    while (open.n > 0) {
      const int i = open[open.n - 1], waiting = open.n;
      const node& x = nodes[i];
      for (int k = 0; k < 3 && x.in[k] >= 0; ++k)
        if (to[x.in[k]] < 0) open.push(x.in[k]);
      if (open.n > waiting) continue;
      if (to[open.pop()] < 0) to[i] = copied(x);
    }
    return to[root];
  }
  constexpr int copied(node x) {
    if (x.what == kind::parameter) return out.parameters[x.parameter].node;
    for (int k = 0; k < 3 && x.in[k] >= 0; ++k) x.in[k] = to[x.in[k]];
    return x.what == kind::map ? out.map(*x.op, x.in[0], x.in[1], x.in[2]) : out.append(x);
  }

  constexpr int table(const list<double>& c, const shape& dims) {
    for (int t = 0; t < table_first.n; ++t) {
      bool same = table_count[t] == c.n;
      for (int i = 0; same && i < c.n; ++i) same = constants[table_first[t] + i] == c[i];
      if (same) return out.reshape(out.parameters[leaves + t].node, dims);
    }
    const int p = int(out.parameters.size());
    table_first.push(constants.n), table_count.push(c.n);
    for (int i = 0; i < c.n; ++i) constants.push(c[i]);
    const shape flat{c.n};
    const int id = out.append({.what = kind::state, .dims = flat, .parameter = p});
    out.parameters.push({.name = {}, .dims = flat, .node = id, .learned = false});
    return out.reshape(id, dims);
  }
  /// The elements at `index` of a vector, in the extents of dims.
  constexpr int pick(int from, const list<double>& index, const shape& dims) {
    from = out.reshape(from, {out[from].dims.size()});
    bool contiguous = true;
    for (int i = 0; i < index.n; ++i) contiguous = contiguous && index.p[i] == index.p[0] + i;
    if (contiguous) return out.reshape(out.slice(from, 0, int(index[0]), index.n), dims);
    const int at = table(index, {index.n});
    return out.append({.what = kind::gather, .in = {from, at, -1}, .dims = dims});
  }

  constexpr int added(int r, int x, bool minus, const op_info& op) {
    if (minus) return r < 0 ? out.map(info<multiply_op>, out.number(-1), x) : out.map(info<subtract_op>, r, x);
    return r < 0 ? x : out.map(is_op<subtract_op>(op) ? info<add_op> : op, r, x);
  }
  /// A sum, or the largest, of the terms of chain i: equal ones together. −1 where nothing is rolled.
  constexpr int chain(int i) {
    const term_list terms = of.terms_of(i);
    if (terms.count < 4) return -1;
    const op_info& op = *nodes[i].op;
    const term_kinds kind(of, terms);
    int r = -1;
    list<int> same;
    for (int k = 0; k < terms.count; ++k) {
      if (!kind.is_first[k]) continue;
      same.clear();
      for (int j = k; j >= 0; j = kind.next[j]) same.push(terms[j].node);
      const bool minus = terms[k].minus;
      if (of.worth_rolling(same)) r = added(r, reduced(same, of[i].chain == chain_kind::sum), minus, op);
      else
        for (int j = 0; j < same.n; ++j) r = added(r, scalar(same[j]), minus, op);
    }
    return r;
  }
  constexpr int reduced(const list<int>& t, bool sums) {
    const int v = lanes(t, 1, t.n);
    if (!sums) return out.largest(v);
    return out[v].dims.size() == t.n ? out.sum(v, over_columns) : out.map(info<multiply_op>, out.number(t.n), v);
  }

  /// Expressions of equal form as the lanes of one vector, or of a matrix; less than that where lanes repeat.
  constexpr int lanes(const list<int>& t, int lines, int cols) {
    bool same = true, periodic = lines > 1, by_line = lines > 1;
    identity key = identity(lines) * 1099511628211u + 14695981039346656037u;
    for (int i = 0; i < t.n; ++i) {
      const int x = t.p[i];
      if (x != t.p[0]) same = false;
      if (periodic && x != t.p[i % cols]) periodic = false;
      if (by_line && x != t.p[i - i % cols]) by_line = false;
      key = (key ^ (identity(x) + (key >> 29))) * 1099511628211u;
    }
    if (same) return scalar(t[0]);
    for (int m = 0; m < memory.n; ++m)
      if (memory[m].key == key) return memory[m].node;
    int r;
    if (periodic || by_line) {
      list<int> part;
      for (int i = 0; i < (periodic ? cols : lines); ++i) part.push(t[periodic ? i : i * cols]);
      r = lanes(part, 1, part.n);
      if (!periodic) r = out.reshape(r, {lines, 1});
    } else r = different_lanes(t, lines, cols);
    memory.push({key, r});
    return r;
  }
  constexpr int different_lanes(const list<int>& t, int lines, int cols) {
    const shape dims = lines > 1 ? shape{lines, cols} : shape{cols};
    const node& x = nodes[t[0]];
    if (x.what == kind::number || x.what == kind::slice) {
      list<double> c(t.n);
      for (int i = 0; i < t.n; ++i) c.p[i] = x.what == kind::number ? nodes[t.p[i]].value : nodes[t.p[i]].offset;
      return x.what == kind::number ? table(c, dims) : pick(scalar(x.in[0]), c, dims);
    }
    if (of[t[0]].chain == chain_kind::sum && of[t[0]].count > 2 && of.sums_are_alike(t))
      return lines > 1 ? out.reshape(lanes(t, 1, t.n), dims) : sums(t);
    std::array<int, 3> in{-1, -1, -1};
    list<int> operand(t.n);
    for (int k = 0; k < x.op->arity; ++k) {
      for (int i = 0; i < t.n; ++i) operand.p[i] = nodes[t.p[i]].in[k];
      in[k] = lanes(operand, lines, cols);
    }
    return out.map(*x.op, in[0], in[1], in[2]);
  }
  /// n sums of equal form as one vector: many equal terms make a matrix whose lines are summed.
  constexpr int sums(const list<int>& t) {
    const term_list first = of.terms_of(t[0]);
    const term_kinds kind(of, first);
    int r = -1;
    list<int> at, part;
    for (int k = 0; k < first.count; ++k) {
      if (!kind.is_first[k]) continue;
      at.clear();
      for (int j = k; j >= 0; j = kind.next[j]) at.push(j);
      const bool wide = at.n >= 4, minus = first[k].minus;
      for (int a = 0; a < (wide ? 1 : at.n); ++a) {
        part.clear();
        for (int i = 0; i < t.n; ++i)
          for (int b = a; b < (wide ? at.n : a + 1); ++b) part.push(of.terms_of(t[i]).p[at[b]].node);
        r = added(r, wide ? summed_lines(part, t.n, at.n) : lanes(part, 1, t.n), minus, info<add_op>);
      }
    }
    return r;
  }
  constexpr int summed_lines(const list<int>& t, int lines, int cols) {
    int v = lanes(t, lines, cols);
    v = out[v].dims.last() == cols ? out.sum(v, over_columns) : out.map(info<multiply_op>, out.number(cols), v);
    return out[v].dims.size() == lines ? out.reshape(v, {lines}) : v;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
