// A scan over an input of one axis.
// expect: scan reads T steps of F features, two axes
// expect: "rnn_1"
// expect: expected{2}
// expect: got{1}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8, 4> | eg::scan(eg::rnn_cell<5>) | eg::dense<3>;
#else
constexpr auto net = eg::input<32> | eg::scan(eg::rnn_cell<5>) | eg::dense<3>;
#endif

int main() { eg::model<net> model; }
