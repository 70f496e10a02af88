// What the checks of a recipe found, as a table.
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/diagnose/reading.hpp>
#include <evengrad/model/columns.hpp>

namespace evengrad::inline EVENGRAD_ISA {

enum class outcome : unsigned char { ok, doubt, wrong };
constexpr const char* words_of(outcome o) { return o == outcome::ok ? "OK" : o == outcome::doubt ? "doubt" : "wrong"; }

/// What was asked, what came out, the figure that shows it, and what to do where it is not OK.
struct recipe_check {
  std::string name;
  outcome found;
  std::string figure, cure;
};
struct recipe_report {
  std::vector<recipe_check> checks;
  double first_loss = 0;
  double guess = 0;        // the loss of the best guess that sees no features; 0 where it is not known for the loss
  std::string guess_name;  // "the entropy of the classes"
  double suggested_factor = 1;  // of the rule's learning rate
  double learning_rate = 0;     // with that factor; 0 where the rule has no member learning_rate

  void add(std::string name, outcome found, std::string figure, std::string cure = {}) {
    if (found == outcome::ok) cure.clear();
    checks.push_back({std::move(name), found, std::move(figure), std::move(cure)});
  }
  /// The worst of all.
  outcome worst() const {
    outcome w = outcome::ok;
    for (const recipe_check& c : checks) w = std::max(w, c.found);
    return w;
  }
  /// By its name; fails where there is none.
  const recipe_check& operator[](std::string_view name) const {
    for (const recipe_check& c : checks)
      if (c.name == name) return c;
    fail("recipe", "no check is called " + std::string(name), "see checks for the names");
  }
};

/// A line for each check: OK, doubt or wrong; the figure; and below it the cure.
inline std::string text(const recipe_report& r) {
  std::string s;
  for (const recipe_check& c : r.checks) {
    line(s, pad(c.name, 22), pad(words_of(c.found), 7), c.figure);
    if (!c.cure.empty()) line(s, pad("", 29), "→ ", c.cure);
  }
  return s;
}

}  // namespace evengrad::inline EVENGRAD_ISA
