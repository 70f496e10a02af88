// The network as a table: layers, shapes, parameters, operations and bytes.
#pragma once
#include <evengrad/model/bytes.hpp>
#include <evengrad/model/listing.hpp>
#include <evengrad/report/markup.hpp>

#include <vector>

namespace evengrad::inline EVENGRAD_ISA::report {

/// What a layer holds and computes, with all that is inside of it.
struct table_row {
  std::string name, extents;
  int depth = 0;
  std::int64_t parameters = 0, operations = 0;  // to infer a row
};

class table_rows {
  const graph_listing* graphs;

  table_row own_of(const graph_listing& g, int layer) const {
    table_row f;
    for (int i = 0; i < g.forward; ++i)
      if (g.nodes[i].layer == layer) f.operations += operations_of(g.nodes, g.contractions, g.nodes[i]).row;
    for (int i = 0; i < g.parameter_count; ++i)
      if (const parameter_info& p = g.parameters[i]; p.layer == layer && p.learned && p.call < 0)
        f.parameters += p.dims.size();
    return f;
  }

 public:
  std::vector<table_row> rows;

  explicit table_rows(const graph_listing* graphs) : graphs(graphs) { list(graphs[0], -1, 0); }
  /// The layers inside `parent`; the sum of what they hold.
  table_row list(const graph_listing& g, int parent, int depth) {
    table_row all = own_of(g, parent);
    for (int l = 0; l < g.layer_count; ++l) {
      if (g.layers[l].parent != parent) continue;
      const std::size_t at = rows.size();
      const int out = g.layers[l].out;
      rows.push_back({own_name(g.layers[l]), out < 0 ? "" : evengrad::text_of(g.nodes[out].dims), depth});
      table_row f = list(g, l, depth + 1);
      for (int i = 0; i < g.parameter_count; ++i)
        if (const parameter_info& p = g.parameters[i]; p.layer == l && p.call >= 0) {
          const call_info& c = g.calls[p.call];
          rows[at].name += " · " + std::to_string(c.count) + (c.shared ? " × the same" : " ×");
          const table_row body = list(graphs[g.callees[p.call]], -1, depth + 1);
          f.parameters += (c.shared ? 1 : c.count) * body.parameters, f.operations += c.count * body.operations;
        }
      rows[at].parameters = f.parameters, rows[at].operations = f.operations;
      all.parameters += f.parameters, all.operations += f.operations;
    }
    return all;
  }
};

/// A number with its unit of 1000 in a cell, and all of its digits under the pointer.
inline std::string cell(std::int64_t n, const char* unit) {
  if (n == 0) return "<td>–</td>";
  return together({"<td title=\"", grouped(n), "\">",
                   (n < 100000 && !*unit ? grouped(n) : escaped(with_unit(double(n), unit))), "</td>"});
}

/// `holds` is what a model holds to infer `rows` rows.
inline std::string model_table(const graph_listing* graphs, const counts& all, const memory_use& holds, int rows,
                               int element_bytes) {
  const std::vector<table_row> all_rows = table_rows(graphs).rows;
  const std::string head =
      "<table><thead><tr><th>Layer</th><th>Output</th><th>Parameters</th><th>FLOPs a "
      "row</th><th>Bytes</th></tr></thead><tbody>";
  std::string out = "<div class=\"tables\">" + head;
  const std::size_t half = all_rows.size() > 16 ? (all_rows.size() + 1) / 2 : all_rows.size();
  for (std::size_t i = 0; i < all_rows.size(); ++i) {
    const table_row& r = all_rows[i];
    if (i == half) out += "</tbody></table>" + head;
    put(out, {"<tr><th scope=\"row\"",
              std::string(r.depth > 0 ? " style=\"padding-left:" + std::to_string(4 + 10 * r.depth) + "px\"" : ""), ">",
              escaped(r.name), "</th><td>", escaped(r.extents), "</td>", cell(r.parameters, ""), cell(r.operations, ""),
              cell(r.parameters * element_bytes, "B"), "</tr>"});
  }
  put(out, {"</tbody><tfoot><tr><th>in all, to infer</th><td></td>", cell(all.parameters, ""),
            cell(all.operations.row, ""), cell(all.parameters * element_bytes, "B"), "</tr></tfoot></table></div>"});
  return together(
      {out,
       "<p class=\"guide\">FLOPs are those of one row, forward; a multiply-add counts as two. Bytes are those of the "
       "parameters. In all the net holds ",
       escaped(with_unit(double(holds.total()), "B")), " to infer ", grouped(rows), (rows == 1 ? " row" : " rows"),
       " at once",
       (all.states
            ? ", of them " + escaped(with_unit(double(all.states * element_bytes), "B")) + " kept and not learned"
            : ""),
       ".</p>"});
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
