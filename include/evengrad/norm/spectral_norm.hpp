// Spectral normalization (Miyato et al. 2018): weights whose largest singular value is 1.
#pragma once
#include <evengrad/init/scaled.hpp>
#include <evengrad/op/root.hpp>
#include <evengrad/op/select.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// In the place of an initializer: w / σ(w), where all inputs of an output are a line of W = wᵀ, w drawn by `W`. The
/// state "u" is the left singular vector: a step of training improves it by one power iteration (algorithm 1, v ←
/// Wᵀu/‖Wᵀu‖, u ← Wv/‖Wv‖), and σ = uᵀWv. u and v are constants to the gradient, so that dσ/dW = u vᵀ (eq. 8 to 10).
/// Inference iterates no further, σ = ‖Wᵀu‖.
template <class W = init::he_normal>
struct spectral_norm {
  static constexpr symbol weight(symbol x, std::string_view name, const shape& dims) {
    const symbol w = x.parameter(name, dims, W{}), kept = x.state("u", {dims.last()}, init::normal<1>{});
    const symbol u = detach(kept), toward = sum(w * u * rsqrt(sum(u * u)));
    if (!x.training()) return w * rsqrt(sum_all(toward * toward));
    const symbol v = detach(toward * rsqrt(sum_all(toward * toward))), wv = sum_lines(w * v), length = sum(wv * wv);
    const symbol next = detach(select(length > 0., wv * rsqrt(length), u));
    assign(kept, next);
    return w / sum(next * wv);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
