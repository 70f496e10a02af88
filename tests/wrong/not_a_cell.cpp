// A layer where a cell is wanted.
// expect: a cell is a struct of : eg::cell
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

#ifdef RIGHT
constexpr auto net = eg::input<8, 4> | eg::scan(eg::rnn_cell<5>) | eg::dense<3>;
#else
constexpr auto net = eg::input<8, 4> | eg::scan(eg::dense<5>) | eg::dense<3>;
#endif

int main() { eg::model<net> model; }
