// A network as a drawing for Graphviz: layers as boxes, blocks and repetitions as frames around them, shapes on the
// edges.
#pragma once
#include <evengrad/model/listing.hpp>

#include <algorithm>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// One graph as DOT: what a layer's formula computes is one box; what combinators add between layers stands by itself.
class drawing {
  const graph_listing* graphs;
  const graph_listing& g;
  std::string prefix, edges;
  std::vector<std::string> unit;  // node → the name of what shows it, empty where nothing does
  std::vector<char> seen, holds;  // node: it is drawn · layer: there are layers inside

  const node& at(int i) const { return g.nodes[i]; }
  bool loose(int i) const { return at(i).layer < 0 || holds[at(i).layer]; }
  /// Is not drawn: a view between layers, or the copy of it that a call reads.
  bool passes(int i) const {
    const node& x = at(i);
    return (x.what == kind::reshape && loose(i)) || (x.what == kind::map && is_op<copy_op>(*x.op));
  }
  bool has_part(int i) const {
    bool part = false;
    for (int in : at(i).in) part = part || (in >= 0 && at(in).what == kind::place);
    return part;
  }
  /// The parts of a concatenation are zeros around each, and their sum: one thing in the drawing.
  int joined_with(int i) const {
    if (!loose(i) || !(at(i).what == kind::place || has_part(i))) return -1;
    int user = -1, users = 0;
    for (int u = i + 1; u <= g.output; ++u)
      if (seen[u])
        for (int in : at(u).in)
          if (in == i) user = u, ++users;
    return users == 1 && loose(user) && at(user).layer == at(i).layer &&
                   (at(user).what == kind::place || has_part(user))
               ? user
               : -1;
  }
  int call_of(int layer) const {
    for (int i = 0; i < g.parameter_count; ++i)
      if (g.parameters[i].layer == layer && g.parameters[i].call >= 0) return g.parameters[i].call;
    return -1;
  }
  std::string name_of_layer(int l) const { return prefix + 'l' + std::to_string(l); }
  std::string body_prefix(int l) const { return name_of_layer(l) + '_'; }

  void find_units() {
    for (int l = 0; l < g.layer_count; ++l)
      if (g.layers[l].parent >= 0) holds[g.layers[l].parent] = 1;
    seen[g.output] = 1;
    for (int i = g.output; i >= 0; --i)
      if (seen[i])
        for (int in : at(i).in)
          if (in >= 0) seen[in] = 1;
    std::vector<std::string> later(unit.size());
    for (int i = g.output; i >= 0; --i) {
      if (!seen[i] || (is_leaf(at(i).what) && at(i).what != kind::input)) continue;
      if (const int u = joined_with(i); u >= 0) later[i] = later[u];
      else
        later[i] = at(i).what == kind::input ? prefix + "input"
                   : loose(i)                ? prefix + 'n' + std::to_string(i)
                                             : name_of_layer(at(i).layer);
    }
    for (int i = 0; i <= g.output; ++i) {  // a view shows what it is a view of; a call is shown by the end of its body
      unit[i] = passes(i) ? unit[at(i).in[0]] : later[i];
      if (seen[i] && at(i).what == kind::call)
        unit[i] = drawing(graphs, graphs[g.callees[at(i).call]], body_prefix(at(i).layer)).output();
    }
  }
  void edge(const std::string& from, const std::string& to, const shape& s) {
    const std::string e = "  " + from + " -> " + to + " [label=\"" + text_of(s) + "\"];\n";
    if (from.empty() || from == to || edges.find(e) != edges.npos) return;
    edges += e;
  }
  std::string label_of(int i) const {
    const node& x = at(i);
    if (x.what == kind::map) return has_part(i) ? "concat" : std::string(x.op->name);
    switch (x.what) {
      case kind::contract:
        return "product";
      case kind::sparse:
        return "sparse product";
      case kind::slice:
        return "slice";
      case kind::place:
        return "place";
      case kind::gather:
        return "gather";
      case kind::sum:
        return "sum";
      default:
        return "largest";
    }
  }
  std::string boxes_in(int parent, const std::string& indent) const {
    std::string out;
    for (int l = 0; l < g.layer_count; ++l) {
      if (g.layers[l].parent != parent) continue;
      const std::string name = name_of_layer(l), title = own_name(g.layers[l]);
      if (const int c = call_of(l); c >= 0) {
        drawing body(graphs, graphs[g.callees[c]], body_prefix(l));
        frame(out, indent, name,
              title + " × " + std::to_string(g.calls[c].count) + (g.calls[c].shared ? ", the same weights" : ""),
              body.inside(indent + "  "));
      } else if (holds[l]) frame(out, indent, name, title, boxes_in(l, indent + "  "));
      else if (std::find(unit.begin(), unit.end(), name) != unit.end()) {
        std::int64_t n = 0;
        for (int i = 0; i < g.parameter_count; ++i)
          if (g.parameters[i].layer == l && g.parameters[i].learned) n += g.parameters[i].dims.size();
        out += indent + name + " [label=\"" + title + (n ? "\\n" + grouped(n) : "") + "\"];\n";
      }
    }
    for (int i = 0; i <= g.output; ++i)
      if (at(i).layer == parent && unit[i] == prefix + 'n' + std::to_string(i))
        out += indent + unit[i] + " [shape=ellipse, label=\"" + label_of(i) + "\"];\n";
    return out;
  }
  static void frame(std::string& out, const std::string& indent, const std::string& name, const std::string& title,
                    const std::string& inside) {
    out += indent + "subgraph cluster_" + name + " {\n" + indent + "  label=\"" + title + "\";\n" + inside + indent +
           "}\n";
  }

 public:
  drawing(const graph_listing* graphs, const graph_listing& g, std::string prefix)
      : graphs(graphs),
        g(g),
        prefix(std::move(prefix)),
        unit(std::size_t(g.node_count)),
        seen(std::size_t(g.node_count), 0),
        holds(std::size_t(g.layer_count), 0) {
    find_units();
    for (int i = 0; i <= g.output; ++i) {
      if (!seen[i] || passes(i)) continue;
      const bool call = at(i).what == kind::call;
      for (int in : at(i).in)
        if (in >= 0 && !unit[in].empty())
          edge(unit[in], call ? body_prefix(at(i).layer) + "input" : unit[i], at(in).dims);
      if (call) edges += drawing(graphs, graphs[g.callees[at(i).call]], body_prefix(at(i).layer)).edges;
    }
  }
  std::string output() const { return unit[g.output]; }
  /// Boxes and frames.
  std::string inside(const std::string& indent) const {
    return indent + prefix + (prefix.empty() ? "input [shape=plain];\n" : "input [shape=point];\n") +
           boxes_in(-1, indent);
  }
  std::string text() const {
    return "digraph network {\n  node [shape=box, style=rounded];\n" + inside("  ") + "  output [shape=plain];\n" +
           edges + "  " + output() + " -> output [label=\"" + text_of(at(g.output).dims) + "\"];\n}\n";
  }
};

/// DOT text: `dot -Tsvg` draws it. It shows the network that trains, with dropout; the loss only says how it is
/// compiled.
template <const auto& Net, class Loss = cross_entropy_t>
std::string graphviz() {
  static constexpr const auto& graphs = graphs_of<checked<Net, Loss>>;
  return drawing(graphs.data(), graphs[0], "").text();
}

}  // namespace evengrad::inline EVENGRAD_ISA
