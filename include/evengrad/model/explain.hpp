// What the compiler made of a network, as text: every kernel of the forward and backward programs in the order in which
// they run.
#pragma once
#include <evengrad/model/expression.hpp>
#include <evengrad/model/first_values.hpp>
#include <evengrad/model/traffic.hpp>

namespace evengrad::inline EVENGRAD_ISA {

class explanation {
  const listing* programs;
  int count, element_bytes;
  std::string out;

  static constexpr int indent = 13, shape_at = 98, beyond = -2;

  /// The layers whose formulas a kernel computes.
  std::string layers_of(const listing& p, const kernel& k) const {
    const graph_listing& g = *p.graph;
    std::vector<int> found;
    for (int i = k.first; i < k.first + k.count; ++i) {
      const int n = p.statements[i].node, l = n < 0                         ? -1
                                              : g.nodes[n].layer >= 0       ? g.nodes[n].layer
                                              : g.loss >= 0 && n > g.output ? beyond
                                                                            : -1;
      bool known = l == -1;
      for (int f : found) known = known || f == l;
      if (!known) found.push_back(l);
    }
    std::string s;
    for (int l : found) {
      const std::string more = l == beyond ? "loss" : s.empty() ? full_name(g, l) : own_name(g.layers[l]);
      if (width_of(s) + width_of(more) > 26 && !s.empty()) return s + " …";
      append(s, s.empty() ? "" : " "), s += more;
    }
    return s;
  }
  static std::string rows_by(int lines) { return lines == 1 ? "rows" : "rows·" + std::to_string(lines); }
  std::string extents_of(const listing& p, const kernel& k) const {
    const product_info& d = k.product;
    const std::string n = std::to_string(d.n), width = std::to_string(k.over.width);
    switch (k.walk) {
      case loop::product: {
        if (d.b == factor::strided) {
          std::string each, summed;
          for (int i = d.axes; i < d.axes + d.axis_count; ++i) {
            std::string& s = p.axes[i].summed ? summed : each;
            if (!s.empty()) s += " × ";
            s += p.axes[i].extent == 0 ? "rows" : std::to_string(p.axes[i].extent);
          }
          return each + (summed.empty() ? "" : " over " + summed);
        }
        const std::string m = d.rows_in_m ? rows_by(d.m) : std::to_string(d.m),
                          depth = d.rows_in_k ? rows_by(d.k) : std::to_string(d.k);
        return '(' + m + " × " + depth + ") · (" + depth + " × " + n + ')';
      }
      case loop::scatter:
        return "rows × " + width + " into " + std::to_string(k.over.lines) + " lines";
      case loop::sparse:
        return rows_by(k.over.lines) + " × " + width + " by " + grouped(k.product.n) + " weights";
      case loop::call:
      case loop::call_back:
        return std::to_string(p.graph->calls[k.call].count) + " × block " + std::to_string(p.graph->callees[k.call]);
      default:
        break;
    }
    std::string s = k.over.batched ? "rows" : "";
    for (int e : {k.over.lines, k.over.width})
      if (e > 1) s += (s.empty() ? "" : " × ") + std::to_string(e);
    if (s.empty()) s = "1";
    if (k.inner & over_columns) s += ", over columns";
    else if (k.inner)
      s += k.inner == over_rows ? ", over rows" : k.inner == over_lines ? ", over lines" : ", over rows and lines";
    return s;
  }

  void statement_line(const listing& p, const std::string& before, const std::string& text, int node, bool again) {
    const graph_listing& g = *p.graph;
    std::string right = again ? "again" : "";
    if (!again && node >= 0) {
      const ::evengrad::node& x = g.nodes[node];
      right = (x.batched ? x.dims.size() == 1 ? "rows" : "rows × " : "") +
              (x.batched && x.dims.size() == 1 ? "" : text_of(x.dims));
    }
    line(out, pad(before, indent), pad(text, shape_at - indent), right);
  }
  void body_lines(const listing& p, const kernel& k) {
    const graph_listing& g = *p.graph;
    auto at = [&](int i) { return memory_text(p, p.operands[k.operands + i]); };
    if (k.walk == loop::scatter)
      return statement_line(p, "", "lines of " + at(0) + " by " + at(1) + " -> " + at(2), p.statements[k.first].node,
                            false);
    if (k.walk == loop::sparse)
      return statement_line(p, "", at(0) + " · constants -> " + at(1), p.statements[k.first].node, false);
    if (k.walk == loop::call || k.walk == loop::call_back) {
      const program_facts& f = *callee(programs, p, k).facts;
      std::string s =
          k.walk == loop::call ? at(0) + " -> " + at(1) : at(6) + " -> " + at(7) + ", reads " + at(0) + " and " + at(1);
      auto room = [&](const char* what, int i, std::int64_t n) {
        if (n) append(s, what), s += at(i);
      };
      if (g.training) room(", saved in ", 2, f.saved_rows), room(", saved in ", 3, f.saved_fixed);
      room(", works in ", 4, f.row_elements), room(", works in ", 5, f.fixed_elements);
      return statement_line(p, "", s, p.statements[k.first].node, false);
    }
    const body_text body(p, k);
    auto runs_at = [&](int j, int stage, bool outer) {
      const statement& s = p.statements[k.first + j];
      return !body.is_inside(j) && s.outer == outer &&
             (outer ? s.level == stage && !is_reduction(s.what) : (s.computed >> stage) & 1);
    };
    int speaking = 0;
    for (int stage = 0; stage < k.stages; ++stage) {
      bool any = false;
      for (int j = 0; j < k.count; ++j) any = any || runs_at(j, stage, true) || runs_at(j, stage, false);
      speaking += any;
    }
    for (int stage = 0; stage < k.stages; ++stage) {
      std::string before = speaking > 1 ? pad_left(std::to_string(stage + 1) + ':', indent - 1) : "";
      for (bool outer : {true, false})
        for (int j = 0; j < k.count; ++j) {
          if (!runs_at(j, stage, outer)) continue;
          const statement& s = p.statements[k.first + j];
          const bool again = !s.outer && (s.computed & ((1u << stage) - 1)) != 0;
          statement_line(p, before, body.assignment(j, s.outer || is_reduction(s.what) || s.level == stage), s.node,
                         again);
          before.clear();
        }
    }
  }
  void kernels_of(const listing& p) {
    static constexpr const char* loops[] = {"sweep", "product", "scatter", "sparse", "call", "call back"};
    for (int i = 0; i < p.kernel_count; ++i) {
      const kernel& k = p.kernels[i];
      if (i == backward_of(p)) out += "-- backward --\n";
      const traffic t = traffic_of(programs, p, k);
      const std::string id = 'k' + std::to_string(i + 1);
      const bool same = k.same != i;
      line(out, pad(same ? id + " = k" + std::to_string(k.same + 1) : id, indent - 1), " ", pad(loops[int(k.walk)], 11),
           pad(layers_of(p, k), 30), pad(extents_of(p, k), 32), figures(t));
      body_lines(p, k);
    }
    line(out, pad("total", indent + 11 + 30 + 32), figures(traffic_of(programs, p, 0, p.kernel_count)));
  }
  std::string figures(const traffic& t) const {
    auto bytes = [](std::int64_t n) { return n ? with_unit(double(n), "B") : "–"; };
    return pad_left(t.operations.row ? grouped(t.operations.row) : "–", 11) +
           pad_left(bytes(t.elements.row * element_bytes), 10) +
           pad_left(bytes(t.elements.once * element_bytes + t.constants), 10);
  }
  /// The first kernel that computes adjoints.
  int backward_of(const listing& p) const {
    const graph_listing& g = *p.graph;
    if (p.facts->split > 0 && p.facts->split < p.kernel_count) return p.facts->split;
    if (g.loss < 0) return -1;
    for (int i = 0; i < p.kernel_count; ++i) {
      bool all = true;
      for (int j = p.kernels[i].first; j < p.kernels[i].first + p.kernels[i].count; ++j)
        all = all && p.statements[j].node >= g.forward;
      if (all) return i;
    }
    return -1;
  }
  void memory_of(const listing& p) {
    const program_facts& f = *p.facts;
    std::string s = "weights " + grouped(f.weights);
    auto add = [&](const char* what, std::int64_t n, const char* unit) {
      if (n) append(s, ", "), append(s, what), s += ' ' + grouped(n), append(s, unit);
    };
    add("states", f.states, "");
    add("row arena", f.row_elements, " a row");
    add("fixed arena", f.fixed_elements, "");
    add("saved from forward to backward", f.saved_rows, " a row");
    add("saved", f.saved_fixed, " a batch");
    int codes = 0;
    for (int i = 0; i < p.kernel_count; ++i) codes += p.kernels[i].same == i;
    line(out, std::to_string(p.kernel_count), p.kernel_count == 1 ? " kernel, " : " kernels, ", std::to_string(codes),
         " different; elements: ", s);
  }

 public:
  explanation(const listing* programs, int count, int element_bytes)
      : programs(programs), count(count), element_bytes(element_bytes) {}
  std::string text() {
    for (int i = 0; i < count; ++i) {
      const listing& p = programs[i];
      if (i > 0) out += '\n';
      line(out, i == 0 ? std::string("network") : "block " + std::to_string(i), ": ", text_of(p.in), " -> ",
           text_of(p.out), p.graph->loss >= 0 ? ", with its loss" : "");
      line(out, pad("kernel", indent), pad("loop", 11), pad("layers", 30), pad("extents", 32), pad_left("FLOP/row", 11),
           pad_left("bytes/row", 10), pad_left("+ bytes", 10));
      kernels_of(p);
      memory_of(p);
      out += first_values(p);
    }
    return out;
  }
};

/// The program that infers. row[n] is n elements for each row into the arena of values in between, fixed[n] is in that
/// of values without a row; t are values in registers; the number before a line counts the passes that a sweep makes
/// over its inner loop.
template <const auto& Net, class T = float>
std::string explain() {
  static constexpr const auto& programs = listings_of<checked<Net, void>>;
  return explanation(programs.data(), int(programs.size()), int(sizeof(T))).text();
}
/// The program that trains: forward, loss, backward.
template <const auto& Net, class T = float, class Loss>
std::string explain(const Loss&) {
  static constexpr const auto& programs = listings_of<checked<Net, Loss>>;
  return explanation(programs.data(), int(programs.size()), int(sizeof(T))).text();
}

}  // namespace evengrad::inline EVENGRAD_ISA
