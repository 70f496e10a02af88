// Dead units taken out of the numbers of a network: found by constants and by demand, left out group by group.
#pragma once
#include <evengrad/data/dataset.hpp>
#include <evengrad/prune/known_values.hpp>
#include <evengrad/prune/smaller_network.hpp>
#include <evengrad/prune/unit_groups.hpp>

#include <algorithm>
#include <map>

namespace evengrad::inline EVENGRAD_ISA {

/// One removal, on the numbers alone.
class unit_removal {
  smaller_network& net_;
  const graph& g_;
  unit_groups groups_;
  known_values known_;
  std::vector<std::vector<char>> need_;

  struct group_state {
    int width = 0, last_product = 0;
    std::vector<const dense_use*> readers;
    std::vector<char> gone;
  };
  std::map<int, group_state> state_;              // by group, of those that are not rigid
  std::vector<std::map<int, double>> constants_;  // by parameter w: what its lines that go were multiplied with

  const std::vector<double>& values(int p) const { return net_.before[std::size_t(p)].values; }

  /// The number that unit k is in all lines of what a product reads.
  static bool is_constant(const known_elements& x, int width, int k, double& c) {
    c = x.value[std::size_t(k)];
    for (std::size_t e = std::size_t(k); e < x.value.size(); e += std::size_t(width))
      if (!x.known[e] || x.value[e] != c) return false;
    return true;
  }
  /// Whether product column j reads unit k, of those that `counts`.
  template <class Counts>
  bool any_weight(const dense_use& u, int k, const Counts& counts) const {
    const int n = g_[u.product].dims.last();
    for (int j = 0; j < n; ++j)
      if (values(u.w)[std::size_t(k * n + j)] != 0 && counts(j, n)) return true;
    return false;
  }
  bool is_read(const dense_use& u, int k) const {
    const std::vector<char>& need = need_[std::size_t(u.product)];
    return any_weight(u, k, [&](int j, int n) {
      for (std::size_t e = std::size_t(j); e < need.size(); e += std::size_t(n))
        if (need[e]) return true;
      return false;
    });
  }
  struct constant_at {
    std::size_t reader;
    double value;
  };
  /// Whether unit k of a group can go, and by which constants; `known(node)` says what is one. A constant goes to the
  /// bias even where its reader is known, for that is computed from it.
  template <class Known>
  bool can_go(const group_state& s, int k, const Known& known, std::vector<constant_at>& constants) const {
    std::map<int, double> of_weights;
    constants.clear();
    for (std::size_t i = 0; i < s.readers.size(); ++i) {
      const dense_use& u = *s.readers[i];
      double c = 0;
      if (!any_weight(u, k, [](int, int) { return true; })) continue;
      if (is_constant(known(u.x), s.width, k, c)) {
        const auto [at, is_new] = of_weights.try_emplace(u.w, c);
        if (!is_new && at->second != c) return false;  // one bias cannot hold two constants
        constants.push_back({i, c});
      } else if (is_read(u, k)) return false;
    }
    return true;
  }
  /// All units that can go do so, but for the last one of a layer.
  template <class Known>
  bool take_out(const Known& known, dead_because why) {
    bool any = false;
    std::vector<std::pair<int, int>> order;
    for (const auto& [group, s] : state_) order.push_back({-s.last_product, group});
    std::sort(order.begin(), order.end());
    for (const auto& [last, group] : order) {
      group_state& s = state_[group];
      int left = 0;
      for (const char gone : s.gone) left += !gone;
      std::vector<constant_at> constants;
      for (int k = s.width - 1; k >= 0 && left > 1; --k) {
        if (s.gone[std::size_t(k)] || !can_go(s, k, known, constants)) continue;
        s.gone[std::size_t(k)] = 1, --left, any = true;
        for (const constant_at& c : constants) {
          const dense_use& u = *s.readers[c.reader];
          if (c.value != 0) constants_[std::size_t(u.w)][k] = c.value;
          if (why == dead_because::constant_on_rows)
            for (int l = 0; l < g_[u.x].dims.lines(); ++l) known_.pin(u.x, l * s.width + k, c.value);
        }
        note(group, k, constants.empty() ? dead_because::unread : why);
      }
    }
    return any;
  }
  /// Of each dense layer that has made the unit.
  void note(int group, int k, dead_because why) {
    for (std::size_t d = 0; d < net_.form.dense.size(); ++d)
      if (const int w = net_.form.dense[d].uses[0].w; w >= 0 && groups_.group(groups_.columns_of(w)) == group)
        net_.dead.push_back({int(d), k, why});
  }
  void find_groups() {
    for (const written_dense& d : net_.form.dense)
      for (const dense_use& u : d.uses)
        if (u.w >= 0 && !groups_.is_rigid(groups_.columns_of(u.w)))
          state_[groups_.group(groups_.columns_of(u.w))].width = g_[u.product].dims.last();
    for (const written_dense& d : net_.form.dense)
      for (const dense_use& u : d.uses)
        if (u.w >= 0)
          if (const auto at = state_.find(groups_.group(groups_.lines_of(u.w))); at != state_.end())
            at->second.readers.push_back(&u), at->second.last_product = std::max(at->second.last_product, u.product);
    for (auto& [group, s] : state_) s.gone.assign(std::size_t(s.width), 0);
  }

  /// Which of the lines, or columns, stay.
  std::vector<int> stay(int axis_group, int extent) {
    std::vector<int> all;
    const auto at = state_.find(groups_.group(axis_group));
    for (int i = 0; i < extent; ++i)
      if (at == state_.end() || !at->second.gone[std::size_t(i)]) all.push_back(i);
    return all;
  }
  void cut(int p, const std::vector<double>& values) {
    const kept_tensor& from = net_.before[std::size_t(p)];
    kept_tensor to = from;
    const std::vector<int> columns = stay(groups_.columns_of(p), from.dims.last());
    const std::vector<int> lines = stay(groups_.lines_of(p), from.dims.lines());
    to.dims[to.dims.rank - 1] = int(columns.size());
    if (to.dims.rank == 2) to.dims[0] = int(lines.size());
    to.values.clear(), to.kept.clear();
    for (const int l : lines)
      for (const int c : columns) {
        const std::size_t e = std::size_t(l * from.dims.last() + c);
        to.values.push_back(values[e]), to.kept.push_back(from.kept[e]);
      }
    net_.tensors.push_back(std::move(to));
  }
  /// The constants times their weights.
  std::vector<double> folded(int w) const {
    const int n = net_.before[std::size_t(w)].dims.last();
    std::vector<double> sum(std::size_t(n), 0);
    for (const auto& [k, c] : constants_[std::size_t(w)])
      for (int j = 0; j < n; ++j) sum[std::size_t(j)] += c * values(w)[std::size_t(k * n + j)];
    return sum;
  }
  /// Layers without a bias that get one: all that are written with the weights of one that must.
  void find_new_biases() {
    std::vector<char> needs(constants_.size());
    const auto must = [&](const dense_use& u) { return u.w >= 0 && needs[std::size_t(u.w)]; };
    for (std::size_t w = 0; w < constants_.size(); ++w)
      for (const double x : folded_or_nothing(int(w))) needs[w] = needs[w] || x != 0;
    for (bool again = true; again;) {
      again = false;
      for (std::size_t d = 0; d < net_.form.dense.size(); ++d) {
        const std::vector<dense_use>& uses = net_.form.dense[d].uses;
        if (net_.layers[d].has_bias || std::none_of(uses.begin(), uses.end(), must)) continue;
        net_.layers[d].has_bias = again = true;
        for (const dense_use& u : uses) needs[std::size_t(u.w)] = 1;
      }
    }
  }
  std::vector<double> folded_or_nothing(int w) const {
    return constants_[std::size_t(w)].empty() ? std::vector<double>() : folded(w);
  }
  void write_tensors() {
    std::vector<int> weights_of(net_.before.size(), -1);  // by bias
    std::vector<char> adds(net_.before.size());           // by weights
    for (std::size_t d = 0; d < net_.form.dense.size(); ++d)
      for (const dense_use& u : net_.form.dense[d].uses) {
        if (u.b >= 0 && u.w >= 0) weights_of[std::size_t(u.b)] = u.w;
        if (u.w >= 0 && u.b < 0 && net_.layers[d].has_bias) adds[std::size_t(u.w)] = 1;
      }
    for (std::size_t p = 0; p < net_.before.size(); ++p) {
      std::vector<double> v = values(int(p));
      if (const int w = weights_of[p]; w >= 0 && !constants_[std::size_t(w)].empty()) {
        const std::vector<double> more = folded(w);
        for (std::size_t j = 0; j < v.size(); ++j) v[j] += more[j];
      }
      cut(int(p), v);
      if (!adds[p]) continue;
      const kept_tensor& w = net_.before[p];
      kept_tensor b{w.name.substr(0, w.name.rfind('.') + 1) + "b", shape{w.dims.last()}, w.layer, w.place, w.learned};
      const std::vector<double> v_all = folded(int(p));
      for (const int c : stay(groups_.columns_of(int(p)), w.dims.last())) b.values.push_back(v_all[std::size_t(c)]);
      b.dims[0] = int(b.values.size()), b.kept.assign(b.values.size(), 1);
      net_.tensors.push_back(std::move(b));
    }
    std::stable_sort(net_.tensors.begin(), net_.tensors.end(),
                     [](const kept_tensor& a, const kept_tensor& b) { return a.place < b.place; });
  }

 public:
  explicit unit_removal(smaller_network& net)
      : net_(net),
        g_(net.form.g),
        groups_(net.form),
        known_(g_, [&](int p) { return values(p); }),
        constants_(net.before.size()) {
    find_groups();
  }

  /// What the network says of a row; nothing where a kind of node is not known here.
  std::vector<double> output_of(const float* row, int width) const {
    const known_elements y = known_.in_common(row, 1, width, false)[std::size_t(g_.output)];
    return std::find(y.known.begin(), y.known.end(), 0) == y.known.end() ? y.value : std::vector<double>();
  }
  void run(const rows_view& rows) {
    const auto always = [&](int node) -> const known_elements& { return known_[node]; };
    need_ = known_.needed();
    take_out(always, dead_because::constant);
    if (rows.rows > 0) {
      const std::vector<known_elements> common =
          known_.in_common(rows.data, rows.rows, rows.width, net_.element_bytes == 4);
      const auto on_rows = [&](int node) -> const known_elements& { return common[std::size_t(node)]; };
      do known_.refresh(), need_ = known_.needed();
      while (take_out(on_rows, dead_because::constant_on_rows));
    }
    find_new_biases();
    write_tensors();
    std::vector<char>& idle = net_.idle_inputs;
    for (int i = 0; i < g_.nodes.n; ++i)
      if (g_[i].what == kind::input) {
        idle = need_[std::size_t(i)];
        for (char& c : idle) c = !c;
      }
    for (std::size_t d = 0; d < net_.layers.size(); ++d) {
      dense_change& l = net_.layers[d];
      const dense_use& u = net_.form.dense[d].uses[0];
      if (u.w < 0) continue;
      l.inputs_left = int(stay(groups_.lines_of(u.w), l.inputs).size());
      l.units_left = int(stay(groups_.columns_of(u.w), l.units).size());
    }
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
