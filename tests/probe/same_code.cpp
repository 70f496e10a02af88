// Compiled by same_code.py: a training without an observer, alone or in a file that has the probes as well.
#if defined(WITH_PROBES) || defined(RECORDED)
#include <evengrad/evengrad.hpp>
#endif
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/train/fit.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<20> | eg::dense<60> | eg::relu | eg::dense<10>;

extern "C" void train(eg::model<net>& m, const eg::dataset& data) {
  const eg::fit_options o{.batch = 32, .epochs = 2, .show = false};
#ifdef RECORDED
  eg::fit<eg::no_lints>(m, data, eg::cross_entropy, eg::adam{}, o, eg::recorder{});
#else
  eg::fit<eg::no_lints>(m, data, eg::cross_entropy, eg::adam{}, o);
#endif
}

extern "C" float one_step(eg::model<net>& m, const eg::minibatch& b, eg::optimizer<float, eg::adam>& rule) {
#ifdef RECORDED
  return eg::recorder{}.step(m, eg::cross_entropy, b, rule);
#else
  return m.fused_step(eg::cross_entropy, b, rule);
#endif
}
