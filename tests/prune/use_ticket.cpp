// A program that has a ticket in it, with the header that tickets.cpp writes: see docs/small.md.
#include <fmt/format.h>

#include "ticket.hpp"

namespace eg = evengrad;

int main() {
  const auto [train, test] = eg::digits();
  // clang-format off
eg::model<ticket::net> model;
ticket::load(model);
const double accuracy = eg::accuracy(model, test);
  // clang-format on
  fmt::print("{:.1f} %\n", 100 * accuracy);
}
