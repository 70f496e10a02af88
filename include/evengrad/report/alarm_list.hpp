// Alarms in words, each with its figure and its cure.
#pragma once
#include <evengrad/diagnose/alarm.hpp>
#include <evengrad/report/markup.hpp>

namespace evengrad::inline EVENGRAD_ISA::report {

/// "dead" is "Dead", "not_finite" "Not finite".
inline std::string title_of(std::string name) {
  for (char& c : name) c = c == '_' ? ' ' : c;
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = char(name[0] - 'a' + 'A');
  return name;
}
/// `recorded`: there were steps to look at.
inline std::string alarm_list(const std::vector<alarm>& alarms, bool recorded) {
  if (alarms.empty() && !recorded)
    return "<p class=\"calm\"><strong>No alarm,</strong> but no step was recorded either: only the history was looked "
           "at.</p>";
  if (alarms.empty())
    return "<p class=\"calm\"><strong>No alarm.</strong> Nothing in the recorded figures looks ill.</p>";
  std::string out = "<ul class=\"alarms\">";
  for (const alarm& a : alarms) {
    std::string when;
    if (a.epoch >= 0) when = "epoch " + std::to_string(a.epoch + 1);
    if (a.step >= 0) when += (when.empty() ? "" : ", ") + ("step " + std::to_string(a.step));
    put(out, {"<li><h3>", escaped(title_of(a.name)), " <code>", escaped(a.where), "</code>",
              (when.empty() ? "" : " <small>first in " + when + "</small>"), "</h3><p>", escaped(title_of(a.sentence)),
              ": ", escaped(a.figure), ".</p><p class=\"cure\"><b>Cure</b> ", escaped(a.cure), ".</p></li>"});
  }
  return out + "</ul>";
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
