// Compressed weights in slices of 16 output units, laid out while compiling so that a step of the product multiplies up
// to 16 of them, of as many units: their inputs are looked up in registers.
#pragma once
#include <evengrad/core/list.hpp>
#include <evengrad/layer/sparse.hpp>

#include <utility>

namespace evengrad::inline EVENGRAD_ISA {

/// Units of a slice, and inputs of a block.
inline constexpr int slice_units = 16;

/// Steps of a slice. A step loads two blocks of 16 inputs in the place of those of the step before last, so that four
/// are at hand; of each unit at most one weight has its turn.
struct slice_plan {
  list<int> block;  // two a step
  list<int> step;   // of each weight of the slice, row by row
  list<int> place;  // where its input then lies among the 64 at hand
  int steps = 0;
};

/// Blocks begin at multiples of 16, the last one where 16 inputs are left.
constexpr int block_begin(int in, int block) {
  const int at = block * slice_units;
  return at + slice_units <= in || in < slice_units ? at : in - slice_units;
}

/// Of rows `first` to `first + 15`: each step takes the blocks that give the most units something to do. What is left
/// of old blocks goes first, because they are replaced first.
template <class W>
constexpr slice_plan plan_slice(const W& w, int first) {
  constexpr int in = W::in, blocks = (in + slice_units - 1) / slice_units;
  const auto* const starts = w.starts.data();
  const auto* const inputs = w.inputs.data();
  const int units = W::out - first < slice_units ? W::out - first : slice_units, begin = int(starts[first]);
  int left = int(starts[first + units]) - begin;
  slice_plan p{{}, list<int>(left, 0), list<int>(left, 0)};
  list<int> next(units * blocks, 0), end(units * blocks, 0);  // the weights of a unit in a block, as they are used up
  list<unsigned> waiting(blocks, 0u);                         // a bit for each unit that has some there
  for (int u = 0; u < units; ++u)
    for (int i = int(starts[first + u]), b = -1; i < int(starts[first + u + 1]); ++i) {
      const int at = int(inputs[i]) / slice_units;
      if (at != b) b = at, next.p[u * blocks + b] = i - begin, waiting.p[b] |= 1u << u;
      end.p[u * blocks + b] = i - begin + 1;
    }
  int at_hand[4]{-1, -1, -1, -1};
  for (; left > 0; ++p.steps) {
    const int fresh = 2 * (p.steps % 2), old = 2 - fresh;
    unsigned busy = 0;
    for (int k = old; k < old + 2; ++k)
      if (at_hand[k] >= 0) busy |= waiting.p[at_hand[k]];
    for (int k = fresh; k < fresh + 2; ++k) {
      int most = -1, best = 0;
      for (int b = 0; b < blocks && most < units; ++b)
        if (const int n = __builtin_popcount(busy | waiting.p[b]); n > most) most = n, best = b;
      at_hand[k] = best, busy |= waiting.p[best];
      p.block.push(best);
    }
    for (int u = 0; u < units; ++u) {
      if (!(busy >> u & 1)) continue;
      int k = old;
      while (at_hand[k] < 0 || !(waiting.p[at_hand[k]] >> u & 1)) k = (k + 1) % 4;
      const int b = at_hand[k], i = next.p[u * blocks + b]++;
      if (i + 1 == end.p[u * blocks + b]) waiting.p[b] &= ~(1u << u);
      p.step.p[i] = p.steps;
      p.place.p[i] = k * slice_units + int(inputs[begin + i]) - block_begin(in, b);
      --left;
    }
  }
  return p;
}

/// The plan of slice S as arrays.
template <int Count>
struct frozen_slice {
  std::array<std::uint16_t, std::size_t(Count)> step{};
  std::array<std::int8_t, std::size_t(Count)> place{};
  std::array<std::uint16_t, 2 * std::size_t(Count)> begin{};
  int steps = 0;
};
template <const auto& W, int S>
inline constexpr auto slice_plan_of = [] {
  using weights = std::remove_cvref_t<decltype(W)>;
  constexpr int first = S * slice_units, end = first + slice_units < weights::out ? first + slice_units : weights::out;
  const slice_plan p = plan_slice(W, first);
  frozen_slice<int(W.starts[end]) - int(W.starts[first])> f;
  f.steps = p.steps;
  for (int i = 0; i < p.step.n; ++i)
    f.step.data()[i] = std::uint16_t(p.step.p[i]), f.place.data()[i] = std::int8_t(p.place.p[i]);
  for (int i = 0; i < p.block.n; ++i) f.begin.data()[i] = std::uint16_t(block_begin(weights::in, p.block.p[i]));
  return f;
}();
/// All slices as the kernel reads them, one behind the other in each array, so that what is read next is fetched ahead:
/// weights; places, with 64 added, 0 of a unit that rests; where blocks begin; how many steps a slice has.
template <int Steps, int Slices>
struct slice_table {
  alignas(64) std::array<float, std::size_t(Steps) * slice_units> values;
  std::array<std::int8_t, std::size_t(Steps) * slice_units> places;
  std::array<std::uint16_t, std::size_t(Steps) * 2> blocks;
  std::array<std::uint16_t, std::size_t(Slices)> steps;
};
template <class W>
inline constexpr int slice_count = (W::out + slice_units - 1) / slice_units;

template <const auto& W, class Table>
struct slice_writer {
  Table t{};
  int steps = 0;  // of slices before

  template <int S>
  constexpr void write() {
    using weights = std::remove_cvref_t<decltype(W)>;
    const auto& p = slice_plan_of<W, S>;
    const auto* const starts = W.starts.data();
    const auto* const from = W.values.data();
    auto* const values = t.values.data() + steps * slice_units;
    auto* const places = t.places.data() + steps * slice_units;
    auto* const blocks = t.blocks.data() + steps * 2;
    const auto* const step = p.step.data();
    const auto* const place = p.place.data();
    for (int i = 0; i < p.steps * 2; ++i) blocks[i] = p.begin.data()[i];
    const int first = S * slice_units, begin = int(starts[first]);
    for (int u = 0; u < slice_units && first + u < weights::out; ++u)
      for (int i = int(starts[first + u]), end = int(starts[first + u + 1]); i < end; ++i) {
        const int at = int(step[i - begin]) * slice_units + u;
        values[at] = from[i], places[at] = std::int8_t(place[i - begin] + 64);
      }
    t.steps.data()[S] = std::uint16_t(p.steps);
    steps += p.steps;
  }
};
template <const auto& W>
inline constexpr auto slices_of = []<int... S>(std::integer_sequence<int, S...>) {
  slice_writer<W, slice_table<(slice_plan_of<W, S>.steps + ...), int(sizeof...(S))>> w;
  (w.template write<S>(), ...);
  return w.t;
}
(std::make_integer_sequence<int, slice_count<std::remove_cvref_t<decltype(W)>>>{});

}  // namespace evengrad::inline EVENGRAD_ISA
