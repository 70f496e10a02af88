// How a network is written, and its graph, layer by layer side by side: so that another one can be written that is like
// it but for the number of units of some layers.
#pragma once
#include <evengrad/combinator/fixup.hpp>
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/combinator/initialize.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/prune/adapts.hpp>
#include <evengrad/prune/spelled_layer.hpp>
#include <evengrad/prune/written_net.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class L>
inline constexpr bool is_dense = false;
template <int Out, class W, class B>
inline constexpr bool is_dense<dense_t<Out, W, B>> = true;

/// Whether a block says what it is called.
template <class L>
inline constexpr bool is_named = requires {
  L::name;
};

/// The network as it is inferred, with all copies of what is repeated. Made at run time, by the layers' own formulas.
class net_form {
  std::vector<int> inside_{0};  // blocks
  std::size_t next_dense_ = 0;
  int silent_ = 0;  // it is said already

 public:
  graph g;
  std::vector<written_block> blocks{1};
  std::vector<written_dense> dense;
  std::vector<int> stiff;        // nodes of layers that are another function, or none, of fewer features
  std::vector<int> copy_of;      // by layer: the first copy, where it stands for another one; else −1
  std::vector<int> copy_number;  // by layer: which copy it is, from 1 on; else 0
  bool tells_names = false;      // the text says what parameters are called

  template <class Net>
  explicit net_form(const Net& net) {
    g.written_out = 1 << 30;
    g.output = walk(net, symbol{&g, -1}).id;
    know_layers();
  }
  /// What stands in front of the names of a layer's parameters, "repeat_1.3.dense_2.", where layer l is called
  /// called(l).
  template <class Called>
  std::string prefix(int layer, const Called& called) const {
    std::string s;
    for (int l = layer; l >= 0; l = g.layers[l].parent) {
      if (const int n = copy_number[std::size_t(l)]; n > 0) s.insert(0, std::to_string(n) + ".");
      s.insert(0, called(l) + ".");
    }
    return s;
  }
  std::string prefix(int layer) const {
    return prefix(layer,
                  [&](int l) { return std::string(g.layers[l].name) + "_" + std::to_string(g.layers[l].ordinal); });
  }
  /// As entries() tells it: "repeat_1.3.dense_2.b".
  std::string full_name(int parameter) const {
    const parameter_info& p = g.parameters[parameter];
    return prefix(p.layer) + std::string(p.name);
  }

 private:
  void know_layers() { copy_of.resize(std::size_t(g.layers.n), -1), copy_number.resize(std::size_t(g.layers.n), 0); }
  void say(std::string words) {
    if (silent_ == 0) blocks[std::size_t(inside_.back())].pieces.push_back({std::move(words)});
  }

  template <class L>
  symbol walk(const L& part, symbol x) {
    if constexpr (has_build<L>) return combine(part, x);
    else if constexpr (has_graph<L>) return open_block(part, x);
    else {
      if constexpr (is_dense<L>) return put_dense(part, x);
      else return put(part, x);
    }
  }
  template <class F>
  symbol around(std::string words, const F& body, symbol x) {
    say(std::move(words));
    const symbol y = walk(body, x);
    say(")");
    return y;
  }

  /// What is no combinator that is known here is one piece.
  template <class L>
  symbol put(const L& part, symbol x) {
    const int before = g.nodes.n;
    if (silent_ == 0) say(spelled_layer(part));
    const symbol y = apply(part, x);
    if (x.id < 0 || !adapts(part, x)) {
      for (int i = before; i < g.nodes.n; ++i) stiff.push_back(i);
      if (x.id >= 0) stiff.push_back(x.id);
      stiff.push_back(y.id);
    }
    return y;
  }
  template <class L>
  symbol combine(const L& part, symbol x) {
    return put(part, x);
  }
  template <class A, class B>
  symbol combine(const chain_t<A, B>& c, symbol x) {
    const symbol y = walk(c.first, x);
    say(" | ");
    return walk(c.second, y);
  }
  template <class F>
  symbol combine(const residual_t<F>& r, symbol x) {
    return x + around("evengrad::residual(", r.body, x);
  }
  template <class How, int... I, class... L>
  symbol combine(const branches_t<How, std::integer_sequence<int, I...>, L...>& all, symbol x) {
    say(std::is_same_v<How, by_sum>       ? "evengrad::add("
        : std::is_same_v<How, by_product> ? "evengrad::multiply("
                                          : "evengrad::concat(");
    symbol y;
    const auto join = [&]<int K, class P>(const branch<K, P>& b) {
      if (K > 0) say(", ");
      const symbol z = walk(b.part, x);
      y = K == 0 ? z : How::join(y, z);
    };
    (join(static_cast<const branch<I, L>&>(all)), ...);
    say(")");
    return y;
  }
  template <int N, bool Shared, class F>
  symbol combine(const repeat_t<N, Shared, F>& r, symbol x) {
    const std::string times = "<" + std::to_string(N) + ">(";
    say(Shared ? "evengrad::repeat_shared" + times : N > 1 ? "evengrad::repeat" + times : "evengrad::call(");
    const std::size_t first_dense = next_dense_;
    int first = -1, number = 0;
    const auto build = [&](symbol y) {
      know_layers();
      copy_of[std::size_t(g.layer)] = first, copy_number[std::size_t(g.layer)] = Shared ? 0 : ++number;
      if (first < 0) {
        first = g.layer;
        return walk(r.body, y);
      }
      next_dense_ = first_dense, ++silent_;
      const symbol z = walk(r.body, y);
      --silent_;
      return z;
    };
    const symbol y = write_out(build, x, Shared ? "repeat_shared" : "repeat", N, Shared);
    say(")");
    return y;
  }
  template <class F>
  symbol combine(const frozen_t<F>& f, symbol x) {
    const bool before = std::exchange(g.frozen, true);
    const symbol y = around("evengrad::frozen(", f.body, x);
    g.frozen = before;
    return y;
  }
  template <name Name, class Init, class F>
  symbol combine(const initialize_t<Name, Init, F>& i, symbol x) {
    tells_names = true;
    const std::string init = silent_ == 0 ? spelled_type<Init>() : "";
    return around("evengrad::initialize<" + quoted_name(Name) + ", " + init + ">(", i.body, x);
  }
  template <name Name, class F>
  symbol combine(const shared_t<Name, F>& s, symbol x) {
    return build_shared(x, Name,
                        [&](symbol y) { return around("evengrad::shared<" + quoted_name(Name) + ">(", s.body, y); });
  }
  template <name Name>
  symbol combine(const tap_t<Name>& t, symbol x) {
    say("evengrad::tap<" + quoted_name(Name) + ">");
    return apply(t, x);
  }
  template <name Name>
  symbol combine(const from_t<Name>& t, symbol x) {
    say("evengrad::from<" + quoted_name(Name) + ">");
    return apply(t, x);
  }
  template <int Branches, class F>
  symbol combine(const fixup_t<Branches, F>& f, symbol x) {
    say("evengrad::fixup<" + std::to_string(Branches) + ">(");
    const symbol y = apply(gain, walk_shifted(f.body, x));
    say(")");
    return x + y;
  }
  /// As `apply_shifted` does.
  template <class L>
  symbol walk_shifted(const L& part, symbol x) {
    if constexpr (is_chain<L>) {
      const symbol y = walk_shifted(part.first, x);
      say(" | ");
      return walk_shifted(part.second, y);
    } else if constexpr (has_build<L>) return walk(part, x);
    else return walk(part, apply(shift, x));
  }

  template <class L>
  symbol open_block(const L&, symbol x) {
    const int outside = enter(g, name_of<L>());
    if (silent_ == 0) {
      const int block = int(blocks.size());
      blocks[std::size_t(inside_.back())].pieces.push_back({{}, -1, block});
      blocks.push_back({std::string(name_of<L>()), is_named<L>, {}});
      inside_.push_back(block);
    }
    const symbol y = walk(L::graph, x);
    if (silent_ == 0) inside_.pop_back();
    g.layers[g.layer].out = y.id;
    g.layer = outside;
    return y;
  }

  template <int Out, class W, class B>
  symbol put_dense(const dense_t<Out, W, B>& part, symbol x) {
    if (next_dense_ == dense.size()) {
      dense.push_back({Out,
                       [](int units, bool with_bias) {
                         using bias = std::conditional_t<std::is_void_v<B>, init::zeros, B>;
                         return with_bias ? spelled_dense<W, bias>(units) : spelled_dense<W, void>(units);
                       },
                       {}});
      if (silent_ == 0) blocks[std::size_t(inside_.back())].pieces.push_back({{}, int(next_dense_), -1});
    }
    dense_use use{.layer = g.layers.n, .x = x.id};
    const symbol y = apply(part, x);
    const node& sum = g[y.id];
    use.product = std::is_void_v<B> ? y.id : sum.in[0];
    if constexpr (!std::is_void_v<B>) use.b = g[sum.in[1]].parameter;
    if (const node& w = g[g[use.product].in[1]]; !makes_a_weight<W>() && is_own(w)) use.w = w.parameter;
    dense[next_dense_++].uses.push_back(use);
    return y;
  }
  static bool is_own(const node& x) { return x.what == kind::parameter || x.what == kind::state; }
};

}  // namespace evengrad::inline EVENGRAD_ISA
