// A fully connected layer of constants of which most are left out: y = x w + b over the last axis, and nothing is
// learned.
#pragma once
#include <evengrad/layer/compressed_weights.hpp>
#include <evengrad/layer/layer.hpp>
#include <evengrad/op/copy.hpp>

#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

template <class W>
inline constexpr bool are_compressed_weights = false;
template <int In, int Out, int Count>
inline constexpr bool are_compressed_weights<compressed_weights<In, Out, Count>> = true;
template <class W>
concept some_compressed_weights = are_compressed_weights<std::remove_cvref_t<W>>;

/// In the place of a bias: none.
inline constexpr std::array<float, 0> no_bias{};

/// What one look at constants says: the first thing that is wrong, the sums of values and of squares, and a number that
/// tells them apart.
struct seen_values {
  problem wrong;
  double sum = 0, squares = 0;
  identity content = 14695981039346656037u;

  constexpr void see(float v, identity place) {
    sum += double(v), squares += double(v) * double(v);
    content =
        (content ^ (place + (identity(__builtin_bit_cast(std::uint32_t, v)) << 32) + (content >> 29))) * 1099511628211u;
  }
};
/// Rows 64 S, …, 64 S + 63: a constant of their own, for compilers limit the work on one.
template <const auto& W, int S>
inline constexpr seen_values seen_rows = [] {
  using weights = std::remove_cvref_t<decltype(W)>;
  const auto* const starts = W.starts.data();
  const auto* const inputs = W.inputs.data();
  const float* const values = W.values.data();
  seen_values s;
  const int first = 64 * S, end = first + 64 < weights::out ? first + 64 : weights::out;
  if (first == 0 && starts[0] != 0) s.wrong = {fault::sparse_rows_must_ascend, -1, 0, int(starts[0]), {}};
  for (int j = first; j < end && s.wrong.what == fault::none; ++j) {
    const int begin = int(starts[j]), next = int(starts[j + 1]), least = j + 1 < weights::out ? begin : weights::count;
    if (next < least || next > weights::count) s.wrong = {fault::sparse_rows_must_ascend, -1, least, next, {}};
    s.see(0, identity(next));
    for (int i = begin, last = -1; i < next && s.wrong.what == fault::none; ++i) {
      const int k = int(inputs[i]);
      if (k <= last || k >= weights::in) s.wrong = {fault::sparse_inputs_must_ascend, -1, weights::in, i, {}};
      s.see(values[i], identity(k)), last = k;
    }
  }
  return s;
}();
template <const auto& W>
inline constexpr seen_values seen_weights = []<int... S>(std::integer_sequence<int, S...>) {
  using weights = std::remove_cvref_t<decltype(W)>;
  seen_values all;
  all.content += identity(weights::in) * 31 + identity(weights::out);
  for (const seen_values* s : {&seen_rows<W, S>...}) {
    if (all.wrong.what == fault::none) all.wrong = s->wrong;
    all.sum += s->sum, all.squares += s->squares;
    all.content = (all.content ^ (s->content + (all.content >> 29))) * 1099511628211u;
  }
  return all;
}
(std::make_integer_sequence<int, (std::remove_cvref_t<decltype(W)>::out + 63) / 64>{});
template <const auto& B>
inline constexpr seen_values seen_bias = [] {
  seen_values s;
  for (int j = 0; j < int(B.size()); ++j) s.see(B.data()[j], 0);
  return s;
}();

/// A product by constants, as the type that kernels are made from: y = x w + b, or x wᵀ.
template <const auto& W, const auto& B, bool Transposed>
struct sparse_matrix {
  static constexpr const auto& weights = W;
  static constexpr const auto& bias = B;
  static constexpr bool transposed = Transposed;
};

template <const auto& W, bool Transposed>
constexpr const op_info* plain_product();
template <const auto& W, const auto& B, bool Transposed>
inline constexpr matrix_facts sparse_facts = [] {
  using weights = std::remove_cvref_t<decltype(W)>;
  const seen_values &w = seen_weights<W>, &b = seen_bias<B>;
  const double count = weights::count > 0 ? weights::count : 1, shifts = B.size() > 0 ? double(B.size()) : 1;
  return matrix_facts{Transposed ? weights::out : weights::in,
                      Transposed ? weights::in : weights::out,
                      weights::count,
                      int(B.size()),
                      std::int64_t(sizeof(weights) + B.size() * sizeof(float)),
                      w.sum / count,
                      w.squares / count,
                      b.sum / shifts,
                      b.squares / shifts,
                      &plain_product<W, !Transposed>};
}();
template <const auto& W, const auto& B, bool Transposed>
inline constexpr op_info sparse_info{"sparse",
                                     seen_weights<W>.content * 3 + seen_bias<B>.content * 2 + Transposed,
                                     bind<sparse_matrix<W, B, Transposed>>::arity,
                                     false,
                                     nullptr,
                                     nullptr,
                                     &sparse_facts<W, B, Transposed>};

template <const auto& W, const auto& B, bool Transposed>
struct bind<sparse_matrix<W, B, Transposed>> {
  static constexpr int arity = 1;
  friend constexpr auto op_at(address<&sparse_info<W, B, Transposed>>) {
    return std::type_identity<sparse_matrix<W, B, Transposed>>{};
  }
};
template <const auto& W, bool Transposed>
constexpr const op_info* plain_product() {
  return &sparse_info<W, no_bias, Transposed>;
}

template <const auto& W, const auto& B>
struct sparse_t : layer {
  static constexpr std::string_view name = "sparse";
  constexpr symbol formula(symbol x) const {
    using weights = std::remove_cvref_t<decltype(W)>;
    constexpr problem wrong = seen_weights<W>.wrong;
    graph& g = *x.g;
    if (wrong.what != fault::none) g.fail(wrong.what, wrong.expected, wrong.got);
    if (x.features() != weights::in) g.fail(fault::sparse_reads_other_features, weights::in, x.features());
    if (B.size() != 0 && int(B.size()) != weights::out)
      g.fail(fault::sparse_bias_has_another_size, weights::out, int(B.size()));
    if (g.wrong.what != fault::none) return x;
    const node like{.what = kind::number, .dims = x.dims(), .batched = true, .value = 1};
    if (!g[x.id].batched) x = x * symbol{&g, g.append(like)};
    shape dims = x.dims();
    dims[dims.rank - 1] = weights::out;
    return {&g, g.append({.what = kind::sparse,
                          .op = &sparse_info<W, B, false>,
                          .in = {in_memory(g, x.id), -1, -1},
                          .dims = dims,
                          .batched = true})};
  }
};
/// (…, In) → (…, Out) by `inline constexpr eg::compressed_weights<In, Out, Count> W`, and a bias that is an array of
/// Out floats, or none. Computes with what is kept only; differentiated with respect to x, so that what stands in front
/// learns. `eg::sparse_below` says from which density on it is faster than a dense layer.
template <const auto& W, const auto& B = no_bias>
requires some_compressed_weights<decltype(W)>
inline constexpr sparse_t<W, B> sparse;

}  // namespace evengrad::inline EVENGRAD_ISA
