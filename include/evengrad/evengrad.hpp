// Everything, in reading order.
#pragma once
// First what compilers point at when a network is wrong: it is not to be found behind a chain of includes.
#include <evengrad/graph/symbol.hpp>

#include <evengrad/op/elementwise.hpp>

#include <evengrad/op/select.hpp>

#include <evengrad/layer/layer.hpp>

#include <evengrad/combinator/chain.hpp>

#include <evengrad/combinator/branch.hpp>

#include <evengrad/model/checked.hpp>

#include <evengrad/autodiff/autodiff.hpp>
#include <evengrad/combinator/fixup.hpp>
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/rezero.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/data/batches.hpp>
#include <evengrad/data/csv.hpp>
#include <evengrad/data/digits.hpp>
#include <evengrad/data/idx.hpp>
#include <evengrad/data/mnist.hpp>
#include <evengrad/data/split.hpp>
#include <evengrad/init/depth_scaled.hpp>
#include <evengrad/init/fixed.hpp>
#include <evengrad/init/identity.hpp>
#include <evengrad/init/orthogonal.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/init/sparse.hpp>
#include <evengrad/layer/alpha_dropout.hpp>
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/layer/maxout.hpp>
#include <evengrad/layer/prelu.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/layer/scaling.hpp>
#include <evengrad/layer/softmax.hpp>
#include <evengrad/loss/binary_cross_entropy.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/hinge.hpp>
#include <evengrad/loss/huber.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/model/bytes.hpp>
#include <evengrad/model/cost.hpp>
#include <evengrad/model/explain.hpp>
#include <evengrad/model/graphviz.hpp>
#include <evengrad/model/hvp.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/model/summary.hpp>
#include <evengrad/model/transfer.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/group_norm.hpp>
#include <evengrad/norm/interaction.hpp>
#include <evengrad/norm/mean_only_batch_norm.hpp>
#include <evengrad/norm/normalize.hpp>
#include <evengrad/norm/spectral_norm.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/norm/weight_standardization.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/curve.hpp>
#include <evengrad/op/elu.hpp>
#include <evengrad/op/erf.hpp>
#include <evengrad/op/exponential.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hard.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/op/leaky_relu.hpp>
#include <evengrad/op/log1p.hpp>
#include <evengrad/op/power.hpp>
#include <evengrad/op/root.hpp>
#include <evengrad/op/softplus.hpp>
#include <evengrad/op/trigonometry.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/clip.hpp>
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/optim/rmsprop.hpp>
#include <evengrad/optim/schedule.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/weight_decay.hpp>
#include <evengrad/train/adapt.hpp>
#include <evengrad/train/evaluate.hpp>
#include <evengrad/train/fit.hpp>
#include <evengrad/train/head_bias.hpp>
#include <evengrad/train/init_from_data.hpp>
#include <evengrad/train/lsuv.hpp>
#include <evengrad/train/pretrain.hpp>
