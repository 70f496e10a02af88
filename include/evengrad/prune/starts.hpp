// What the weights that survive pruning start from, as policies.
#pragma once
#include <evengrad/optim/weight_mask.hpp>
#include <evengrad/train/checkpoint.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a network was: as it was drawn, after the k steps to which a start rewinds, and as training left it.
template <const auto& Net, class T>
struct ticket_past {
  checkpoint<Net, T> first, rewound, last;
};

/// The model becomes what a checkpoint says, with zeros at pruned weights. Fails, and changes nothing, where the mask
/// is of another network, or the checkpoint was not taken.
template <const auto& Net, class T>
void give_masked(model<Net, T>& m, const weight_mask& kept, const checkpoint<Net, T>& from, const char* start,
                 const char* which) {
  kept.check_network(m.places());
  if (from.empty())
    fail(start, std::string("the past has no ") + which,
         std::string("take it when it is there: past.") + which + ".take(model)");
  from.give(m), kept.apply(m.weights());
}

/// θ_0: survivors begin as they were drawn, and so does all else, biases, states and the step (Frankle & Carbin 2019,
/// section 1: f(x; m ⊙ θ_0)).
struct reset {
  template <const auto& Net, class T>
  void give(model<Net, T>& m, const weight_mask& kept, const ticket_past<Net, T>& past) const {
    give_masked(m, kept, past.first, "reset", "first");
  }
};

/// θ_k: everything as it was after the k steps of past.rewound (Frankle et al. 2019, "Stabilizing the lottery ticket
/// hypothesis").
struct rewind {
  static constexpr bool rewinds = true;  // so training goes on behind step k
  template <const auto& Net, class T>
  void give(model<Net, T>& m, const weight_mask& kept, const ticket_past<Net, T>& past) const {
    give_masked(m, kept, past.rewound, "rewind", "rewound");
  }
};

/// Whether a start is that of step k.
template <class Start>
inline constexpr bool rewinds = requires {
  requires Start::rewinds;
};

/// θ_T: training goes on from what it reached (Han et al. 2015). Strategy 2 of Frankle & Carbin 2019, appendix B,
/// prunes so, and sets the survivors back to θ_0 at the end: with the control `reset_at_the_end` of a lottery.
struct carry_on {
  template <const auto& Net, class T>
  void give(model<Net, T>& m, const weight_mask& kept, const ticket_past<Net, T>& past) const {
    give_masked(m, kept, past.last, "carry_on", "last");
  }
};

/// Streams of random numbers of starts, one for each parameter, away from those of which a model draws.
constexpr std::uint64_t stream_of_start(std::size_t parameter) { return (std::uint64_t{3} << 56) + parameter; }

/// θ'_0: all that is learned is drawn afresh by the network's own initializers, from another seed (the control of
/// Frankle & Carbin 2019, section 2); states and the step are those of the beginning.
struct reinitialize {
  seed drawn_from{1};
  template <const auto& Net, class T>
  void give(model<Net, T>& m, const weight_mask& kept, const ticket_past<Net, T>& past) const {
    give_masked(m, kept, past.first, "reinitialize", "first");
    std::uint64_t stream = 0;
    for (const entry& e : m.entries()) {
      if (e.learned) draw(e, generator(drawn_from, stream), m.view(e));
      ++stream;
    }
    kept.apply(m.weights());
  }
};

/// θ'_0 ~ D_m: each survivor is one of its tensor's surviving initial weights, drawn with replacement (Frankle & Carbin
/// 2019, appendix F); all else as by `reset`.
struct redraw {
  seed drawn_from{1};
  template <const auto& Net, class T>
  void give(model<Net, T>& m, const weight_mask& kept, const ticket_past<Net, T>& past) const {
    give_masked(m, kept, past.first, "redraw", "first");
    for (std::size_t i = 0; i < kept.tensors().size(); ++i) {
      const masked_tensor& t = kept.tensors()[i];
      if (!t.is_pruned()) continue;
      const std::vector<T*> left = survivors(m, kept, t);
      std::vector<T> values;
      for (const T* w : left) values.push_back(*w);
      const generator g(drawn_from, stream_of_start(i));
      for (std::size_t n = 0; n < left.size(); ++n)
        *left[n] = values[g.below(std::uint32_t(n), std::uint32_t(values.size()))];
    }
  }
  /// Line after line.
  template <const auto& Net, class T>
  static std::vector<T*> survivors(model<Net, T>& m, const weight_mask& kept, const masked_tensor& t) {
    std::vector<T*> all;
    kept.each_kept(t, [&](int, int, std::int64_t at) { all.push_back(m.weights() + at); });
    return all;
  }
};

/// θ_0 + ε, ε ~ N(0, (sigma · σ)²), where σ is the deviation that the tensor's initializer draws with (Frankle & Carbin
/// 2019, appendix F, with sigma 0.5, 1, 2, 3); all else as by `reset`. Fails, and changes nothing, unless sigma is a
/// finite number that is not negative.
struct with_noise {
  double sigma = 0.5;
  seed drawn_from{1};
  template <const auto& Net, class T>
  void give(model<Net, T>& m, const weight_mask& kept, const ticket_past<Net, T>& past) const {
    if (!(sigma >= 0 && sigma - sigma == 0))
      fail("with_noise.sigma", std::to_string(sigma), "give a number of deviations, such as 0.5");
    give_masked(m, kept, past.first, "with_noise", "first");
    std::size_t i = 0;
    for (const entry& e : m.entries()) {
      if (!e.learned) continue;
      const masked_tensor& t = kept.tensors()[i];
      const generator g(drawn_from, stream_of_start(i++));
      if (!t.is_pruned()) continue;
      const double deviation = law_of(e).deviation * sigma;
      const parameter_view<T> w = m.view(e);
      for (int n = 0; n < w.size(); ++n)
        if (kept.keeps(t, n / t.columns, n % t.columns))
          w(n) = T(double(w(n)) + rounded(deviation * double(g.normal(std::uint64_t(n)))));
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
