// The small net that example 21 wrote, in another program: a header with its type and its numbers.
#include <fmt/format.h>
#include "ticket.hpp"

namespace eg = evengrad;

constexpr auto big = eg::input<64> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;

int main() {
  eg::model<ticket::net> model;
  ticket::load(model);
  const auto [train, test] = eg::digits();
  fmt::print("{}\n", eg::summary(model));
  fmt::print("{:.1f} % of {} digits that it never saw\n", 100 * eg::accuracy(model, test), test.rows());
}
