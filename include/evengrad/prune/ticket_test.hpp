// The program that tests a ticket: rows, what the network said of them before, and the comparison.
#pragma once
#include <evengrad/prune/ticket_text.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Rows and what the network that a ticket comes from says of them.
struct ticket_rows {
  std::vector<float> x;
  std::vector<double> y;
  int rows = 0, inputs = 0, outputs = 0;
};

/// A program with exit status 1 where the ticket says something else: where an output of a row differs by more than
/// 1e-6 of the largest one of that row. It computes in double, where that is not what rounding makes; the file of
/// weights can be its argument.
[[gnu::cold]] inline std::string ticket_test(const std::string& header, const std::string& name,
                                             const std::string& weights, const ticket_rows& r) {
  const auto table = [](const char* type, const char* called, int rows, int width, const auto& values,
                        const char* suffix) {
    std::string s =
        std::string("  ") + type + " " + called + "[" + std::to_string(rows) + "][" + std::to_string(width) + "] = {";
    std::size_t line = s.size();
    for (int i = 0; i < rows * width; ++i) {
      char text[48];
      std::snprintf(text, sizeof text, "%a%s", double(values[std::size_t(i)]), suffix);
      const std::string w = values[std::size_t(i)] == 0 ? "0" : text;
      const bool begins = i % width == 0, breaks = begins || s.size() - line + w.size() > 116;
      s += begins ? (i ? "},\n" : "\n") : breaks ? ",\n" : ", ";
      if (breaks) line = s.size();
      s += (begins ? "{" : "") + w;
    }
    return s + "}};\n";
  };
  const std::string load = weights.empty()
                               ? name + "::load(model);"
                               : name + "::load(model, count > 1 ? argument[1] : " + quoted_name(weights) + ");";
  return "// Whether " + name + "::net says what the network says that it comes from.\n#include \"" + header +
         "\"\n\n#include <cmath>\n#include <cstdio>\n\n" + "int main(" +
         (weights.empty() ? "" : "int count, char** argument") +
         ") try {\n" +  // where no name meets that of the ticket
         table("static const double", "rows", r.rows, r.inputs, r.x, "") +
         table("static const double", "expected", r.rows, r.outputs, r.y, "") + "\n  evengrad::model<" + name +
         "::net, double> model;\n  " + load + "\n  const double* said = model.predict(&rows[0][0], " +
         std::to_string(r.rows) +
         ");\n  double worst = 0;\n  bool good = model.outputs == " + std::to_string(r.outputs) +
         ";\n  for (int r = 0; r < " + std::to_string(r.rows) +
         "; ++r) {\n    double largest = 0, difference = 0;\n    for (int i = 0; i < " + std::to_string(r.outputs) +
         " && good; ++i) {\n      largest = std::fmax(largest, std::fabs(expected[r][i]));\n"
         "      difference = std::fmax(difference, std::fabs(said[r * model.stride() + i] - expected[r][i]));\n"
         "      good = std::isfinite(said[r * model.stride() + i]);\n    }\n"
         "    good = good && difference <= 1e-6 * largest;\n"
         "    worst = std::fmax(worst, largest > 0 ? difference / largest : difference);\n  }\n"
         "  std::printf(\"" +
         name + ": %d rows, largest difference %.2g of the largest output, 1e-6 allowed: %s\\n\", " +
         std::to_string(r.rows) +
         ", worst, good ? \"equal\" : \"NOT EQUAL\");\n  return good ? 0 : 1;\n"
         "} catch (const evengrad::error& e) {\n  std::puts(e.what());\n  return 1;\n}\n";
}

}  // namespace evengrad::inline EVENGRAD_ISA
