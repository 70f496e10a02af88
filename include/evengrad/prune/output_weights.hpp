// Which weights make the output: those behind which no product by others lies on the way to it.
#pragma once
#include <evengrad/model/listing.hpp>
#include <evengrad/model/model.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Walks graphs from their outputs backwards.
class output_search {
  enum : char { reached = 1, multiplied = 2 };  // of a node: the output depends on it · so through a product
  const graph_listing* graphs_;

  const graph_listing& body(const graph_listing& g, int call) const { return graphs_[g.callees[call]]; }

  /// Whether an operand without rows is made of weights, or tables, other than this one, or of none at all.
  static bool is_of_others(const graph_listing& g, int i, int own, bool tables, bool& has_own) {
    const node& x = g.nodes[i];
    if (x.batched) return false;
    if (x.what == kind::parameter) {
      const parameter_kinds k = g.parameters[x.parameter].kind;
      if (x.parameter == own) return has_own = true, false;
      return k == parameter_kinds::weights || (tables && k == parameter_kinds::tables);
    }
    bool any = false;
    for (int k = 0; k < x.inputs; ++k) any = is_of_others(g, x.in[k], own, tables, has_own) || any;
    return any;
  }
  /// Whether the node multiplies rows by weights, and not only by those of parameter `own`.
  static bool multiplies_by_others(const graph_listing& g, int i, int own) {
    const node& x = g.nodes[i];
    if (x.what == kind::sparse) return true;
    if (x.what != kind::contract && !(x.what == kind::map && is_op<multiply_op>(*x.op))) return false;
    if (!x.batched || g.nodes[x.in[0]].batched == g.nodes[x.in[1]].batched) return false;
    const int w = x.in[g.nodes[x.in[0]].batched ? 1 : 0];
    bool has_own = false;
    const bool others = is_of_others(g, w, own, x.what == kind::contract, has_own);
    return others || (x.what == kind::contract && !has_own);
  }
  /// What lies between each node and the output; the product of `own`, and the call `own_call`, do not count.
  std::vector<char> walk(const graph_listing& g, int own, int own_call = -1) const {
    std::vector<char> found(std::size_t(g.node_count), char(0));
    found[std::size_t(g.output)] = reached;
    for (int i = g.output; i >= 0; --i) {
      if (!found[std::size_t(i)]) continue;
      const node& x = g.nodes[i];
      const bool multiplies = x.what == kind::call ? x.call != own_call && passes_product(body(g, x.call))
                                                   : multiplies_by_others(g, i, own);
      for (int k = 0; k < x.inputs; ++k) {
        char& before = found[std::size_t(x.in[k])];
        before = char(before | found[std::size_t(i)] | (multiplies && g.nodes[x.in[k]].batched ? multiplied : 0));
      }
    }
    return found;
  }
  /// Whether a way from the input of a block to its output leads through a product.
  bool passes_product(const graph_listing& g) const {
    const std::vector<char> found = walk(g, -1);
    for (int i = 0; i < g.node_count; ++i)
      if (g.nodes[i].what == kind::input && found[std::size_t(i)] & multiplied) return true;
    return false;
  }

 public:
  explicit output_search(const graph_listing* graphs) : graphs_(graphs) {}

  /// For each parameter and state of a graph and its blocks, in the order of entries(), whether it makes the output;
  /// `behind`: products lie behind all of them.
  void list(const graph_listing& g, bool behind, std::vector<char>& out) const {
    for (int p = 0; p < g.parameter_count; ++p) {
      const parameter_info& q = g.parameters[p];
      if (q.call >= 0) {
        bool after = behind;
        const std::vector<char> found = walk(g, -1, q.call);
        for (int i = 0; i < g.node_count; ++i)
          after = after ||
                  (g.nodes[i].what == kind::call && g.nodes[i].call == q.call && found[std::size_t(i)] & multiplied);
        const call_info& c = g.calls[q.call];
        const graph_listing& block = body(g, q.call);
        const bool others = !c.shared && passes_product(block);
        for (int n = 0; n < (c.shared ? 1 : c.count); ++n) list(block, after || (others && n + 1 < c.count), out);
      } else {
        bool makes = false, after = behind || q.kind != parameter_kinds::weights;
        if (!after) {
          const std::vector<char> found = walk(g, p);
          for (int i = 0; i < g.node_count; ++i)
            if (g.nodes[i].what == kind::parameter && g.nodes[i].parameter == p)
              makes = makes || found[std::size_t(i)] != 0, after = after || found[std::size_t(i)] & multiplied;
        }
        out.push_back(makes && !after);
      }
    }
  }
};

/// For each parameter of model.places(), so for each tensor of a mask, whether it is weights of the output layer:
/// between their product and the output of the network no product by other weights lies. There are several where
/// branches are joined at the end; weights before a residual branch that holds a product are none. Weights of a layer
/// that occurs twice, or of a shared repetition, are not others to themselves.
template <const auto& Net, class T>
std::vector<char> output_weights(const model<Net, T>& m) {
  std::vector<char> all, learned;
  const auto& graphs = graphs_of<checked<Net, void>>;
  output_search(graphs.data()).list(graphs[0], false, all);
  for (std::size_t i = 0; i < m.entries().size(); ++i)
    if (m.entries()[i].learned) learned.push_back(all[i]);
  return learned;
}

}  // namespace evengrad::inline EVENGRAD_ISA
