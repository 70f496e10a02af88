// A type as it is written in a program: with its namespaces, and without that of the instruction set.
#pragma once
#include <evengrad/core/failure.hpp>

#include <array>
#include <string>

/// Compilers leave out the namespaces that a function stands in; this one shares none with any type.
namespace evengrad_types {
template <class T>
constexpr const char* written() {
  return __PRETTY_FUNCTION__;
}
}  // namespace evengrad_types

namespace evengrad::inline EVENGRAD_ISA {

/// Of what `written` gave: from "T = " to the bracket at the end, "evengrad::avx2::" as "evengrad::".
[[gnu::cold]] inline std::string spelled(std::string_view written) {
  written.remove_prefix(written.find("T = ") + 4), written.remove_suffix(1);
  std::string s(written);
  for (const std::string_view isa : {"avx512::", "avx2::", "avx::", "sse2::", "neon::", "scalar::"}) {
    const std::string inner = "evengrad::" + std::string(isa);
    for (std::size_t at = 0; (at = s.find(inner, at)) != s.npos;) s.erase(at + 10, isa.size());
  }
  for (const std::string_view hidden : {"anonymous", "unnamed", "lambda", "()::"})
    if (s.find(hidden) != s.npos)
      fail("write_ticket", s + ", a type that has no name elsewhere",
           "declare it in a header, at the scope of a namespace, and give that header in `includes`");
  return s;
}
/// "evengrad::dense_t<300, evengrad::init::he_normal, void>", "mine::layer"; fails where a type has no such name, as
/// in functions and unnamed namespaces.
template <class T>
std::string spelled_type() {
  return spelled(evengrad_types::written<T>());
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
