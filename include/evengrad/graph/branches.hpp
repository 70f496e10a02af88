// Residual branches that add up: x + f(x) + g(x + f(x)) + …, found in the graph.
#pragma once
#include <evengrad/graph/graph.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether node i is made from `from`, a node before it.
constexpr bool is_made_from(const graph& g, int i, int from) {
  if (i < from) return false;
  list<char> on_the_way(i - from + 1);
  on_the_way[i - from] = 1;
  for (int j = i; j > from; --j)
    if (on_the_way[j - from])
      for (int k = 0; k < g[j].inputs; ++k)
        if (const int n = g[j].in[k]; n >= from) on_the_way[n - from] = 1;
  return on_the_way[0];
}

/// The two operands of x + f(x), x first; −1 where node i is no such sum.
struct residual_sum {
  int stream = -1, branch = -1;
};
constexpr residual_sum residual_sum_of(const graph& g, int i) {
  const node& y = g[i];
  if (y.what != kind::map || !is_op<add_op>(*y.op) || !g[y.in[0]].batched || !g[y.in[1]].batched) return {};
  const bool first = y.in[0] < y.in[1];
  const residual_sum s{y.in[first ? 0 : 1], y.in[first ? 1 : 0]};
  return s.stream != s.branch && is_made_from(g, s.branch, s.stream) ? s : residual_sum{};
}

/// Made of random numbers only, as the mask of dropout is.
constexpr bool is_mask(const graph& g, int i) {
  if (g[i].what == kind::uniform || g[i].what == kind::number) return true;
  for (int k = 0; k < g[i].inputs; ++k)
    if (!is_mask(g, g[i].in[k])) return false;
  return g[i].what == kind::map;
}

/// The parameter of the last product of a branch, behind which only biases, masks and views come; −1 where its
/// initializer does not follow the graph.
constexpr int last_weight_of(const graph& g, int i) {
  for (;;) {
    const node& y = g[i];
    if (y.what == kind::contract) {
      for (int k = 0; k < 2; ++k) {
        int w = y.in[k];
        while (g[w].what == kind::reshape) w = g[w].in[0];
        if (const int p = g[w].parameter; p >= 0 && g.parameters[p].init && g.parameters[p].init->follows_graph)
          return p;
      }
      return -1;
    }
    if (y.what != kind::map && y.what != kind::reshape) return -1;
    int next = -1;
    for (int k = 0; k < y.inputs; ++k) {
      const int x = y.in[k];
      if (is_mask(g, x)) continue;
      if (g[x].batched ? next >= 0 : !is_op<add_op>(*y.op)) return -1;
      if (g[x].batched) next = x;
    }
    if (next < 0 || (y.what == kind::map && y.inputs == 1)) return -1;
    i = next;
  }
}

/// Tells the last weight of each residual branch with how many others it adds up, those of all copies of a block
/// counted; `g.branches` becomes the number of those that lead from the input to the output.
constexpr void count_branches(graph& g) {
  struct stream {
    int from, branches;
  };
  list<stream> streams;
  list<int> of(g.nodes.n, -1);
  const auto join = [&](int i, int from, int branches) {
    if (of[from] < 0) of[from] = streams.n, streams.push({from, 0});
    of[i] = of[from], streams[of[i]].branches += branches;
  };
  struct branch_end {
    int sum, branch;
  };
  list<branch_end> ends;
  for (int i = 0; i < g.nodes.n; ++i)
    if (const residual_sum s = residual_sum_of(g, i); s.stream >= 0) join(i, s.stream, 1), ends.push({i, s.branch});
    else if (g[i].what == kind::call && g.calls[g[i].call].branches > 0)
      join(i, g[i].in[0], g.calls[g[i].call].count * g.calls[g[i].call].branches);
  const int whole = g.output >= 0 ? of[g.output] : -1;
  const bool goes_through = whole >= 0 && g[streams[whole].from].what == kind::input;
  if (goes_through) g.branches = streams[whole].branches;
  for (const branch_end& e : ends)
    if (const int p = last_weight_of(g, e.branch); p >= 0)
      g.parameters[p].scale.branches =
          streams[of[e.sum]].branches * (goes_through && of[e.sum] == whole ? g.copies : 1);
}

}  // namespace evengrad::inline EVENGRAD_ISA
