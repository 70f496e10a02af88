// Features that can only be left out together: what lies behind the same units of dense layers, found in the graph.
#pragma once
#include <evengrad/prune/element_map.hpp>
#include <evengrad/prune/net_form.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Last axes of nodes, columns and lines of parameters, in groups of equal width that are left out of together. Ops,
/// vectors over features and sums over the batch or over lines keep features apart; a dense layer ends a group in front
/// of it and begins one behind it. All else (the input and the output, sums over features, views, other products)
/// makes its groups rigid.
class unit_groups {
  std::vector<int> up_;
  std::vector<char> rigid_;
  int nodes_, parameters_;

  int find(int i) {
    while (up_[std::size_t(i)] != i) i = up_[std::size_t(i)] = up_[std::size_t(up_[std::size_t(i)])];
    return i;
  }
  void join(int i, int j) {
    i = find(i), j = find(j);
    rigid_[std::size_t(i)] = rigid_[std::size_t(i)] || rigid_[std::size_t(j)];
    up_[std::size_t(j)] = i;
  }
  void hold(int i) { rigid_[std::size_t(find(i))] = 1; }

  void look_at(const graph& g, int i) {
    const node& x = g[i];
    if (x.what == kind::parameter || x.what == kind::state) join(i, columns_of(x.parameter));
    else if (x.what == kind::map) {
      for (int k = 0; k < x.inputs; ++k)
        if (const node& from = g[x.in[k]]; from.dims.last() != x.dims.last()) hold(x.in[k]);
        else if (!(from.what == kind::number && from.dims.size() == 1)) join(i, x.in[k]);
    } else if (x.what == kind::sum && !(x.aux & over_columns)) join(i, x.in[0]);
    else if (x.what != kind::number || x.dims.size() > 1) {
      hold(i);
      for (int k = 0; k < x.inputs; ++k) hold(x.in[k]);
    }
  }

 public:
  int columns_of(int parameter) const { return nodes_ + parameter; }
  int lines_of(int parameter) const { return nodes_ + parameters_ + parameter; }
  /// Of a node, of columns, of lines.
  int group(int i) { return find(i); }
  bool is_rigid(int i) { return rigid_[std::size_t(find(i))]; }

  explicit unit_groups(const net_form& form) : nodes_(form.g.nodes.n), parameters_(form.g.parameters.n) {
    const graph& g = form.g;
    up_.resize(std::size_t(nodes_ + 2 * parameters_)), rigid_.resize(up_.size());
    for (std::size_t i = 0; i < up_.size(); ++i) up_[i] = int(i);
    std::vector<char> product(up_.size()), multiplied(up_.size());
    for (const written_dense& d : form.dense)
      for (const dense_use& u : d.uses)
        if (u.w >= 0 && is_matmul(g, g[u.product])) product[std::size_t(u.product)] = 1;
    for (int i = 0; i < nodes_; ++i) {
      const node& x = g[i];
      if (!product[std::size_t(i)]) {
        look_at(g, i);
        for (int k = 0; k < x.inputs; ++k)
          if (const int p = g[x.in[k]].parameter; p >= 0 && x.what != kind::assign) multiplied[std::size_t(p)] |= 1;
      } else {
        const int w = g[x.in[1]].parameter;
        join(i, columns_of(w)), join(x.in[0], lines_of(w));
        multiplied[std::size_t(w)] |= 2;
      }
    }
    // A matrix that does more than to multiply keeps its lines.
    for (int p = 0; p < parameters_; ++p)
      if (multiplied[std::size_t(p)] != 2) hold(lines_of(p));
    for (int p = 0; p < parameters_; ++p)
      if (multiplied[std::size_t(p)] == 3) hold(columns_of(p));
    // Copies of what is repeated are written once.
    for (const written_dense& d : form.dense)
      for (const dense_use& u : d.uses)
        if (u.w >= 0 && d.uses[0].w >= 0)
          join(columns_of(u.w), columns_of(d.uses[0].w)), join(lines_of(u.w), lines_of(d.uses[0].w));
    for (const int i : form.stiff) hold(i);
    hold(g.output);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
