// The numbers of a network by name: what is learned, its gradient, and what is only kept.
#pragma once
#include <evengrad/core/arena.hpp>
#include <evengrad/model/draw.hpp>
#include <evengrad/model/known_name.hpp>
#include <evengrad/optim/optimizer.hpp>

#include <algorithm>

namespace evengrad::inline EVENGRAD_ISA {

/// Whether layers of the network are fitted to data, by `adapt`.
template <const auto& Net>
inline constexpr bool has_scaling = [] {
  bool any = false;
  const auto& g = graph_of<checked<Net, void>, 0>;
  for (int i = 0; i < g.parameters.n; ++i) any = any || g.parameters[i].sees >= 0;
  return any;
}();

/// Weights, gradients and states of `Net`, matrices in panels; the part of a model that is not computed.
template <const auto& Net, an_element T>
class parameters {
 public:
  using element = T;

 protected:
  using inference = typename decltype(check<Net, void>())::type;

  memory_source memory_;
  arena<T> weights_, gradient_, states_;
  std::vector<entry> entries_;
  seed seed_;
  std::uint64_t steps_ = 0;
  bool gradients_kept_ = true;  // by the last step
  onlooker<T>* looks_on_ = nullptr;

  template <const auto&, an_element>
  friend class parameters;

  static bool is_finite(const T& x) { return x - x == T(0); }

  /// A rule knows its places, and what it prunes is zero already for its first gradient.
  template <class Optimizer>
  void prepare(Optimizer& rule) {
    tell(rule);
    if constexpr (requires { requires Optimizer::masks; })
      if (rule.steps() == 0) rule.mask()->apply(weights());
  }
  template <class Optimizer>
  void update(Optimizer& rule, team* together) {
    tell(rule);
    rule.update(weights(), gradients(), weight_count(), together);
  }
  /// Where a rule such as SAM wants it, the gradient is taken anew up the first one, with the same random numbers; back
  /// at the weights, with states as before, there is the loss up there.
  template <class Optimizer, class F>
  T climb(Optimizer& rule, const F& differentiate) {
    const std::vector<T> kept(states(), states() + state_count());
    rule.climb(weights(), gradients(), weight_count());
    --steps_;
    const T loss = differentiate();
    rule.come_back(weights());
    std::copy(kept.begin(), kept.end(), states());
    return loss;
  }
  /// The loss, which leaves gradients, and where it is finite a step with them.
  template <class Optimizer, class F>
  T step_after(const F& differentiate, Optimizer& rule, team* together) {
    prepare(rule);
    const T loss = differentiate();
    if (!is_finite(loss)) return loss;
    if constexpr (climbs_first<Optimizer>)
      if (const T up = climb(rule, differentiate); !is_finite(up)) return up;
    update(rule, together);
    return loss;
  }

  parameters(seed s, memory_source m) : memory_(m), seed_(s) {
    const program_view<T>& p = program_code<inference, 0, T, no_code>::view;
    weights_.reserve(std::size_t(weight_count()), &memory_);
    states_.reserve(std::size_t(state_count()), &memory_);
    list_entries(p, "", 0, 0, entries_);
    draw();
  }

 public:
  /// Weights, states and step of another, whose numbers may be of another type.
  template <class S>
  void take(const parameters<Net, S>& other) {
    std::copy_n(other.weights_.data(), weight_count(), weights_.data());
    std::copy_n(other.states_.data(), state_count(), states_.data());
    seed_ = other.seed_, steps_ = other.steps_;
  }

  /// What random numbers follow from: dropout draws by the seed, and by how many steps, or gradients, were taken so
  /// far.
  seed drawn_from() const { return seed_; }
  std::uint64_t steps() const { return steps_; }
  void set_steps(std::uint64_t n) { steps_ = n; }
  /// Who is shown the copies of repeated blocks in the steps that come; nullptr: nobody.
  void let_look_on(onlooker<T>* who) { looks_on_ = who; }
  void set_seed(seed s) { seed_ = s; }

  /// Tells an optimizer that asks for it what the parameters are; the names are those of entries().
  template <class Optimizer>
  void tell(Optimizer& rule) const {
    if constexpr (asks_for_places<Optimizer>) {
      const void* const network = &program_of<inference, 0>;
      if (!rule.knows_places_of(network)) rule.know(places(), network);
    }
  }

  /// Draws every parameter by its initializer: one stream of random numbers each, so the same seed gives the same
  /// weights everywhere.
  void draw() {
    std::uint64_t stream = 0;
    for (const entry& e : entries_) evengrad::draw(e, generator(seed_, stream++), view(e));
  }

  /// Fails where a layer that scales the input was not fitted to data yet.
  void check_fitted(const char* place) {
    if constexpr (has_scaling<Net>)
      for (const entry& e : entries_)
        if (!e.learned && e.initial != e.initial && !(view(e)(0) == view(e)(0)))
          fail(place, e.name + " has not seen the training data", "call eg::adapt(model, train) before");
  }

  const std::vector<entry>& entries() const { return entries_; }
  /// Where what is learned lies among the weights, as optimizers are told; the names are those of entries().
  std::vector<parameter_place> places() const {
    std::vector<parameter_place> all;
    for (const entry& e : entries_)
      if (e.learned) all.push_back({e.name, e.offset, e.dims.lines(), e.dims.last(), e.kind});
    return all;
  }
  parameter_view<T> view(const entry& e) { return {(e.learned ? weights_ : states_).data() + e.offset, e.dims}; }
  /// Of the last step; fails where that changed the weights without keeping their gradients.
  parameter_view<T> gradient(const entry& e) {
    if (!gradients_kept_)
      fail("model.gradient", "the gradient of " + e.name + ", which the last step did not keep",
           "call step, or differentiate, instead of fused_step or fit");
    return {gradients() + e.offset, e.dims};
  }
  const entry& find(std::string_view name) const {
    for (const entry& e : entries_)
      if (e.name == name) return e;
    for (const entry& e : entries_)  // the first of a layer
      if (e.name.starts_with(std::string(name) + ".") && e.name.find('.', name.size() + 1) == e.name.npos) return e;
    fail("model", "no parameter is called " + std::string(name), "see entries() for the names");
  }
  /// By a name that is known while compiling: a name that the network does not have does not compile.
  parameter_view<T> operator[](known_name<Net, false> name) { return view(entries_[std::size_t(name.entry)]); }
  parameter_view<T> gradient(known_name<Net, true> name) { return gradient(entries_[std::size_t(name.entry)]); }
  /// By a name that is known at run time (a std::string or std::string_view); fails where the network does not have it.
  template <a_run_time_name S>
  parameter_view<T> operator[](const S& name) {
    return view(find(name));
  }
  template <a_run_time_name S>
  parameter_view<T> gradient(const S& name) {
    const entry& e = find(name);
    if (!e.learned) fail("model.gradient", "the state " + e.name, "only what is learned has a gradient");
    return gradient(e);
  }

  /// What is kept and not learned, in panels like the weights.
  T* states() { return states_.data(); }
  static constexpr std::int64_t state_count() { return program_of<inference, 0>.facts.states; }
  T* weights() { return weights_.data(); }
  /// There from the first time that it is asked for.
  T* gradients() { return gradient_.reserve(std::size_t(weight_count()), &memory_), gradient_.data(); }
  static constexpr std::int64_t weight_count() { return program_of<inference, 0>.facts.weights; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
