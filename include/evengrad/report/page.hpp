// A page of charts and tables that needs nothing else: HTML that is XML as well.
#pragma once
#include <evengrad/report/script.hpp>
#include <evengrad/report/style.hpp>

#include <vector>

namespace evengrad::inline EVENGRAD_ISA::report {

/// A part of the page with a heading that the list at its top leads to; nothing where there is nothing to show.
struct section {
  std::string id, heading, content;
};

inline std::string page_body(const std::vector<section>& sections) {
  std::string links = "<nav aria-label=\"Parts\">", out;
  for (const section& s : sections) {
    if (s.content.empty()) continue;
    put(links, {"<a href=\"#", s.id, "\">", escaped(s.heading), "</a>"});
    put(out, {"<section id=\"", s.id, "\"><h2>", escaped(s.heading), "</h2>", s.content, "</section>\n"});
  }
  return together(
      {links,
       "</nav><p class=\"hint\">Charts tell their values: point at them, tap them, or go to them with Tab and use "
       "the arrow keys.</p></header>\n<main>\n",
       out, "</main>\n"});
}

/// Charts beside each other; nothing of nothing.
inline std::string cards(const std::string& content) {
  return content.empty() ? content : "<div class=\"cards\">" + content + "</div>";
}

/// `what` is said of the title in the name of the window; `head` stands below the title, `foot` at the end.
inline std::string page(const std::string& title, const std::string& what, const std::string& head,
                        const std::vector<section>& sections, const std::string& foot) {
  return together(
      {"<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta "
       "charset=\"utf-8\"/>\n"
       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>",
       escaped(title), ": ", what, "</title>\n<style>", style(), "</style>\n</head>\n<body>\n<header><h1>",
       escaped(title), "</h1>", head, page_body(sections), "<footer>", foot,
       "<p>Written by evengrad.</p></footer>\n<script>", script, "</script>\n</body>\n</html>\n"});
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
