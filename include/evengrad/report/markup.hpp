// Text for HTML and SVG: what is safe to stand in it, and numbers that are short.
#pragma once
#include <evengrad/core/isa.hpp>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace evengrad::inline EVENGRAD_ISA::report {

/// Appends all parts. A function and not a chain of operators, each of which would be compiled in its place.
[[gnu::noinline]] inline void put(std::string& to, std::initializer_list<std::string_view> parts) {
  for (const std::string_view p : parts) to.append(p);
}
[[gnu::noinline]] inline std::string together(std::initializer_list<std::string_view> parts) {
  std::string s;
  put(s, parts);
  return s;
}

/// How many bytes a UTF-8 character at the beginning of the text has; 0 where none stands there.
inline std::size_t length_of_character(std::string_view s) {
  auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0u; };
  const unsigned first = byte(0);
  const std::size_t n = first < 0x80   ? 1
                        : first < 0xC2 ? 0
                        : first < 0xE0 ? 2
                        : first < 0xF0 ? 3
                        : first < 0xF5 ? 4
                                       : 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  const unsigned two = first << 8 | byte(1);
  const bool overlong = (n == 3 && two < 0xE0A0) || (n == 4 && two < 0xF090),
             surrogate = n == 3 && two >= 0xEDA0 && two < 0xEE00;
  return overlong || surrogate || (n == 4 && two >= 0xF490) ? 0 : n;
}
/// For text and attributes: the five characters of markup as entities, and U+FFFD for what XML does not know.
inline std::string escaped(std::string_view s) {
  std::string out;
  while (!s.empty()) {
    const std::size_t n = length_of_character(s);
    const char c = s[0];
    if (n == 1 && c == '&') out += "&amp;";
    else if (n == 1 && c == '<') out += "&lt;";
    else if (n == 1 && c == '>') out += "&gt;";
    else if (n == 1 && c == '"') out += "&quot;";
    else if (n == 1 && c == '\'') out += "&#39;";
    else if (n == 0 || (n == 1 && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) && c != '\n' && c != '\t'))
      out += "\uFFFD";
    else out.append(s.substr(0, n));
    s.remove_prefix(n ? n : 1);
  }
  return out;
}
/// At most so many characters, the last of them "…" where there were more.
inline std::string shortened(std::string_view s, int most) {
  std::string out;
  for (int i = 0; !s.empty(); ++i) {
    std::size_t n = length_of_character(s);
    if (n == 0) n = 1;
    if (i == most - 1 && s.size() > n) return out + "…";
    out.append(s.substr(0, n)), s.remove_prefix(n);
  }
  return out;
}

/// The same for a path such as "encoder_1.dense_2", whose end says more.
inline std::string shortened_path(std::string_view s, int most) {
  int characters = 0;
  for (const char c : s) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  if (characters <= most || s.find('.') == s.npos) return shortened(s, most);
  for (; characters >= most; --characters) {
    const std::size_t n = length_of_character(s);
    s.remove_prefix(n ? n : 1);
  }
  return "…" + std::string(s);
}

/// As "%.*f", "%.*e" and "%.*g" print it, with a point in any locale.
inline std::string digits_of(double x, std::chars_format format, int precision) {
  char text[340];  // 1e308 in full
  return {text, std::to_chars(text, text + sizeof text, x, format, precision).ptr};
}
/// A place in a drawing, to a tenth.
inline std::string coordinate(double x) {
  std::string s = digits_of(std::fabs(x) < 1e7 ? x : 0., std::chars_format::fixed, 1);
  if (s.ends_with(".0")) s.resize(s.size() - 2);
  return s == "-0" ? "0" : s;
}
/// Three figures: "0.0123", "1.2e-5", "12300"; "not a number" and "infinite" where it is that.
inline std::string value_text(double x) {
  if (x != x) return "not a number";
  if (x - x != 0) return x > 0 ? "infinite" : "minus infinite";
  const double size = std::fabs(x);
  const bool small = size > 0 && size < 0.0009995;
  std::string s = small                            ? digits_of(x, std::chars_format::scientific, 2)
                  : size >= 1000 && size < 99999.5 ? digits_of(x, std::chars_format::fixed, 0)
                                                   : digits_of(x, std::chars_format::general, 3);
  if (const auto e = s.find('e'); e != s.npos) {  // e-05 is e-5
    std::size_t digit = e + 2;
    while (digit + 1 < s.size() && s[digit] == '0') s.erase(digit, 1);
    if (s[e + 1] == '+') s.erase(e + 1, 1);
    for (std::size_t last = e; small && (s[last - 1] == '0' || s[last - 1] == '.'); --last) {  // 3.00e-4 is 3e-4
      const bool point = s[last - 1] == '.';
      s.erase(last - 1, 1);
      if (point) break;
    }
  }
  return s;
}
/// A share as "97.2 %".
inline std::string percent(double share, int digits = 1) {
  if (share - share != 0) return value_text(share);
  return digits_of(100 * share, std::chars_format::fixed, digits) + " %";
}
/// "10⁻³"
inline std::string power_of_ten(int exponent) {
  static constexpr const char* raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  if (exponent == 0) return "1";
  if (exponent == 1) return "10";
  std::string s = exponent < 0 ? "10⁻" : "10";
  for (char c : std::to_string(exponent < 0 ? -exponent : exponent)) s += raised[c - '0'];
  return s;
}
/// Seconds, minutes or hours: "0.84 s", "3 min 20 s".
inline std::string duration(double seconds) {
  const auto whole = [](double x) { return digits_of(std::floor(x), std::chars_format::fixed, 0); };
  if (seconds < 60) return digits_of(seconds, std::chars_format::fixed, seconds < 10 ? 2 : 1) + " s";
  if (seconds < 3600) return whole(seconds / 60) + " min " + whole(std::fmod(seconds, 60)) + " s";
  return whole(seconds / 3600) + " h " + whole(std::fmod(seconds, 3600) / 60) + " min";
}

}  // namespace evengrad::inline EVENGRAD_ISA::report
