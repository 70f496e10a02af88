// The parameters and states of a model by name: "dense_1.w", and inside repeated blocks "repeat_1.3.dense_2.b".
#pragma once
#include <evengrad/core/failure.hpp>
#include <evengrad/graph/path.hpp>
#include <evengrad/kernel/walk.hpp>

#include <string>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Where a parameter lies; elements (line, column) of its matrix are in panels.
struct entry {
  std::string name;
  shape dims;
  std::int64_t offset = 0;
  bool learned = true;
  const init_info* init = nullptr;
  double initial = 0;
  fans use{1, 1};     // of whom the initializer is told
  double factor = 1;  // what is drawn is multiplied by it
  parameter_kinds kind = parameter_kinds::weights;
};

inline std::string layer_name(const layer_info* layers, int layer) {
  std::string s;
  for (; layer >= 0; layer = layers[layer].parent)
    s.insert(0, std::string(layers[layer].name)
                    .append("_")
                    .append(std::to_string(layers[layer].ordinal))
                    .append(s.empty() ? "" : "."));
  return s;
}

/// Every parameter of a program and of the programs that it calls, in the order of the formulas.
template <class T>
void list_entries(const program_view<T>& p, const std::string& prefix, std::int64_t weights, std::int64_t states,
                  std::vector<entry>& out) {
  for (int i = 0; i < p.parameter_count; ++i) {
    const parameter_info& q = p.parameters[i];
    std::string name = prefix + layer_name(p.layers, q.layer);
    if (q.call >= 0) {
      const call_info& c = p.calls[q.call];
      const program_view<T>& block = *p.callees[q.call];
      for (int n = 0; n < (c.shared ? 1 : c.count); ++n)
        list_entries(block, name + (c.shared ? "." : "." + std::to_string(n + 1) + "."),
                     weights + p.parameter_offset[i] + n * block.facts->weights,
                     states + p.state_offset[i] + n * block.facts->states, out);
    } else {
      if (q.layer >= 0) name += '.';
      out.push_back({name + std::string(q.name), q.dims, (q.learned ? weights : states) + p.parameter_offset[i],
                     q.learned, q.init, q.initial, q.use, q.factor, q.kind});
    }
  }
}

/// A matrix in panels, by line and column; a vector is one line.
template <class T>
class parameter_view {
  T* p;
  shape s;

 public:
  parameter_view(T* p, const shape& s) : p(p), s(s) {}
  const shape& dims() const { return s; }
  int lines() const { return s.lines(); }
  int columns() const { return s.last(); }
  T& operator()(int line, int column) const { return p[panel_place(s.lines(), line, column)]; }
  T& operator()(int column) const { return (*this)(column / s.last(), column % s.last()); }
  int size() const { return s.size(); }
  /// Takes numbers line after line; fails, and changes nothing, unless there are as many and all are finite.
  template <class Values>
  void assign(const Values& from) const {
    if (std::size(from) != std::size_t(size()))
      fail("parameter", std::to_string(std::size(from)) + " numbers", "give " + std::to_string(size()) + " of them");
    for (const auto& x : from)
      if (!(x - x == decltype(x - x)(0)))
        fail("parameter", "a number that is not finite", "give " + std::to_string(size()) + " finite ones");
    int i = 0;
    for (const auto& x : from) (*this)(i++) = T(x);
  }
  void assign(std::initializer_list<T> from) const { assign<std::initializer_list<T>>(from); }
};

/// What a layer gave for a batch: element i of row r, in the order of its extents.
template <class T>
struct layer_view {
  const T* p;
  std::int64_t stride;
  shape dims;
  std::int64_t rows;

  int size() const { return dims.size(); }
  T operator()(std::int64_t r, int i) const { return p[r * stride + i]; }
};

/// What the loss of a step watched, in the order of the layers.
template <class T>
struct watched_step {
  const watched_values* layers = nullptr;
  int count = 0;
  context<T> at;

  /// Of one; its p is null where the layer has no such value.
  layer_view<T> view(int i, operand watched_values::*which) const {
    const stream<T> s = open_stream(layers[i].*which, at);
    return {s.p, s.row, layers[i].dims, at.rows};
  }
};
/// Whether a watched layer, which has a name or an index, is the one with this path.
inline bool is_called(std::string_view path, std::string_view name, const layer_info* layers, int layer) {
  return name.empty() ? take_layer(layers, layer, path) && path.empty() : name == path;
}

}  // namespace evengrad::inline EVENGRAD_ISA
