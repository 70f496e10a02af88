// Which scalar expressions are equal but for the elements they read, and which additions are parts of one long sum.
#pragma once
#include <evengrad/autodiff/trace.hpp>
#include <evengrad/core/list.hpp>

namespace evengrad::inline EVENGRAD_ISA {

enum class chain_kind : unsigned char { none, sum, largest };

struct term {
  int node;
  bool minus;
};
struct term_list {
  const term* p;
  int count;
  constexpr const term& operator[](int i) const { return p[i]; }
};

/// What rolling knows of a node.
struct expression_facts {
  identity form = 0;  // equal for expressions that differ only in constants and in the elements they read
  int readers = 0;
  short depth = 0;
  chain_kind chain = chain_kind::none;
  bool used = false, absorbed = false;  // absorbed: an addition inside a longer sum
  bool costly = false;                  // holds a function that is worth a register of lanes
  int first = 0, count = 0;             // of the terms of a chain
};

struct expression_classes {
  const node* nodes;
  list<expression_facts> of;
  list<term> terms, open;

  constexpr const expression_facts& operator[](int i) const { return of.p[i]; }
  constexpr term_list terms_of(int i) const { return {terms.p + of.p[i].first, of.p[i].count}; }

  constexpr expression_classes(const node* nodes, int root) : nodes(nodes), of(root + 1) {
    of[root].used = true;
    for (int i = root; i >= 0; --i) {
      expression_facts& f = of.p[i];
      if (!f.used) continue;
      const node& x = nodes[i];
      f.chain = chain_of(x);
      for (int k = 0; k < 3 && x.in[k] >= 0; ++k) {
        expression_facts& o = of.p[x.in[k]];
        o.used = true, ++o.readers;
      }
    }
    for (int i = root; i >= 0; --i) {
      if (!of.p[i].used || of.p[i].chain == chain_kind::none) continue;
      for (int k = 0; k < 2; ++k) {
        expression_facts& o = of.p[nodes[i].in[k]];
        o.absorbed = o.readers == 1 && o.chain == of.p[i].chain;
      }
    }
    for (int i = 0; i <= root; ++i)
      if (of.p[i].used) classify(i);
  }
  static constexpr chain_kind chain_of(const node& x) {
    if (x.what != kind::map || x.dims.last() != 1 || x.dims.rank != 1) return chain_kind::none;
    if (x.op->id == identity_of<add_op> || x.op->id == identity_of<subtract_op>) return chain_kind::sum;
    return x.op->id == identity_of<max_op> ? chain_kind::largest : chain_kind::none;
  }
  static constexpr identity mixed(identity h, identity y) { return (h ^ (y + (h >> 29))) * 1099511628211u; }
  constexpr void classify(int i) {
    const node& x = nodes[i];
    expression_facts& f = of.p[i];
    identity h = mixed(14695981039346656037u, identity(x.what));
    const bool one = x.dims.rank == 1 && x.dims.last() == 1;
    if (one && x.what == kind::slice) h = mixed(h, identity(x.in[0]) << 8);
    else if (one && x.what == kind::map) {
      h = mixed(h, x.op->id);
      f.costly = !x.op->cheap;
      for (int k = 0; k < 3 && x.in[k] >= 0; ++k) {
        const expression_facts& o = of.p[x.in[k]];
        h = mixed(h, o.form);
        f.costly = f.costly || o.costly;
        if (o.depth >= f.depth) f.depth = short(o.depth + 1);
      }
    } else if (!one || x.what != kind::number) h = mixed(h, identity(i) << 8);
    f.form = h;
    if (f.chain != chain_kind::none && !f.absorbed) collect(i);
  }
  /// The terms of a chain from the left to the right, without recursion: a chain may be longer than calls may be deep.
  constexpr void collect(int root) {
    expression_facts& f = of.p[root];
    f.first = terms.n;
    f.depth = 0;
    open.push({root, false});
    while (open.n > 0) {
      const term t = open.pop();
      const expression_facts& o = of.p[t.node];
      if (t.node == root || (o.absorbed && o.chain == f.chain)) {
        const node& x = nodes[t.node];
        open.push({x.in[1], t.minus != (x.op->id == identity_of<subtract_op>)});
        open.push({x.in[0], t.minus});
      } else {
        terms.push(t);
        if (o.depth >= f.depth) f.depth = short(o.depth + 1);
      }
    }
    f.count = terms.n - f.first;
  }

  /// Whether expressions of one form are enough for a loop.
  constexpr bool worth_rolling(const list<int>& t) const {
    return t.n >= (of.p[t.p[0]].costly ? 4 : 8) && of.p[t.p[0]].depth < 60;
  }
  /// Whether all chains have the same terms in the same places.
  constexpr bool sums_are_alike(const list<int>& t) const {
    const term_list a = terms_of(t.p[0]);
    for (int i = 0; i < t.n; ++i) {
      const term_list b = terms_of(t.p[i]);
      if (of.p[t.p[i]].absorbed || b.count != a.count) return false;
      for (int k = 0; k < a.count; ++k)
        if (of.p[b.p[k].node].form != of.p[a.p[k].node].form || b.p[k].minus != a.p[k].minus) return false;
    }
    return true;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
