// Dead code: marks the nodes that an update, a wanted value or a block's adjoint needs.
#pragma once
#include <evengrad/graph/symbol.hpp>

namespace evengrad::inline EVENGRAD_ISA {

inline constexpr char kept = 2;  // not only read, but asked for: stays in memory to the end

/// 0 unused, 1 read by a used node, `kept`.
constexpr list<char> used_nodes(const graph& g, const list<int>& wanted) {
  list<char> u(g.nodes.size(), 0);
  for (int i : wanted)
    if (i >= 0) u[i] = kept;
  for (int i = int(g.nodes.size()) - 1; i >= 0; --i) {
    const node& x = g[i];
    const bool acts =
        x.what == kind::sink || x.what == kind::assign || (x.what == kind::call_back && g.calls[x.call].learns);
    if (!u[i] && acts) u[i] = 1;
    if (u[i] == kept && x.what == kind::reshape) u[x.in[0]] = kept;
    if (u[i])
      for (int k = 0; k < x.inputs; ++k)
        if (!u[x.in[k]]) u[x.in[k]] = 1;
  }
  return u;
}

}  // namespace evengrad::inline EVENGRAD_ISA
