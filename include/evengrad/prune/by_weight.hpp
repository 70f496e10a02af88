// Criteria that look at the weights alone: how large they are, how far they moved, or nothing at all.
#pragma once
#include <evengrad/core/philox.hpp>
#include <evengrad/prune/weight_seen.hpp>

#include <cmath>

namespace evengrad::inline EVENGRAD_ISA {

/// |θ_T|: small weights go (Han et al. 2015; Frankle & Carbin 2019, section 2). Of a model that was not trained it is
/// pruning by the size of the initial draw.
struct magnitude {
  double score(const weight_seen& w) const { return std::fabs(w.now); }
};

/// |θ_T| − |θ_0|: weights that grew least go (Zhou et al. 2019, "Deconstructing lottery tickets", section 2:
/// magnitude_increase).
struct magnitude_increase {
  static constexpr bool needs_first = true;
  double score(const weight_seen& w) const { return std::fabs(w.now) - std::fabs(w.first); }
};

/// |θ_T − θ_0|: weights that moved least go (Zhou et al. 2019, section 2: movement).
struct movement {
  static constexpr bool needs_first = true;
  double score(const weight_seen& w) const { return std::fabs(w.now - w.first); }
};

/// A number drawn for each weight, the same whenever it is asked: with the rates of another criterion it leaves as many
/// weights of each layer, so it is the control of Frankle & Carbin 2019, appendix E. `lottery` gives each trial draws
/// of its own.
struct random_choice {
  seed drawn_from{0};
  double score(const weight_seen& w) const {
    return generator(drawn_from, std::uint64_t{1} << 56).uniform<double>(w.index);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
