// A failure at run time: one message that names the place, the value and the cure.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <evengrad/core/isa.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace evengrad::inline EVENGRAD_ISA {

/// What the library throws; what() reads "place: value; cure".
struct error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Sees the message of a failure before the throw, or before the abort where exceptions are off.
using failure_handler = void (*)(const char* message);

inline failure_handler& current_failure_handler() {
#if defined(__cpp_exceptions)
  static failure_handler handler = nullptr;
#else
  static failure_handler handler = [](const char* message) { std::fprintf(stderr, "evengrad: %s\n", message); };
#endif
  return handler;
}

/// Replaces the handler of failures, null for none, and returns the one before.
inline failure_handler set_failure_handler(failure_handler handler) {
  const failure_handler before = current_failure_handler();
  current_failure_handler() = handler;
  return before;
}

/// Ends in an `error` that reads "place: value; cure"; without exceptions in the handler and then an abort.
[[noreturn, gnu::cold, gnu::noinline]] inline void fail(std::string_view place, std::string value,
                                                        std::string_view cure) {
  std::string message;
  message.reserve(place.size() + value.size() + cure.size() + 4);
  message.append(place).append(": ").append(value).append("; ").append(cure);
  if (const failure_handler handler = current_failure_handler()) handler(message.c_str());
#if defined(__cpp_exceptions)
  throw error(message);
#else
  std::abort();
#endif
}

/// Fails unless low ≤ value ≤ high; a NaN is not.
inline void check_between(std::string_view place, double value, double low, double high) {
  if (value >= low && value <= high) return;
  char text[32], cure[96];
  std::snprintf(text, sizeof text, "%g", value);
  std::snprintf(cure, sizeof cure, "give a number from %g to %g", low, high);
  fail(place, text, cure);
}

}  // namespace evengrad::inline EVENGRAD_ISA
