// Scaling inside of a repeated block.
// expect: what scales the input is fitted before training
// expect: "encoder_1.repeat_1.standardize_1"
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

struct encoder : eg::block {
#ifdef RIGHT
  static constexpr auto graph = eg::standardize | eg::repeat<3>(eg::dense<8> | eg::tanh);
#else
  static constexpr auto graph = eg::repeat<3>(eg::standardize | eg::dense<8> | eg::tanh);
#endif
  static constexpr std::string_view name = "encoder";
};
constexpr auto net = eg::input<8> | encoder{};

int main() { eg::model<net> model; }
