// A network as a table in the manner of torchinfo: layers, output shapes, parameters, multiply-adds, and what it holds
// in memory.
#pragma once
#include <evengrad/model/bytes.hpp>
#include <evengrad/model/listing.hpp>

#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

template <const auto& Net, an_element T>
class model;

class summary_table {
  struct figures {
    std::int64_t parameters = 0, multiply_adds = 0;
    void add(const figures& x, std::int64_t copies, std::int64_t runs) {
      parameters += copies * x.parameters, multiply_adds += runs * x.multiply_adds;
    }
  };
  struct row {
    std::string name, output;
    figures own;
  };
  const graph_listing* graphs;
  std::vector<row> rows;

  static figures own_of(const graph_listing& g, int layer) {
    figures f;
    for (int i = 0; i < g.forward; ++i)
      if (g.nodes[i].layer == layer) f.multiply_adds += multiply_adds_of(g.nodes, g.contractions, g.nodes[i]).row;
    for (int i = 0; i < g.parameter_count; ++i)
      if (const parameter_info& p = g.parameters[i]; p.layer == layer && p.learned && p.call < 0)
        f.parameters += p.dims.size();
    return f;
  }
  /// The layers inside `parent`, each with all that it holds.
  figures list(const graph_listing& g, int parent, int depth) {
    figures all = own_of(g, parent);
    for (int l = 0; l < g.layer_count; ++l) {
      if (g.layers[l].parent != parent) continue;
      const std::size_t at = rows.size();
      const int out = g.layers[l].out;
      rows.push_back({std::string(std::size_t(2 * depth), ' ') + own_name(g.layers[l]),
                      out < 0 ? "" : "N × " + text_of(g.nodes[out].dims),
                      {}});
      figures f = list(g, l, depth + 1);
      for (int i = 0; i < g.parameter_count; ++i)
        if (const parameter_info& p = g.parameters[i]; p.layer == l && p.call >= 0) {
          const call_info& c = g.calls[p.call];
          rows[at].name += " (" + std::to_string(c.count) + (c.shared ? " × the same)" : " ×)");
          f.add(list(graphs[g.callees[p.call]], -1, depth + 1), c.shared ? 1 : c.count, c.count);
        }
      rows[at].own = f;
      all.add(f, 1, 1);
    }
    return all;
  }

 public:
  explicit summary_table(const graph_listing* graphs) : graphs(graphs) {}

  std::string text(const shape& in, const counts& infer, const counts& train, const memory_use& inference,
                   const memory_use& training, batch b, int element_bytes) {
    rows.push_back({"input", "N × " + text_of(in), {}});
    list(graphs[0], -1, 0);
    int name = 24, output = 16;
    for (const row& r : rows)
      name = std::max(name, width_of(r.name) + 2), output = std::max(output, width_of(r.output) + 2);
    std::string out, rule;
    auto figure = [](std::int64_t n) { return pad_left(n ? grouped(n) : "–", 15); };
    for (int i = 0; i < name + output + 30; ++i) append(rule, "─");
    line(out, pad("layer", name), pad("output", output), pad_left("parameters", 15), pad_left("multiply-adds", 15));
    line(out, rule);
    for (const row& r : rows)
      line(out, pad(r.name, name), pad(r.output, output), figure(r.own.parameters), figure(r.own.multiply_adds));
    line(out, rule);
    auto total = [&](std::string_view what, const std::string& n, const std::string& more) {
      line(out, pad(what, name + output), pad_left(n, 15), pad_left(more, 15));
    };
    auto bytes = [](std::int64_t n) { return with_unit(double(n), "B"); };
    total("parameters", grouped(infer.parameters), bytes(infer.parameters * element_bytes));
    if (infer.states) total("states, not learned", grouped(infer.states), bytes(infer.states * element_bytes));
    if (infer.constants) total("constants of sparse layers", "", bytes(infer.constants));
    total("operations a row, to infer", grouped(infer.operations.row), with_unit(double(infer.operations.row), "FLOP"));
    total("operations a row, to train", grouped(train.operations.row), with_unit(double(train.operations.row), "FLOP"));
    line(out, "with N = ", grouped(b.rows));
    total("  input", "", bytes(b.rows * in.size() * element_bytes));
    total("  all values of a training step, apart", "", bytes(train.values.at(b) * element_bytes));
    total("  arena, to train", "", bytes(training.rows + training.fixed));
    total("  in all, to train, without the optimizer", "", bytes(training.total()));
    total("  arena, to infer", "", bytes(inference.rows + inference.fixed));
    return out;
  }
};

/// The table of a network; sizes in memory are those of a model with elements T that trains with the loss on batches of
/// so many rows.
template <const auto& Net, class Loss = cross_entropy_t, class T = float>
std::string summary(batch b = {}) {
  using to_infer = checked<Net, void>;
  using to_train = checked<Net, Loss>;
  return summary_table(graphs_of<to_train>.data())
      .text(program_of<to_infer, 0>.in, counts_of<to_infer, 0>, counts_of<to_train, 0>, memory_of<T, to_infer>(b),
            memory_of<T, to_train>(b), b, int(sizeof(T)));
}
template <class Loss = cross_entropy_t, const auto& Net, class T>
std::string summary(const model<Net, T>&, batch b = {}) {
  return summary<Net, Loss, T>(b);
}

}  // namespace evengrad::inline EVENGRAD_ISA
