// The bias of the head from the targets: before it has learned anything, a network says what is common.
#pragma once
#include <evengrad/core/log.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/train/evaluate.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A loss that tells which output is best where the mean target is all that is known: its canonical link.
template <class Loss>
concept has_link = requires(double mean, int outputs) {
  { Loss::link(mean, outputs) } -> std::same_as<double>;
};

/// The parameter that is added to the product of the last layer, and whether the sum goes through a sigmoid; -1 where
/// the network does not end so.
struct network_head {
  int bias = -1;
  bool sigmoid = false;
};
constexpr network_head head_of(const auto& g) {
  network_head h;
  for (int i = g.output; i >= 0;) {
    const node& x = g.nodes[i];
    if (x.what == kind::reshape) i = x.in[0];
    else if (x.what == kind::map && is_op<logistic_op>(*x.op) && !h.sigmoid) h.sigmoid = true, i = x.in[0];
    else {
      if (x.what == kind::map && is_op<add_op>(*x.op))
        for (int in : {x.in[0], x.in[1]})
          if (const node& b = g.nodes[in]; b.what == kind::parameter && b.dims.size() == x.dims.last())
            h.bias = b.parameter;
      break;
    }
  }
  return h;
}

/// Of each output the mean of its target; of a class its share.
template <class Loss>
std::vector<double> mean_targets(const rows_view& y, int outputs) {
  std::vector<double> mean(std::size_t(outputs), 0.);
  constexpr bool by_class = requires { Loss::compares_index; };
  const double lines = double(y.rows) * (by_class ? y.width : y.width / outputs);
  for (int r = 0; r < y.rows; ++r)
    for (int i = 0; i < y.width; ++i) {
      if constexpr (by_class) mean[std::size_t(y.row(r)[i])] += 1 / lines;
      else mean[std::size_t(i % outputs)] += double(y.row(r)[i]) / lines;
    }
  return mean;
}

/// Sets the bias of the last layer so that the network, where the weights before it are zero or its sums small, begins
/// with the loss that knows nothing but how common each target is: log of the shares for cross entropy, the logit for
/// binary cross entropy, the mean for squared errors; the logit of that too where the network ends with a sigmoid.
/// Returns the biases. Fails, and changes nothing, on data that does not fit, and where a share or a probability leaves
/// no finite bias.
template <const auto& Net, class T, class Loss>
std::vector<double> set_head_bias(model<Net, T>& m, const dataset& data, const Loss&) {
  constexpr bool links = has_link<Loss>;
  static_assert(links,
                "a head bias follows from the link of a loss: static constexpr double link(double mean, int outputs)");
  std::vector<double> bias;
  if constexpr (links && check_fit<Net, Loss>()) {
    constexpr network_head h = head_of(graph_of<checked<Net, void>, 0>);
    static_assert(h.bias >= 0,
                  "a head bias needs a network that ends with one: dense with its bias, before nothing but a sigmoid");
    if constexpr (h.bias >= 0) {
      check_fits<Net, T, Loss>(data);
      constexpr const auto& p = model<Net, T>::program;
      bias = mean_targets<Loss>(data.y, p.out.last());
      for (std::size_t i = 0; i < bias.size(); ++i) {
        const double mean = bias[i], linked = Loss::link(mean, p.out.last());
        bias[i] = h.sigmoid ? log(linked / (1 - linked)) : linked;
        if (!(bias[i] - bias[i] == 0))
          fail("head bias, output " + std::to_string(i), "a mean target of " + std::to_string(mean),
               "give data in which it is neither always nor never so");
      }
      for (const entry& e : m.entries())
        if (e.learned && e.offset == p.parameter_offset[h.bias])
          for (int i = 0; i < e.dims.size(); ++i) m.view(e)(i) = T(bias[std::size_t(i)]);
    }
  }
  return bias;
}

}  // namespace evengrad::inline EVENGRAD_ISA
