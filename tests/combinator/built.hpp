// A net built into its graph, and what the tests ask of it.
#pragma once
#include <evengrad/pass/compile.hpp>

#include <string>

namespace evengrad_test {

namespace eg = evengrad;

struct built {
  eg::graph g;
  template <eg::a_layer Net>
  explicit built(const Net& net, bool training = true)
      : g(eg::forward_graph([&net](eg::graph&, eg::symbol x) { return apply(net, x); }, 0, training)) {}

  const eg::shape& out() const { return g[g.output].dims; }
  bool right() const { return g.wrong.what == eg::fault::none; }
  std::string name_of(int layer) const {
    std::string s;
    for (; layer >= 0; layer = g.layers[layer].parent)
      s = std::string(g.layers[layer].name) + "_" + std::to_string(g.layers[layer].ordinal) + (s.empty() ? "" : ".") +
          s;
    return s;
  }
  /// All layers in the order they were entered.
  std::string names() const {
    std::string s;
    for (int l = 0; l < int(g.layers.size()); ++l) s += (l ? " " : "") + name_of(l);
    return s;
  }
  std::string parameters() const {
    std::string s;
    for (const eg::parameter_info& p : g.parameters)
      s += (s.empty() ? "" : " ") + name_of(p.layer) + "." + std::string(p.name);
    return s;
  }
  int count(eg::kind what) const {
    int n = 0;
    for (const eg::node& x : g.nodes) n += x.what == what;
    return n;
  }
};

}  // namespace evengrad_test
