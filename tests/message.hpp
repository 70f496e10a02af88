// The text with which something fails.
#pragma once
#include <evengrad/core/failure.hpp>

#include <string>

namespace evengrad_test {

template <class F>
std::string message(F f) {
  try {
    f();
  } catch (const evengrad::error& e) {
    return e.what();
  }
  return "nothing";
}

}  // namespace evengrad_test
