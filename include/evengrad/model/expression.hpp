// The body of a kernel as text: operands by what they mean, ops as they are written by hand.
#pragma once
#include <evengrad/model/listing.hpp>

#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// value · rows^power
inline std::string number_text(double value, int power) {
  if (power == 0) return short_number(value);
  std::string rows = "rows";
  if (power != 1 && power != -1) rows += '^' + std::to_string(power < 0 ? -power : power);
  if (power < 0) return short_number(value) + '/' + rows;
  return value == 1 ? rows : short_number(value) + '*' + rows;
}

/// Where an operand comes from: "input", "dense_1.w", "row[304]".
inline std::string memory_text(const listing& p, const operand& o) {
  auto at = [&](const char* arena) { return arena + ('[' + std::to_string(o.offset) + ']'); };
  auto parameter = [&] {
    int node = o.node;
    while (o.parameter < 0 && p.graph->nodes[node].what == kind::reshape) node = p.graph->nodes[node].in[0];
    return parameter_name(*p.graph, o.parameter >= 0 ? o.parameter : p.graph->nodes[node].parameter);
  };
  switch (o.in) {
    case region::input:
      return "input";
    case region::target:
      return "target";
    case region::row_arena:
      return at("row");
    case region::fixed_arena:
      return at("fixed");
    case region::weights:
    case region::states:
      return parameter();
    case region::output:
      return "output";
    case region::adjoint:
      return "d_output";
    case region::dx:
      return "d_input";
    case region::step:
      return "step";
    case region::dstep:
      return "d_step";
    case region::state_adjoint:
      return "d_state";
    case region::saved_rows:
      return at("saved");
    case region::saved_fixed:
      return at("saved_fixed");
    default:
      break;
  }
  return o.as == form::column ? "column" : o.as == form::random ? "uniform" : number_text(o.value, o.power);
}

/// The statements of one kernel: what each computes, and whether its text stands inside another's.
class body_text {
  static constexpr int equality = 0, addition = 2, product = 3, multiplication = 4, atom = 6, longest = 60;
  struct piece {
    std::string text;
    int binding = atom;  // how tightly its outermost op binds
  };
  const listing& p;
  const kernel& k;
  std::vector<piece> pieces;
  std::vector<char> inside;

  const statement& at(int j) const { return p.statements[k.first + j]; }
  const operand& memory(int m) const { return p.operands[k.operands + m]; }

  /// Read by one statement that runs where this one does.
  bool joins(int j) const {
    const statement& s = at(j);
    if (s.store >= 0 || readers(j) != 1 || width_of(pieces[j].text) > longest) return false;
    for (int i = j + 1; i < k.count; ++i)
      for (const reference& r : at(i).in)
        if (r.from == reference::statement && r.index == j) {
          if (is_reduction(s.what)) return at(i).what == kind::sink;
          return at(i).outer == s.outer && at(i).computed == s.computed && (!s.outer || at(i).level == s.level);
        }
    return false;
  }
  piece operand_of(const statement& s, int a) const {
    const reference& r = s.in[a];
    if (r.from == reference::statement) {
      if (inside[r.index]) return pieces[r.index];
      return {name(r.index)};
    }
    const operand& o = memory(r.index);
    std::string text = memory_text(p, o);
    if (o.as == form::gathered) text += '[' + memory_text(p, memory(o.other)) + ']';
    if (o.as == form::window && s.what == kind::slice) {
      text += '[' + std::to_string(o.shift) + " : " + std::to_string(o.shift + o.to) + ']';
    } else if (o.as == form::window) {
      text += " at [" + std::to_string(o.from) + " : " + std::to_string(o.to) + ']';
      return {text, equality};
    }
    return {text, o.in == region::number && text.find_first_of("/*") != text.npos ? multiplication : atom};
  }
  static std::string bound(const piece& x, int least) { return x.binding >= least ? x.text : '(' + x.text + ')'; }

  piece map_text(const statement& s) const {
    const std::string_view op = s.op->name;
    const int binding = op == "=="               ? equality
                        : op == "+" || op == "-" ? addition
                        : op == "*" || op == "/" ? multiplication
                                                 : atom;
    const piece a = operand_of(s, 0);
    if (s.op->arity == 2 && binding < atom) {
      const piece b = operand_of(s, 1);
      if (op == "*" && a.text == "-1") return {'-' + bound(b, multiplication), multiplication};
      return {bound(a, binding + (binding == equality)) + ' ' + std::string(op) + ' ' + bound(b, binding + 1), binding};
    }
    if (op == "copy") return a;
    std::string text = std::string(op) + '(' + a.text;
    for (int i = 1; i < s.op->arity; ++i) text += ", " + operand_of(s, i).text;
    return {text + ')'};
  }
  piece product_text() const {
    const product_info& d = k.product;
    const std::string a = memory_text(p, memory(d.a_operand)), b = memory_text(p, memory(d.b_operand));
    if (d.b == factor::panels) return {a + " · " + b, product};
    if (d.b == factor::panels_transposed) return {a + " · " + b + "ᵀ", product};
    if (d.b == factor::rows) return {a + "ᵀ · " + b, product};
    return {"Σ " + a + " · " + b, product};
  }
  piece text(const statement& s) const {
    switch (s.what) {
      case kind::map:
        return map_text(s);
      case kind::contract:
        return product_text();
      case kind::sum: {
        const int axes = k.inner;
        const char* over = axes == over_columns ? "sum("
                           : axes == over_rows  ? "sum_rows("
                           : axes == over_lines ? "sum_lines("
                                                : "sum_rows_lines(";
        return {over + operand_of(s, 0).text + ')'};
      }
      case kind::largest:
        return {"largest(" + operand_of(s, 0).text + ')'};
      default:
        return operand_of(s, 0);
    }
  }

 public:
  body_text(const listing& p, const kernel& k)
      : p(p), k(k), pieces(std::size_t(k.count)), inside(std::size_t(k.count), 0) {
    for (int j = 0; j < k.count; ++j) {
      pieces[j] = text(at(j));
      inside[j] = joins(j);
    }
  }
  int readers(int j) const {
    int n = 0;
    for (int i = j + 1; i < k.count; ++i)
      for (const reference& r : at(i).in) n += r.from == reference::statement && r.index == j;
    return n;
  }
  bool is_inside(int j) const { return inside[j]; }
  static std::string name(int j) { return 't' + std::to_string(j); }

  /// "t2 = relu(t0 + dense_1.b) -> row[0]"; `stores`: not where a later stage computes it again.
  std::string assignment(int j, bool stores) const {
    const statement& s = at(j);
    std::string text = readers(j) > 0 ? name(j) + " = " + pieces[j].text : pieces[j].text;
    if (s.store < 0 || !stores) return text;
    const std::string place = memory_text(p, memory(s.store));
    return text + (s.what == kind::sink ? " -> gradient of " : " -> ") + place;
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
