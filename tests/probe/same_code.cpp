// Compiled by same_code.py: a step of a training without an observer, alone or in a file that has the probes as well.
#if defined(WITH_PROBES) || defined(RECORDED)
#include <evengrad/evengrad.hpp>
#endif
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/train/observers.hpp>

namespace eg = evengrad;

constexpr auto net = eg::input<20> | eg::dense<60> | eg::relu | eg::dense<10>;

/// What `fit` does with a batch.
extern "C" double one_step(eg::model<net>& m, const eg::minibatch& b, eg::optimizer<float, eg::adam>& rule) {
#ifdef RECORDED
  eg::recorder recorder;
  return eg::observed_step(m, eg::cross_entropy, b, rule, recorder);
#else
  return eg::observed_step(m, eg::cross_entropy, b, rule);
#endif
}
