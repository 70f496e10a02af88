// A network before and after its dead units went, as a picture of units and connections.
#pragma once
#include <evengrad/graph/branches.hpp>
#include <evengrad/prune/smaller_network.hpp>
#include <evengrad/prune/unit_picture.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Dense layers that follow each other, before and after; dead units are marked in the first.
struct ticket_layer_pictures {
  std::vector<layer_picture> before, after;
};

/// Of the longest stretch of dense layers that each read the one before; in a chain those are all. Of what is repeated
/// the first copy.
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
    layer_picture p{net.layers[d].name, a.dims[0], a.dims[1], {a.values.begin(), a.values.end()}, {}};
    p.dead.assign(std::size_t(a.dims[1]), 0);
    for (const dead_unit& u : net.dead)
      if (u.dense == int(d)) p.dead[std::size_t(u.unit)] = 1;
    pictures.before.push_back(std::move(p));
    pictures.after.push_back({net.layers[d].name, b.dims[0], b.dims[1], {b.values.begin(), b.values.end()}, {}});
  }
  return pictures;
}

/// Both nets side by side as an SVG file, such as "ticket.svg": see unit_picture.
inline void write_ticket_picture(const std::string& path, const smaller_network& net, const picture_options& o = {}) {
  const ticket_layer_pictures p = layer_pictures(net);
  write_unit_picture(path, p.before, p.after, o);
}

}  // namespace evengrad::inline EVENGRAD_ISA
