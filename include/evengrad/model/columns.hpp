// Text in aligned columns, and figures that are easy to read.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace evengrad::inline EVENGRAD_ISA {

/// Characters of UTF-8, each taken to be one column wide.
inline int width_of(std::string_view s) {
  int n = 0;
  for (char c : s) n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}
/// Spaces behind the text up to `width`; longer text stays as it is and is followed by one.
inline std::string pad(std::string_view s, int width) {
  std::string t(s);
  const int n = width_of(s);
  return t.append(std::size_t(n < width ? width - n : 1), ' ');
}
/// Spaces before the text.
inline std::string pad_left(std::string_view s, int width) {
  const int n = width_of(s);
  return std::string(std::size_t(n < width ? width - n : 0), ' ').append(s);
}
/// 1234567 is "1,234,567".
inline std::string grouped(std::int64_t n) {
  std::string s = std::to_string(n);
  for (int at = int(s.size()) - 3; at > (n < 0 ? 1 : 0); at -= 3) s.insert(std::size_t(at), 1, ',');
  return s;
}
/// The shortest usual form of a number: "0.1", "1e-05".
inline std::string short_number(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", x);
  return text;
}
/// Three figures and a unit of 1000: "1.07 MB".
inline std::string with_unit(double n, const char* unit) {
  static constexpr const char* prefix[] = {"", "k", "M", "G", "T"};
  int p = 0;
  for (; n >= 999.5 && p < 4; ++p) n /= 1000;
  char text[48];
  std::snprintf(text, sizeof text,
                p == 0      ? "%.0f %s%s"
                : n < 9.995 ? "%.2f %s%s"
                : n < 99.95 ? "%.1f %s%s"
                            : "%.0f %s%s",
                n, prefix[p], unit);
  return text;
}
inline void append(std::string& to, std::string_view part) { to.append(part); }
/// A line of text from its parts, without spaces at its end.
template <class... Part>
void line(std::string& to, const Part&... part) {
  (append(to, part), ...);
  while (!to.empty() && to.back() == ' ') to.pop_back();
  to += '\n';
}

}  // namespace evengrad::inline EVENGRAD_ISA
