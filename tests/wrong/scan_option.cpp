// An option that a scan does not know.
// expect: options of scan are eg::truncate<steps>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct lengths {
  static constexpr double weight = 1;
#ifdef RIGHT
  static constexpr eg::symbol penalty(eg::symbol d, eg::symbol dx) { return sum(dx * dx) - sum(d * d); }
#else
  static constexpr eg::symbol formula(eg::symbol d, eg::symbol dx) { return sum(dx * dx) - sum(d * d); }
#endif
};

constexpr auto net = eg::input<8, 4> | eg::scan<lengths>(eg::rnn_cell<5>) | eg::dense<3>;

int main() { eg::model<net> model; }
