// A fault inside a named block inside a residual is told with its path.
// expect: residual adds x to what its body makes of it
// expect: "encoder_1.dense_2"
// expect: expected{8}
// expect: got{6}
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

template <int Out>
struct encoder : eg::block {
  static constexpr std::string_view name = "encoder";
  static constexpr auto graph = eg::dense<16> | eg::relu | eg::dense<Out>;
};

#ifdef RIGHT
constexpr auto net = eg::input<8> | eg::residual(encoder<8>{}) | eg::dense<3>;
#else
constexpr auto net = eg::input<8> | eg::residual(encoder<6>{}) | eg::dense<3>;
#endif

int main() { eg::model<net> model; }
