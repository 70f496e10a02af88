// A number for each type. Addresses would do, but GCC does not compare those of templates in constant expressions once
// -fsanitize=undefined is on, and they cannot be hashed.
#pragma once
#include <evengrad/core/isa.hpp>

#include <cstdint>

namespace evengrad::inline EVENGRAD_ISA {

using identity = std::uint64_t;

/// FNV-1a of the type's name.
template <class T>
consteval identity hash_of_name() {
  identity h = 14695981039346656037u;
  for (const char* c = __PRETTY_FUNCTION__; *c; ++c) h = (h ^ static_cast<unsigned char>(*c)) * 1099511628211u;
  return h;
}
template <class T>
inline constexpr identity identity_of = hash_of_name<T>();

}  // namespace evengrad::inline EVENGRAD_ISA
