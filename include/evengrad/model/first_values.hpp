// How the parameters of a program begin, and why, as text.
#pragma once
#include <evengrad/model/listing.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// "normal, deviation 0.0816": the law that the numbers of a parameter follow.
inline std::string law_text(const law& l) {
  static constexpr const char* names[] = {"", "normal", "uniform", "normal, cut at 2 deviations", "drawn as a whole"};
  if (l.kind == law_kind::constant) return short_number(l.mean);
  std::string s = names[int(l.kind)];
  if (l.mean != 0) append(s, ", mean "), append(s, short_number(l.mean));
  return append(s, ", deviation "), append(s, short_number(l.deviation)), s;
}

/// "√(2 / 300): it reads relu_1": what the graph asked for.
inline std::string reason_text(const listing& p, const parameter_info& q) {
  const scale_info& a = q.scale;
  std::string s = "√(" + short_number(a.gain_square) + " / fan_in";
  if (a.branches > 1) s += " / " + std::to_string(a.branches);
  s += "), for it reads ";
  s += a.reads >= 0 ? full_name(*p.graph, a.reads) : a.reads == -1 ? "what comes in" : "what is joined there";
  if (a.branches > 1) s += ", and " + std::to_string(a.branches) + " residual branches add up";
  return s;
}

/// A line for each parameter of its own: name, extents, law, and the reason where the graph gave one.
inline std::string first_values(const listing& p) {
  std::string out = "begins as\n";
  int name = 0, dims = 0;
  for (int i = 0; i < p.graph->parameter_count; ++i)
    name = std::max(name, width_of(parameter_name(*p.graph, i)) + 2),
    dims = std::max(dims, width_of(text_of(p.parameters[i].dims)) + 2);
  for (int i = 0; i < p.graph->parameter_count; ++i) {
    const parameter_info& q = p.parameters[i];
    if (q.call >= 0) continue;
    line(out, pad("", 13), pad(parameter_name(*p.graph, i), name), pad(text_of(q.dims), dims), law_text(law_of(q)),
         q.scale.gain_square > 0 ? " = " + reason_text(p, q) : "");
  }
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA
