// A network as a type learns to read 8×8 digits.
#include <fmt/format.h>
#include <evengrad/evengrad.hpp>
#include <evengrad/report/write_report.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<64> | eg::dense<64> | eg::relu | eg::dense<32> | eg::relu | eg::dense<10>;

int main() {
  auto [train, test] = eg::digits();
  eg::model<net> model{eg::seed{42}};
  eg::recorder seen;
  fmt::print("{}\n", eg::summary(model, eg::batch{32}));
  eg::fit(model, train, eg::cross_entropy, eg::adam{.learning_rate = 3e-3}, {.epochs = 30, .validation = test}, seen);
  fmt::print("{:.2f} % of {} digits that it never saw\n", 100 * eg::accuracy(model, test), test.rows());
  fmt::print("report: {}\n", eg::write_report("digits.html", model, seen.recording).html);
}
