// A type as it is written in a program: with its namespaces, and without that of the instruction set.
#pragma once
#include <evengrad/core/failure.hpp>

#include <cxxabi.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <string>
#include <typeinfo>

/// Compilers leave out the namespaces that a function stands in; this one shares none with any type.
namespace evengrad_types {
template <class T>
constexpr const char* written() {
  return __PRETTY_FUNCTION__;
}
}  // namespace evengrad_types

namespace evengrad::inline EVENGRAD_ISA {

/// Whether a type, by the name that the linker has for it, stands in a function or an unnamed namespace: "f(int)::a",
/// "mine::b::f() const::a", "(anonymous namespace)::a". What clang writes leaves functions out.
[[gnu::cold]] inline bool is_local(const std::type_info& type) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> plain(abi::__cxa_demangle(type.name(), nullptr, nullptr, &status),
                                                     std::free);
  const std::string_view name(status == 0 ? plain.get() : type.name());
  for (std::size_t at = 0; (at = name.find("::", at)) != name.npos; at += 2) {
    std::string_view before = name.substr(0, at);
    for (const std::string_view more : {" &&", " &", " volatile", " const"})
      if (before.ends_with(more)) before.remove_suffix(more.size());
    if (before.ends_with(')')) return true;
  }
  return false;
}
/// Of what `written` gave: from "T = " to the bracket at the end, "evengrad::avx2::" as "evengrad::".
[[gnu::cold]] inline std::string spelled(std::string_view written, const std::type_info& type) {
  written.remove_prefix(written.find("T = ") + 4), written.remove_suffix(1);
  std::string s(written);
  for (const std::string_view isa : {"avx512::", "avx2::", "avx::", "sse2::", "neon::", "scalar::"}) {
    const std::string inner = "evengrad::" + std::string(isa);
    for (std::size_t at = 0; (at = s.find(inner, at)) != s.npos;) s.erase(at + 10, isa.size());
  }
  bool has_name = !is_local(type);
  for (const std::string_view none : {"<lambda", "(lambda", "<unnamed", "(unnamed", "(anonymous"})  // of both compilers
    has_name = has_name && s.find(none) == s.npos;
  if (!has_name)
    fail("write_ticket", s + ", a type that has no name elsewhere",
         "declare it in a header, at the scope of a namespace, and give that header in `includes`");
  return s;
}
/// "evengrad::dense_t<300, evengrad::init::he_normal, void>", "mine::layer"; fails where a type has no such name, as
/// in functions and unnamed namespaces.
template <class T>
std::string spelled_type() {
  return spelled(evengrad_types::written<T>(), typeid(T));
}

/// As a literal: "a\"b" in quotes, with what is special escaped.
[[gnu::cold]] inline std::string quoted_name(std::string_view name) {
  std::string s = "\"";
  for (const char c : name) {
    char octal[8];
    std::snprintf(octal, sizeof octal, "\\%03o", unsigned(static_cast<unsigned char>(c)));
    if (c == '"' || c == '\\') s += '\\', s += c;
    else if (c >= 0 && c < ' ') s += octal;
    else s += c;
  }
  return s + "\"";
}

/// The shortest decimal number that is read as x again.
[[gnu::cold]] inline std::string spelled_number(double x) {
  char text[40];
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, x);
    if (std::strtod(text, nullptr) == x) break;
  }
  return text;
}

}  // namespace evengrad::inline EVENGRAD_ISA
