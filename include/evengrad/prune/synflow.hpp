// SynFlow: weights go through which least flows from the input to the output; no data is looked at.
#pragma once
#include <evengrad/model/listing.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/optim/weight_mask.hpp>
#include <evengrad/prune/weight_seen.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// In the place of a loss: the sum of all outputs; the target is not read.
struct output_sum {
  static constexpr symbol formula(symbol y, symbol) { return sum(y); }
};

/// Whether a training step of the network draws random numbers, as dropout does.
template <const auto& Net, class Loss>
inline constexpr bool draws_in_training = [] {
  bool any = false;
  for (const graph_listing& g : graphs_of<checked<Net, Loss>>)
    for (int i = 0; i < g.node_count; ++i) any = any || g.nodes[i].what == kind::uniform;
  return any;
}();

/// θ · dR/dθ, where R is the sum of the outputs of the network with |θ| for θ and no biases, of one row of ones: Rᴸ =
/// 1ᵀ |θᴸ| … |θ¹| 1 where activations pass what is positive, as relu does (Tanaka et al. 2020, "Pruning neural networks
/// without any data by iteratively conserving synaptic flow", eq. 3 and algorithm 1). The scores of each layer sum to
/// R. Made for many rounds at the initial draw in scope `globally`: 100 rounds of rate 1 − density^(1/100). Fails where
/// nothing flows, as behind a batch norm, for which a single row is always its mean, or too much for the numbers, where
/// what flows is drawn, as by dropout, and where it shrinks as a weight grows, as by other norms.
struct synflow {
  template <const auto& Net, class T>
  void look(const model<Net, T>& m, const weight_mask& kept, data_seen& seen) const {
    kept.check_network(m.places());
    if constexpr (draws_in_training<Net, output_sum>)
      fail("synflow", "a network that draws random numbers in training",
           "make the mask with the same layers without dropout: they have the same parameters");
    else if constexpr (model<Net, T>::vocabulary > 0)
      fail("synflow", "a network that reads indices", "use it where the input are features, without an embedding");
    else if constexpr (check_fit<Net, output_sum>()) {
      seen.gradient.assign(std::size_t(m.weight_count()), 0.);
      model<Net, T> twin(m.drawn_from());
      twin.take(m), kept.apply(twin.weights());
      twin.check_fitted("synflow");
      for (const entry& e : twin.entries())
        for (int i = 0; (e.learned || e.kind != parameter_kinds::scales) && i < e.dims.size(); ++i) {
          T& w = twin.view(e)(i);
          w = e.kind == parameter_kinds::shifts ? T(0) : w < T(0) ? -w : w;
        }
      const std::vector<T> ones(std::size_t(twin.inputs), T(1)),
          target(std::size_t(twin.template targets<output_sum>), T(0));
      const double flow = double(twin.differentiate(output_sum{}, ones.data(), target.data(), 1));
      double most = 0, least = 0;
      std::string where;
      for (const masked_tensor& t : kept.tensors())
        if (t.is_pruned())
          kept.each_kept(t, [&](int line, int column, std::int64_t at) {
            const double g = double(twin.gradients()[at]), share = g * double(twin.weights()[at]);
            seen.gradient[std::size_t(at)] = g;
            if (share > most) most = share;
            if (share < least)
              least = share, where = t.name + ", line " + std::to_string(line) + ", column " + std::to_string(column);
          });
      if (!(flow - flow == 0)) fail("synflow", "the flow is not a finite number", "give eg::model<net, double>");
      if (!(most > 0))
        fail("synflow", "nothing flows from the input to the output",
             "norms over a batch and activations that cut positive numbers stop it: use another criterion");
      if (least < -1e-5 * most)  // more than rounding
        fail("synflow, " + where, "less flows where the weight grows",
             "norms, which divide by what they see, conserve no flow: use another criterion");
    }
  }
  /// dR/dθ is that of |θ|.
  double score(const weight_seen& w) const { return w.gradient * (w.now < 0 ? -w.now : w.now); }
};

}  // namespace evengrad::inline EVENGRAD_ISA
