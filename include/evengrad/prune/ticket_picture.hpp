// A network before and after its dead units went, as a picture of units and connections.
#pragma once
#include <evengrad/graph/branches.hpp>
#include <evengrad/prune/smaller_network.hpp>
#include <evengrad/prune/unit_picture.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Dense layers that follow each other, before and after; the units that went are marked in the first.
struct ticket_layer_pictures {
  std::vector<layer_picture> before, after;
};

/// Of the elements that a product reads which are elements of the input that nothing reads; nothing where it reads
/// something that is computed of several.
[[gnu::cold]] inline std::vector<char> idle_elements(const smaller_network& net, const dense_use& use) {
  const graph& g = net.form.g;
  int i = use.x;
  while (g[i].what == kind::reshape || (g[i].what == kind::map && g[i].op->arity == 1)) i = g[i].in[0];
  std::vector<char> idle;
  if (g[i].what != kind::input || g[i].dims.size() != int(net.idle_inputs.size())) return idle;
  idle.assign(std::size_t(g[use.x].dims.last()), 1);
  for (std::size_t e = 0; e < net.idle_inputs.size(); ++e) {
    char& column = idle[e % idle.size()];
    column = column && net.idle_inputs[e];
  }
  return idle;
}

/// Of the longest stretch of dense layers that each read the one before; in a chain those are all. Of what is repeated
/// the first copy. Which units are dead `net` alone says: others than these layers may read them.
[[gnu::cold]] inline ticket_layer_pictures layer_pictures(const smaller_network& net) {
  const graph& g = net.form.g;
  const auto use = [&](std::size_t d) -> const dense_use& { return net.form.dense[d].uses[0]; };
  const auto follows = [&](std::size_t d) {
    const dense_change &a = net.layers[d - 1], &b = net.layers[d];
    return use(d).w >= 0 && use(d - 1).w >= 0 && a.units == b.inputs && a.units_left == b.inputs_left &&
           is_made_from(g, use(d).x, use(d - 1).product);
  };
  std::size_t first = 0, count = 0;
  for (std::size_t begin = 0, d = 0; d < net.layers.size(); ++d) {
    if (use(d).w < 0 || (d > 0 && !follows(d))) begin = use(d).w < 0 ? d + 1 : d;
    if (d + 1 - begin > count && use(d).w >= 0) first = begin, count = d + 1 - begin;
  }
  if (count == 0)
    fail("layer_pictures", "a network without a dense layer of its own weights", "draw one that has some");
  ticket_layer_pictures pictures;
  for (std::size_t d = first; d < first + count; ++d) {
    const kept_tensor& a = net.before[std::size_t(use(d).w)];
    const kept_tensor& b = net.tensors[std::size_t(net.find(net.tensors, a.name))];
    const auto picture = [&](const kept_tensor& t) {
      layer_picture p{net.layers[d].name, t.dims[0], t.dims[1], {t.values.begin(), t.values.end()}};
      p.all_told = true;
      if (d == first) p.idle = idle_elements(net, use(d));
      return p;
    };
    layer_picture before = picture(a), after = picture(b);
    before.dead.assign(std::size_t(before.units), 0);
    for (const dead_unit& u : net.dead)
      if (u.dense == int(d)) before.dead[std::size_t(u.unit)] = 1;
    pictures.before.push_back(std::move(before)), pictures.after.push_back(std::move(after));
  }
  return pictures;
}

/// Both nets side by side as an SVG file, such as "ticket.svg": see unit_picture.
inline void write_ticket_picture(const std::string& path, const smaller_network& net, const picture_options& o = {}) {
  const ticket_layer_pictures p = layer_pictures(net);
  write_unit_picture(path, p.before, p.after, o);
}

}  // namespace evengrad::inline EVENGRAD_ISA
