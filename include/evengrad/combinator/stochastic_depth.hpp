// Stochastic depth (Huang, Sun, Liu, Sedra & Weinberger 2016): residual branches that some examples go without.
#pragma once
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/drop_path.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// x + body(x) in training with probability 1 − rate for each example, and then with body(x) / (1 − rate); else x. At
/// inference x + body(x). The paper multiplies at inference instead: there weights are these divided by 1 − rate.
template <class F>
constexpr auto stochastic_depth(double rate, F body) {
  if constexpr (check_part<F>()) return residual(body | drop_path(rate));
  else return refused_t{};
}

/// The rule of linear decay (section 3): block l of L, from 1 on, is dropped with probability l / L · rate_of_last,
/// which is 1 − p_l with p_l = 1 − l / L (1 − p_L).
constexpr double depth_rate(int block, int blocks, double rate_of_last) { return rate_of_last * block / blocks; }

/// `blocks` times x + body(x), each with weights of its own, dropped by the rule of linear decay. In `repeat`, whose
/// copies are one program, all have one rate.
template <int Blocks, class F>
requires(Blocks > 0) constexpr auto stochastic_blocks(double rate_of_last, F body) {
  if constexpr (!check_part<F>()) return refused_t{};
  else return [&]<int... I>(std::integer_sequence<int, I...>) {
      return (stochastic_depth(depth_rate(1, Blocks, rate_of_last), body) | ... |
              stochastic_depth(depth_rate(I + 2, Blocks, rate_of_last), body));
    }
  (std::make_integer_sequence<int, Blocks - 1>{});
}

}  // namespace evengrad::inline EVENGRAD_ISA
