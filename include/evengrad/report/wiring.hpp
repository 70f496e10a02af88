// Layers and what joins them as rows in the order in which they are computed, each with the rows that it reads.
#pragma once
#include <evengrad/model/directory.hpp>
#include <evengrad/model/listing.hpp>

#include <algorithm>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA::report {

struct wiring {
  struct row {
    std::string label{}, path{}, extents{};
    int depth = 0;  // of blocks around it
    bool is_layer = false;
    std::int64_t parameters = 0;
    std::vector<int> in{};  // rows
  };
  std::vector<row> rows;

  explicit wiring(const graph_listing* graphs) {
    rows.push_back({.label = "input"});
    part p(*this, graphs, graphs[0], "", 0, 0);
    rows.push_back({.label = "output",
                    .extents = text_of(graphs[0].nodes[graphs[0].output].dims),
                    .in = {p.row_of(graphs[0].output)}});
    rows[0].extents = p.extents_of_input();
  }

 private:
  /// One graph. A view is the row of what it is a view of, the pieces of a concatenation are one row.
  struct part {
    wiring& all;
    const graph_listing* graphs;
    const graph_listing& g;
    std::string prefix;
    int depth;
    std::vector<int> row_of_node, row_of_layer, users;
    std::vector<char> seen, holds;

    const node& at(int i) const { return g.nodes[i]; }
    int row_of(int i) const { return row_of_node[std::size_t(i)]; }
    bool loose(int i) const { return at(i).layer < 0 || holds[std::size_t(at(i).layer)]; }
    bool is_piece(int i) const { return loose(i) && at(i).what == kind::place; }
    bool joins_pieces(int i) const {
      bool any = false;
      if (loose(i) && at(i).what == kind::map)
        for (int in : at(i).in) any = any || (in >= 0 && is_piece(in));
      return any;
    }
    /// A sum of pieces that is a piece of a larger one.
    bool goes_on(int i) const {
      if (users[std::size_t(i)] != 1) return false;
      for (int u = i + 1; u <= g.output; ++u)
        if (seen[std::size_t(u)])
          for (int in : at(u).in)
            if (in == i) return joins_pieces(u) || (is_piece(u) && goes_on(u));
      return false;
    }
    bool passes(int i) const {
      return (at(i).what == kind::reshape && loose(i)) ||
             (at(i).what == kind::map && is_op<copy_op>(*at(i).op) && loose(i)) || is_piece(i);
    }
    std::string path_of(int layer) const { return prefix + layer_name(g.layers, layer); }
    std::string path_of_value(int i) const {
      for (int l = 0; l < g.layer_count; ++l)
        if (g.layers[l].out == i) return path_of(l);
      return "";
    }
    std::string extents_of_input() const {
      for (int i = 0; i <= g.output; ++i)
        if (at(i).what == kind::input) return text_of(at(i).dims);
      return "";
    }
    int depth_of(int layer) const {
      int d = depth;
      for (int l = layer; l >= 0 && g.layers[l].parent >= 0; l = g.layers[l].parent) ++d;
      return d;
    }
    static std::string joint_name(const node& x) {
      switch (x.what) {
        case kind::map:
          return std::string(x.op->name);
        case kind::contract:
          return "product";
        case kind::sparse:
          return "sparse product";
        case kind::slice:
          return "slice";
        case kind::gather:
          return "look-up";
        case kind::sum:
          return "sum";
        default:
          return "largest";
      }
    }
    void read(int row, int in) {
      if (in < 0 || row_of(in) < 0 || row_of(in) == row) return;
      std::vector<int>& known = all.rows[std::size_t(row)].in;
      if (std::find(known.begin(), known.end(), row_of(in)) == known.end()) known.push_back(row_of(in));
    }
    int add(row r) {
      all.rows.push_back(std::move(r));
      return int(all.rows.size()) - 1;
    }
    int row_of_formula(int layer, int i) {
      int& known = row_of_layer[std::size_t(layer)];
      bool below = known >= 0;  // a shared layer stands a second time where it reads what comes after its first
      for (int in : at(i).in) below = below && (in < 0 || row_of(in) <= known);
      if (below) return known;
      std::int64_t n = 0;
      for (int p = 0; p < g.parameter_count; ++p)
        if (g.parameters[p].layer == layer && g.parameters[p].learned) n += g.parameters[p].dims.size();
      const int out = g.layers[layer].out;
      return known = add({own_name(g.layers[layer]),
                          path_of(layer),
                          out >= 0 ? text_of(at(out).dims) : "",
                          depth_of(layer),
                          true,
                          n,
                          {}});
    }

    part(wiring& all, const graph_listing* graphs, const graph_listing& g, std::string prefix, int depth, int input)
        : all(all),
          graphs(graphs),
          g(g),
          prefix(std::move(prefix)),
          depth(depth),
          row_of_node(std::size_t(g.node_count), -1),
          row_of_layer(std::size_t(g.layer_count), -1),
          users(std::size_t(g.node_count), 0),
          seen(std::size_t(g.node_count), 0),
          holds(std::size_t(g.layer_count), 0) {
      for (int l = 0; l < g.layer_count; ++l)
        if (g.layers[l].parent >= 0) holds[std::size_t(g.layers[l].parent)] = 1;
      seen[std::size_t(g.output)] = 1;
      for (int i = g.output; i >= 0; --i)
        if (seen[std::size_t(i)])
          for (int in : at(i).in)
            if (in >= 0) seen[std::size_t(in)] = 1, ++users[std::size_t(in)];
      std::vector<std::vector<int>> pieces(std::size_t(g.node_count));  // of sums that go on
      for (int i = 0; i <= g.output; ++i) {
        int& mine = row_of_node[std::size_t(i)];
        if (!seen[std::size_t(i)]) continue;
        if (at(i).what == kind::input) mine = input;
        else if (is_leaf(at(i).what)) continue;
        else if (at(i).what == kind::call) mine = repeated(i);
        else if (passes(i)) {
          mine = row_of(at(i).in[0]);
          pieces[std::size_t(i)] = mine < 0 ? pieces[std::size_t(at(i).in[0])] : std::vector<int>{};
        } else if (!loose(i)) {
          mine = row_of_formula(at(i).layer, i);
          for (int in : at(i).in) read(mine, in);
        } else {
          const bool joins = joins_pieces(i), more = joins && goes_on(i);
          std::vector<int>& in_all = pieces[std::size_t(i)];
          for (int in : at(i).in)
            if (in >= 0 && !pieces[std::size_t(in)].empty())
              in_all.insert(in_all.end(), pieces[std::size_t(in)].begin(), pieces[std::size_t(in)].end());
            else if (in >= 0) in_all.push_back(in);
          if (more) continue;
          mine = add({.label = joins ? "concat" : joint_name(at(i)),
                      .path = path_of_value(i),
                      .extents = text_of(at(i).dims),
                      .depth = depth + (at(i).layer >= 0 ? depth_of(at(i).layer) - depth + 1 : 0)});
          for (int in : in_all) read(mine, in);
          in_all.clear();
        }
        add_what_only_trains(i);
      }
    }
    /// Layers such as dropout, which give to infer what they get.
    void add_what_only_trains(int i) {
      for (int l = 0; l < g.layer_count; ++l) {
        if (g.layers[l].out != i || at(i).layer == l || holds[std::size_t(l)] || row_of_layer[std::size_t(l)] >= 0 ||
            row_of(i) < 0)
          continue;
        bool calls = false;
        for (int p = 0; p < g.parameter_count; ++p)
          calls = calls || (g.parameters[p].layer == l && g.parameters[p].call >= 0);
        if (calls) continue;
        const int row = row_of_layer[std::size_t(l)] =
            add({own_name(g.layers[l]), path_of(l), text_of(at(i).dims), depth_of(l), true, 0, {}});
        read(row, i);
        row_of_node[std::size_t(i)] = row;
      }
    }
    /// A block that is run several times: a row that says so, and its body once.
    int repeated(int i) {
      const call_info& c = g.calls[at(i).call];
      const int layer = at(i).layer;
      const int head = add({(layer >= 0 ? own_name(g.layers[layer]) : "block") + " · " + std::to_string(c.count) +
                                (c.shared ? " × the same" : " ×"),
                            "",
                            "",
                            depth_of(layer),
                            true,
                            0,
                            {}});
      for (int in : at(i).in) read(head, in);
      const graph_listing& body = graphs[g.callees[at(i).call]];
      part inside(all, graphs, body, path_of(layer) + ".", depth_of(layer) + 1, head);
      const int end = inside.row_of(body.output);
      if (end > head) all.rows[std::size_t(end)].path = path_of(layer);
      return end;
    }
  };
};

}  // namespace evengrad::inline EVENGRAD_ISA::report
