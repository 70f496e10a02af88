// Networks that between them hold every kind of node, and a loop over them all.
#pragma once
#include <evengrad/combinator/branch.hpp>
#include <evengrad/combinator/chain.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/normalize.hpp>
#include <evengrad/op/activation.hpp>

namespace evengrad_test::nets {

namespace eg = evengrad;

inline constexpr auto lenet = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
inline constexpr auto small = eg::input<5> | eg::dense<3> | eg::relu | eg::dense<4>;
inline constexpr auto branched = eg::input<6> | eg::dense<8> |
                                 eg::concat(eg::dense<3> | eg::relu, eg::multiply(eg::dense<5>, eg::dense<5>)) |
                                 eg::add(eg::dense<4>, eg::relu | eg::dense<4>);
inline constexpr auto normed = eg::input<4, 6> | eg::dense<12> | eg::batch_norm | eg::relu | eg::flatten | eg::dense<3>;
inline constexpr auto residual = eg::input<8> | eg::residual(eg::layer_norm | eg::dense<20> | eg::relu | eg::dense<8>) |
                                 eg::residual(eg::rms_norm | eg::dense<8>) | eg::dense<3>;
inline constexpr auto skipped = eg::input<6> | eg::dense<7> | eg::tap<"a"> | eg::relu | eg::dense<5> |
                                eg::concat(eg::identity_layer, eg::from<"a">) | eg::dense<3>;
inline constexpr auto tied = eg::input<6> | eg::shared<"w">(eg::dense<6>) | eg::relu | eg::shared<"w">(eg::dense<6>);
inline constexpr auto looked_up = eg::input<1> | eg::embedding<10, 6> | eg::dense<3>;
inline constexpr auto dropped = eg::input<9> | eg::dense<16> | eg::dropout(0.5) | eg::dense<3>;
inline constexpr auto repeated =
    eg::input<7> | eg::dense<12> |
    eg::repeat<3>(eg::residual(eg::layer_norm | eg::dense<20> | eg::relu | eg::dense<12>)) | eg::dense<5>;
inline constexpr auto nested = eg::input<6> |
                               eg::repeat<2>(eg::batch_norm | eg::repeat_shared<3>(eg::dense<6> | eg::relu)) |
                               eg::call(eg::dense<4>);

/// f<Net>(name) for each of them.
template <class F>
void each(F&& f) {
  f.template operator()<lenet>("lenet");
  f.template operator()<small>("small");
  f.template operator()<branched>("branched");
  f.template operator()<normed>("normed");
  f.template operator()<residual>("residual");
  f.template operator()<skipped>("skipped");
  f.template operator()<tied>("tied");
  f.template operator()<looked_up>("looked_up");
  f.template operator()<dropped>("dropped");
  f.template operator()<repeated>("repeated");
  f.template operator()<nested>("nested");
}

}  // namespace evengrad_test::nets
