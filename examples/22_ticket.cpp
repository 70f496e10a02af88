// The small net that example 21 wrote, in another program: a header with its type and its numbers.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>
#include "ticket.hpp"

namespace eg = evengrad;

constexpr auto big = eg::input<64> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
static_assert(eg::multiply_adds(ticket::net) * 20 < eg::multiply_adds(big));

int main() {
  const auto [train, test] = eg::digits();
  eg::model<ticket::net> model;
  ticket::load(model);
  fmt::print("{} multiply-adds a row instead of {}\n", eg::multiply_adds(ticket::net), eg::multiply_adds(big));
  fmt::print("{:.1f} % of {} digits that it never saw\n", 100 * eg::accuracy(model, test), test.rows());
}
