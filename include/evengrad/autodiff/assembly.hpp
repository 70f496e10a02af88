// Vectors that are put together from pieces: what slices send back to the vector they were taken from.
#pragma once
#include <evengrad/autodiff/plan.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Who reads whom, and which sums of pieces are one vector.
struct assemblies {
  const list<node>& g;
  list<int> readers, reader;  // how many, and the last; a result has one more reader
  list<char> is, inside;      // put together; a part of such a sum, not a vector of its own

  constexpr assemblies(const list<node>& g, const list<int>& results)
      : g(g), readers(g.size(), 0), reader(g.size(), -1), is(g.size(), 0), inside(g.size(), 0) {
    const int n = g.size();
    for (int i = 0; i < n; ++i)
      for (int in : g[i].in)
        if (in >= 0) ++readers[in], reader[in] = i;
    for (int r : results) ++readers[r], reader[r] = -1;
    for (int i = 0; i < n; ++i) {
      const node& x = g[i];
      is[i] = x.what == kind::place || x.what == kind::scatter;
      if (x.what == kind::map && is_op<add_op>(*x.op) && x.dims.size() > 1 && g[x.in[0]].dims == x.dims &&
          g[x.in[1]].dims == x.dims)
        for (int in : x.in)
          if (in >= 0 && is[in] && readers[in] == 1) is[i] = 1;
    }
    for (int i = 0; i < n; ++i)
      if (is[i] && readers[i] == 1 && reader[i] >= 0 && is[reader[i]] && g[reader[i]].what == kind::map) inside[i] = 1;
  }
  constexpr bool is_whole(int i) const { return is[i] && !inside[i]; }

  /// The parts of vector i. What is written first is written, not added; places that only additions reach are zeroed
  /// before.
  constexpr list<piece> pieces_of(int i, const list<double>& constants, const list<int>& table_at) const {
    list<piece> all;
    list<int> open{i};
    while (!open.empty()) {
      const int k = open.pop();
      const node& x = g[k];
      if (k == i || inside[k]) {
        if (x.what == kind::map) {
          open.push(x.in[1]), open.push(x.in[0]);
          continue;
        }
        const int from = x.in[0];
        if (x.what == kind::place) all.push({.what = short(from), .at = x.offset, .count = g[from].dims.size()});
        else all.push({.what = short(from), .scattered = true, .at = table_at[x.in[1]], .count = g[from].dims.size()});
      } else all.push({.what = short(k), .count = x.dims.size()});
    }
    list<char> covered(g[i].dims.size(), 0);
    list<piece> writes, adds, zeros;
    auto target = [&](const piece& p, int k) { return p.scattered ? int(constants[p.at + k]) : p.at + k; };
    for (piece& p : all) {
      int k = 0;
      for (; k < p.count && !covered[target(p, k)]; ++k) covered[target(p, k)] = 1;
      if (k == p.count) writes.push(p);
      else {
        while (k-- > 0) covered[target(p, k)] = 0;
        p.adds = true, adds.push(p);
      }
    }
    for (int k = 0; k < covered.size(); ++k)
      if (!covered[k]) {
        if (!zeros.empty() && zeros.back().at + zeros.back().count == k) ++zeros.back().count;
        else zeros.push({.at = k, .count = 1});
      }
    zeros.append(writes);
    zeros.append(adds);
    return zeros;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
