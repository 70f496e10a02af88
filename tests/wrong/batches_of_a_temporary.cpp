// Batches of rows that are gone.
// expect: deleted
// expect: batches
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<8> | eg::dense<3>;

int main() {
  eg::model<net> model;
#ifdef RIGHT
  const auto [train, test] = eg::digits();
  eg::batches all(train, 32);
#else
  eg::batches all(eg::digits().train, 32);
#endif
}
