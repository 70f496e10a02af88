// What formulas say with symbols: parameters, sums and means, products, parts and extents.
#pragma once
#include <evengrad/graph/graph.hpp>

namespace evengrad::inline EVENGRAD_ISA {

constexpr const shape& symbol::dims() const { return g->nodes[id].dims; }
constexpr int symbol::features() const { return dims().last(); }
constexpr bool symbol::training() const {
  g->has_modes = g->has_modes || !g->frozen;
  return g->training && !g->frozen;
}

/// Makes a weight out of parameters of its own, as one formula: `static constexpr eg::symbol weight(eg::symbol x,
/// std::string_view name, const eg::shape& dims)`. It stands wherever an initializer can: `eg::dense<10,
/// eg::weight_norm<>>`.
template <class W>
concept a_parametrization = requires(symbol x, std::string_view name, const shape& dims) {
  W::weight(x, name, dims);
};
template <class W>
concept a_parametrization_that_gives_a_symbol = requires(symbol x, std::string_view name, const shape& dims) {
  { W::weight(x, name, dims) } -> std::same_as<symbol>;
};
/// Says once what a parametrization lacks, where it is written; false of what is none.
template <class W>
constexpr bool makes_a_weight() {
  if constexpr (!a_parametrization<W>) return false;
  else {
    constexpr bool gives_a_symbol = a_parametrization_that_gives_a_symbol<W>;
    static_assert(
        gives_a_symbol,
        "a parametrization needs static constexpr eg::symbol weight(eg::symbol x, std::string_view, eg::shape)");
    return true;
  }
}
template <class W>
concept an_initializer_or_parametrization = an_initializer<W> || makes_a_weight<W>();

template <class Init>
constexpr auto symbol::parameter(std::string_view name, const shape& dims, Init) const {
  if constexpr (makes_a_weight<Init>()) {
    if constexpr (a_parametrization_that_gives_a_symbol<Init>) return Init::weight(*this, name, dims);
    else {
      g->fail(fault::told_where_it_was_written, 0, 0);
      return *this;
    }
  } else return drawn<Init>(name, dims);
}
template <class Init>
constexpr symbol symbol::drawn(std::string_view name, const shape& dims) const {
  constexpr bool is_initializer = an_initializer<Init>;
  static_assert(is_initializer, "an initializer needs static constexpr eg::law law(eg::fans)");
  if (const int again = g->next_shared(false); again >= 0) {
    const parameter_info& p = g->parameters[again];
    if (!(p.dims == dims)) g->fail(fault::shared_layer_changes_its_shape, p.dims.size(), dims.size());
    if (!g->frozen || !p.learned) return {g, p.node};
    return {g, g->append({.what = kind::parameter, .dims = dims, .aux = 1, .parameter = again})};
  }
  const init_info* init = nullptr;
  identity drawn_by = 0;
  if constexpr (is_initializer) init = &initializer<Init>, drawn_by = initializer<Init>.id;
  for (int i = 0; i < dims.rank; ++i)
    if (dims[i] < 1) g->fail(fault::extent_must_be_positive, 1, dims[i]);
  const int p = int(g->parameters.size());
  const int id = g->append({.what = g->frozen ? kind::state : kind::parameter, .dims = dims, .parameter = p});
  g->parameters.push({.name = name,
                      .layer = g->layer,
                      .dims = dims,
                      .node = id,
                      .init = init,
                      .drawn_by = drawn_by,
                      .learned = !g->frozen,
                      .frozen = g->frozen});
  return {g, id};
}
constexpr symbol symbol::state(std::string_view name, const shape& dims, double initial) const {
  const int p = int(g->parameters.size());
  const int id = g->append({.what = kind::state, .dims = dims, .parameter = p});
  g->parameters.push({.name = name,
                      .layer = g->layer,
                      .dims = dims,
                      .node = id,
                      .initial = initial,
                      .learned = false,
                      .state = true,
                      .frozen = g->frozen});
  return {g, id};
}
template <class Init>
requires std::is_class_v<Init>
constexpr symbol symbol::state(std::string_view name, const shape& dims, Init) const {
  const symbol s = state(name, dims, 0.);
  g->parameters.back().init = &initializer<Init>;
  g->parameters.back().drawn_by = initializer<Init>.id;
  return s;
}
/// From the next step on the state has this value; nothing is differentiated through it. A frozen part keeps its
/// states.
constexpr void assign(symbol state, symbol value) {
  if (state.g->frozen) return;
  state.g->append({.what = kind::assign,
                   .in = {value.id, -1, -1},
                   .dims = state.dims(),
                   .parameter = state.g->nodes[state.id].parameter});
}

/// An op of up to three operands.
constexpr symbol map(const op_info& op, symbol a, symbol b = {}, symbol c = {}) {
  graph* g = a.g ? a.g : b.g ? b.g : c.g;
  auto id = [g](symbol s) { return s.g ? s.id : g->number(s.value); };
  return {g, g->map(op, id(a), op.arity > 1 ? id(b) : -1, op.arity > 2 ? id(c) : -1)};
}

constexpr symbol operator*(symbol a, symbol b) { return map(info<multiply_op>, a, b); }
constexpr symbol operator-(symbol a) { return map(info<multiply_op>, -1., a); }
constexpr symbol operator+(symbol a, symbol b) { return map(info<add_op>, a, b); }
constexpr symbol operator-(symbol a, symbol b) { return map(info<subtract_op>, a, b); }
constexpr symbol operator/(symbol a, symbol b) { return map(info<divide_op>, a, b); }

/// Sum, mean and maximum over the last axis, which keeps extent 1.
constexpr symbol sum(symbol x) { return {x.g, x.g->sum(x.id, over_columns)}; }
constexpr symbol mean(symbol x) { return sum(x * (1. / x.features())); }
constexpr symbol largest(symbol x) { return {x.g, x.g->largest(x.id)}; }
/// Sum over all elements of a row.
constexpr symbol sum_all(symbol x) { return {x.g, x.g->sum(x.id, over_columns | over_lines)}; }
/// Sum and mean over all axes but the last.
constexpr symbol sum_lines(symbol x) { return {x.g, x.g->sum(x.id, over_lines)}; }
constexpr symbol mean_lines(symbol x) { return sum_lines(x * (1. / x.dims().lines())); }
/// Sum and mean over the batch, and over all axes but the last.
constexpr symbol batch_sum(symbol x) { return {x.g, x.g->sum(x.id, over_lines | over_rows)}; }
constexpr symbol batch_mean(symbol x) { return batch_sum(x * symbol{x.g, x.g->number(1. / x.dims().lines(), -1)}); }
/// The number of rows of the batch.
constexpr symbol row_count(symbol x) { return {x.g, x.g->number(1, 1)}; }
/// 0, 1, 2, … along the last axis.
constexpr symbol column_index(symbol x) { return {x.g, x.g->append({.what = kind::column, .dims = {x.features()}})}; }
/// Numbers in [0, 1), as many a row as these extents have: a pure function of seed, step, place in the net, row and
/// column.
constexpr symbol uniform(symbol x, const shape& dims) {
  return {x.g, x.g->append({.what = kind::uniform, .dims = dims, .batched = true, .offset = x.g->streams++})};
}
/// One an element of x.
constexpr symbol uniform(symbol x) { return uniform(x, x.dims()); }

/// x (…, k) times w (k, n) is (…, n).
constexpr symbol matmul(symbol x, symbol w) {
  graph& g = *x.g;
  const shape a = x.dims(), b = w.dims();
  if (b.rank != 2 || a.last() != b[0]) {
    g.fail(fault::matmul_inner_extents_differ, b.rank == 2 ? b[0] : b.last(), a.last());
    return x;
  }
  roles r;
  shape y = a;
  y[a.rank - 1] = b[1];
  for (int i = 0; i < a.rank; ++i) r.a[i] = r.y[i] = static_cast<signed char>(i + 1);
  r.b = {static_cast<signed char>(a.rank), static_cast<signed char>(a.rank + 1)};
  r.y[a.rank - 1] = static_cast<signed char>(a.rank + 1);
  return {&g, g.contract(x.id, w.id, r, y, g[x.id].batched || g[w.id].batched)};
}

/// The same numbers in other extents.
constexpr symbol reshape(symbol x, const shape& to) { return {x.g, x.g->reshape(x.id, to)}; }
/// Elements [offset, offset + width) of an axis (the last one unless told).
constexpr symbol slice(symbol x, int offset, int width, int axis = -1) {
  return {x.g, x.g->slice(x.id, axis < 0 ? x.dims().rank - 1 : axis, offset, width)};
}
/// Lines of a table (k, n) by index, one a row: (n).
constexpr symbol gather(symbol table, symbol index) {
  graph& g = *table.g;
  return {&g, g.append({.what = kind::gather,
                        .in = {table.id, index.id, -1},
                        .dims = {table.features()},
                        .batched = true,
                        .parameter = g[table.id].parameter})};
}

/// What can stand in a network derives from it, and has `formula(symbol) -> symbol`, or `build`, or a `graph`.
struct layer {};

}  // namespace evengrad::inline EVENGRAD_ISA
