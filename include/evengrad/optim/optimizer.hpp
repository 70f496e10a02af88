// A transform with what it keeps: the slots of every weight and the number of the step.
#pragma once
#include <evengrad/core/arena.hpp>
#include <evengrad/core/dual_pack.hpp>
#include <evengrad/kernel/context.hpp>
#include <evengrad/optim/norm.hpp>
#include <evengrad/optim/stages.hpp>
#include <evengrad/optim/weight_update.hpp>

#include <algorithm>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether something is told of the parameters, because its transform asks for their places: `know`.
template <class Optimizer>
inline constexpr bool asks_for_places = requires {
  requires Optimizer::needs_places;
};
/// Whether the gradient that counts is taken at another place than the weights: `climb` and `come_back`.
template <class Optimizer>
inline constexpr bool climbs_first = requires {
  requires Optimizer::climbs;
};

template <class T, a_transform X>
class optimizer {
  using all_links = links<X>;
  using facts_of_links = chain_facts<X>;
  static constexpr int slots = facts_of_links::slots, link_count = int(std::tuple_size_v<all_links>);
  static_assert(facts_of_links::selecting <= 32);
  static_assert(facts_of_links::results <= 1, "one link of a chain says with which weights training ends");
  static_assert(facts_of_links::masks <= 1, "one link of a chain has the mask: give it what both masks keep");

  all_links links_;
  arena<T> slots_, direction_;
  std::vector<parameter_place> places_;
  const void* network_ = nullptr;
  std::vector<unsigned> marks_;  // of each panel's width
  std::vector<int> owners_;      // of each place: the thread that steps it
  int shared_by_ = 0;            // so many threads
  std::vector<T> before_;
  std::int64_t count_ = 0, step_ = 0, before_first_ = 0;

  template <class F>
  void each_link(F f) {
    std::apply([&](auto&... l) { (f(l), ...); }, links_);
  }
  template <class F>
  void each_link(F f) const {
    std::apply([&](const auto&... l) { (f(l), ...); }, links_);
  }
  template <class F>
  static void divide(team* together, const F& part) {
    if (!together) return part(0, 1);
    const struct {
      const F& run;
      int parts;
    } all{part, together->size()};
    together->run(
        [](const void* what, int i) {
          const auto& a = *static_cast<const decltype(all)*>(what);
          a.run(i, a.parts);
        },
        &all);
  }
  // A parameter goes to the thread that has the least work so far.
  void share_parameters(int parts) {
    if (shared_by_ == parts) return;
    std::vector<std::int64_t> work(std::size_t(parts), 0);
    owners_.clear(), shared_by_ = parts;
    for (const parameter_place& p : places_) {
      const auto least = std::min_element(work.begin(), work.end());
      *least += p.size(), owners_.push_back(int(least - work.begin()));
    }
  }
  unsigned marks_of(const parameter_place& p) {
    unsigned marks = 0, bit = 1;
    each_link([&]<class L>(const L& l) {
      if constexpr (selects_itself<L>) marks |= l.selects(p) ? bit : 0, bit <<= 1;
    });
    return marks;
  }
  /// Zeros in the places of pruned weights.
  void apply_mask(T* numbers) const { mask()->apply(numbers); }
  void make_room(std::int64_t n) {
    if (count_ == n) return;
    slots_.reserve(std::size_t(slots * n)), count_ = n;
    if constexpr (facts_of_links::whole) direction_.reserve(std::size_t(n));
    if constexpr (needs_places)
      if (places_.empty()) know({parameter_place{"", 0, 1, int(n)}});
  }

 public:
  using transform = X;
  /// Those of pruned weights are set to zero.
  using gradients = std::conditional_t<facts_of_links::masked, T*, const T*>;
  static constexpr bool needs_places = facts_of_links::whole || facts_of_links::selecting > 0 || facts_of_links::masked,
                        climbs = facts_of_links::climbs, masks = facts_of_links::masked;
  static constexpr int lanes = native_lanes<T> < panel_width ? native_lanes<T> : panel_width;
  explicit optimizer(X x) : links_((x.check(), links_of(x))) {}
  std::int64_t steps() const { return step_; }
  /// The weights come from so many steps of training: schedules go on behind them, all that rules keep begins anew. It
  /// is a setting like the rule itself, and not among what `each_kept` calls. Fails below 0.
  void begin_after(std::int64_t steps) {
    if (steps < 0) fail("optimizer.begin_after", std::to_string(steps), "give the number of steps that were trained");
    before_first_ = steps;
  }
  /// The mask of its weights; nullptr where it has none.
  const weight_mask* mask() const {
    const weight_mask* m = nullptr;
    each_link([&]<class L>(const L& l) {
      if constexpr (masks_itself<L>) m = l.kept.get();
    });
    return m;
  }

  /// Whether it was told the places of this network's parameters, the last time.
  bool knows_places_of(const void* network) const { return network_ == network && !places_.empty(); }
  /// The parameters that the weights are, without gaps; without this all weights are one line, of kind `weights`.
  void know(std::vector<parameter_place> places, const void* network = nullptr) {
    each_link([&]<class L>(const L& l) {
      if constexpr (requires { l.check_names(places); }) l.check_names(places);
      if constexpr (requires { l.check_network(places); }) l.check_network(places);
    });
    network_ = network;
    places_ = std::move(places), shared_by_ = 0;
    marks_.clear();
    for (const parameter_place& p : places_) marks_.resize(std::size_t((p.offset + p.size()) / panel_width), 0);
    for (const parameter_place& p : places_)
      std::fill_n(marks_.begin() + p.offset / panel_width, p.size() / panel_width, marks_of(p));
    for (parameter_place& p : places_) p.name = {};  // they are the caller's
  }

  /// Begins a step over n weights (a multiple of the panel), of which `facts` may know the norm of all gradients.
  auto begin(const T* w, std::int64_t n, step_facts facts = {}) {
    make_room(n);
    facts.step = ++step_, facts.before = before_first_;
    auto rule = rules_of<0, link_count>(links_, facts);
    return weight_update<T, facts_of_links, decltype(rule)>{
        w, slots_.data(), marks_.data(), facts_of_links::masked ? mask()->words().data() : nullptr, n, rule};
  }
  /// One step over n weights (a multiple of the panel), shared by a team if there is one: every transform in one loop,
  /// or parameter by parameter where one sees them whole. The gradients of pruned weights become zero.
  void update(T* w, gradients g, std::int64_t n, team* together = nullptr) {
    step_facts facts;
    if constexpr (facts_of_links::masked) apply_mask(g);
    if constexpr (facts_of_links::norm) facts.norm = norm_of(g, n);
    if constexpr (facts_of_links::whole) {
      make_room(n);
      facts.step = ++step_, facts.before = before_first_;
      share_parameters(together ? together->size() : 1);
      if constexpr (facts_of_links::masked) apply_mask(w);
      divide(together, [&](int i, int) {
        for (std::size_t q = 0; q < places_.size(); ++q) {
          if (owners_[q] != i) continue;
          const parameter_place& p = places_[q];
          T* const d = direction_.data() + p.offset;
          std::copy_n(g + p.offset, p.size(), d);
          run_stages<0, lanes>(links_, facts, parameter_step<T>{d, w + p.offset, slots_.data() + p.offset, n, p},
                               w + p.offset, marks_[std::size_t(p.offset / panel_width)], mask());
        }
      });
    } else {
      const auto rule = begin(w, n, facts);
      divide(together, [&](int i, int parts) {
        const std::int64_t packs = (n / panel_width + parts - 1) / parts * panel_width, end = (i + 1) * packs;
        for (std::int64_t at = i * packs; at < n && at < end; at += lanes) rule(w + at, pack<T, lanes>::load(g + at));
      });
    }
  }

  /// Goes from the weights up the gradient to where the gradient is taken that counts.
  void climb(T* w, gradients g, std::int64_t n) requires climbs {
    if constexpr (facts_of_links::masked) apply_mask(g);
    before_.assign(w, w + n);
    const double norm = norm_of(g, n);
    each_link([&]<class L>(const L& l) {
      if constexpr (climbs_itself<L>) {
        const T by = T(l.climb(norm));
        for (std::int64_t i = 0; i < n; ++i) w[i] += by * g[i];
      }
    });
  }
  /// Back to the weights from which it went.
  void come_back(T* w) requires climbs { std::copy(before_.begin(), before_.end(), w); }

  /// Tells the links what was measured after an epoch; smaller is better.
  void observe(double figure) {
    each_link([&](auto& l) {
      if constexpr (requires { l.observe(figure); }) l.observe(figure);
    });
  }
  /// The learning rate of the last step, or before it of the first: the product of the links' rates and schedules. Of
  /// links that are for some parameters only, those for the parameters that are named first count. NaN where no link
  /// has one.
  double rate() const {
    double product = 1;
    bool any = false;
    const selection* first = nullptr;
    each_link([&]<class L>(const L& l) {
      if constexpr (
          !requires { l.learning_rate; } && !requires { l.schedule(step_); })
        return;
      if constexpr (requires { l.which; }) {
        if (!first) first = &l.which;
        if (!(l.which == *first)) return;
      }
      if constexpr (requires { l.learning_rate; }) product *= l.learning_rate, any = true;
      if constexpr (requires { l.schedule(step_); }) product *= l.schedule(before_first_ + (step_ > 0 ? step_ : 1));
    });
    return any ? product : std::nan("");
  }
  /// Calls f(memory, bytes) for all that the steps to come depend on besides n weights; `know` comes first where the
  /// links ask for places.
  template <class F>
  void each_kept(std::int64_t n, const F& f) {
    make_room(n);
    f(&step_, sizeof step_), f(slots_.data(), sizeof(T) * std::size_t(slots * n));
    each_link([&](auto& l) {
      const auto number = [&](auto& x) { f(&x, sizeof x); };
      if constexpr (requires { l.each_number(number); }) l.each_number(number);
    });
  }
  /// Puts the weights with which training ends in the place of those with which it went on, where a link keeps such.
  void finish(T* w, std::int64_t n) {
    if constexpr (facts_of_links::results > 0) {
      if (step_ == 0) return;
      int slot = 0;
      each_link([&]<class L>(const L&) {
        if constexpr (leaves_result<L>) std::copy_n(slots_.data() + (slot + L::result_slot) * n, n, w);
        slot += L::slots;
      });
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
