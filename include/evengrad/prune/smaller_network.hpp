// A network with fewer units than the one it comes from: how it is written, and its numbers.
#pragma once
#include <evengrad/model/parameters.hpp>
#include <evengrad/prune/net_form.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The numbers of one parameter, line after line, and which of them a mask keeps.
struct kept_tensor {
  std::string name;
  shape dims;
  int layer = -1, place = 0;  // of the graph; among entries()
  bool learned = true;
  std::vector<double> values{};
  std::vector<char> kept{};

  std::int64_t kept_count() const {
    std::int64_t n = 0;
    for (const char k : kept) n += k != 0;
    return n;
  }
};

/// Why a unit is not needed: it gives the same number whatever the input is, or on all rows that were told; or nobody
/// reads it.
enum class dead_because : unsigned char { constant, constant_on_rows, unread };
struct dead_unit {
  int dense;  // the dense layer that made it, in the order of the text
  int unit;   // counted among those that were there
  dead_because why;
};

/// A dense layer before and after.
struct dense_change {
  std::string name;        // "dense_1"; of the first copy
  int copies = 1;          // with weights of their own
  std::int64_t lines = 1;  // that the weights are multiplied with for a row, in all places where they are used
  int inputs = 0, units = 0, inputs_left = 0, units_left = 0;
  std::int64_t kept = 0, kept_left = 0;  // weights, of all copies, or numbers that they are made of
  bool had_bias = true, has_bias = true;
};

/// What without_dead_units gives.
struct smaller_network {
  net_form form;
  std::vector<kept_tensor> before{}, tensors{};
  std::vector<dense_change> layers{};  // of the dense layers, in the order of the text
  std::vector<dead_unit> dead{};
  std::vector<char> idle_inputs{};  // elements of the input that nothing reads
  std::size_t element_bytes = 4;

  int idle_input_count() const {
    int n = 0;
    for (const char i : idle_inputs) n += i != 0;
    return n;
  }
  /// The parameters that the weights of a dense layer are, or are made of by a parametrization.
  std::vector<int> weights_of(const dense_use& u) const {
    if (u.w >= 0) return {u.w};
    const graph& g = form.g;
    std::vector<char> on_the_way(std::size_t(u.product), 0);
    on_the_way[std::size_t(g[u.product].in[1])] = 1;
    std::vector<int> all;
    for (int i = u.product - 1; i >= 0; --i) {
      if (!on_the_way[std::size_t(i)]) continue;
      if (g[i].what == kind::parameter || g[i].what == kind::state) all.push_back(g[i].parameter);
      for (int k = 0; k < g[i].inputs; ++k) on_the_way[std::size_t(g[i].in[k])] = 1;
    }
    return all;
  }
  /// The parameter of a layer by its own name, after or before; −1 where it has none.
  int find(const std::vector<kept_tensor>& all, std::string_view name) const {
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i].name == name) return int(i);
    return -1;
  }

  /// "evengrad::input<784> | evengrad::dense<171> | …", `dense(i)` being how dense layer i is written, `block(i)` how a
  /// named graph is.
  template <class Dense, class Block>
  std::string text_of(const written_block& b, const Dense& dense, const Block& block) const {
    std::string s;
    for (const form_piece& p : b.pieces) s += p.dense >= 0 ? dense(p.dense) : p.block >= 0 ? block(p.block) : p.words;
    return s;
  }
  std::string dense_text(int i) const {
    return form.dense[std::size_t(i)].spell(layers[std::size_t(i)].units_left, layers[std::size_t(i)].has_bias);
  }
  /// In one expression; named graphs are told by what they hold, in brackets.
  std::string text() const { return text(form.blocks[0]); }

  /// Gives a model of the smaller network its numbers; fails, and changes nothing, unless it has these parameters.
  template <const auto& Net, class T>
  void give(parameters<Net, T>& to) const {
    const auto& entries = to.entries();
    bool same = entries.size() == tensors.size();
    for (std::size_t i = 0; same && i < tensors.size(); ++i)
      same = entries[i].name == tensors[i].name && entries[i].dims == tensors[i].dims;
    if (!same) fail("smaller_network", "a model of another network", "declare it as this one says: " + text());
    for (std::size_t i = 0; i < tensors.size(); ++i) to.view(entries[i]).assign(tensors[i].values);
  }

 private:
  std::string text(const written_block& b) const {
    return text_of(
        b, [&](int i) { return dense_text(i); }, [&](int i) { return "(" + text(form.blocks[std::size_t(i)]) + ")"; });
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
