// What a type is called in a text: the compiler's words without the namespaces.
#pragma once
#include <evengrad/core/isa.hpp>

#include <string>
#include <string_view>

namespace evengrad::inline EVENGRAD_ISA {

/// Somewhere in it "T = " and the type, and nothing behind it but a bracket.
template <class T>
constexpr const char* written_type() {
  return __PRETTY_FUNCTION__;
}
/// "only<momentum>" of what written_type gave for ns::only<ns::inner::momentum>.
[[gnu::cold]] inline std::string short_type(std::string_view written) {
  written.remove_prefix(written.find("T = ") + 4), written.remove_suffix(1);
  std::string out;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (written.substr(i, 2) != "::") {
      out += written[i];
      continue;
    }
    const auto in_name = [](char c) {
      return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    };
    while (!out.empty() && in_name(out.back())) out.pop_back();
    ++i;
  }
  return out;
}
template <class T>
std::string type_name() {
  return short_type(written_type<T>());
}

}  // namespace evengrad::inline EVENGRAD_ISA
