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

/// Which output units are in which slice, 16 of them in each but the last.
template <int Out>
struct unit_order {
  std::array<counter<Out>, std::size_t(Out)> unit{};
  bool sorted = false;  // else unit[u] is u
};
/// About how many steps the slice from place `first` on takes: as many as its longest row has weights, and more where
/// few of them are near to each other.
template <class W>
constexpr double expected_steps(const W& w, const unit_order<W::out>& order, int first) {
  const auto* const starts = w.starts.data();
  const auto* const unit = order.unit.data();
  const double near = 64. * W::count / W::in / W::out;  // of a row, among the inputs at hand
  int longest = 0, all = 0;
  for (int u = first; u < first + slice_units && u < W::out; ++u) {
    const int length = int(starts[unit[u] + 1]) - int(starts[unit[u]]);
    longest = length > longest ? length : longest, all += length;
  }
  const double apart = near > 0 ? all * (1 + 1 / near) / slice_units : 0;
  return longest > apart ? longest : apart;
}
/// Rows are sorted by their length where that saves a tenth of the steps: their outputs are then stored one by one.
template <const auto& W>
inline constexpr auto unit_order_of = [] {
  using weights = std::remove_cvref_t<decltype(W)>;
  constexpr int in = weights::in, out = weights::out;
  const auto* const starts = W.starts.data();
  list<int> at(in + 2, 0);  // how many rows are longer
  for (int j = 0; j < out; ++j) ++at.p[in - (int(starts[j + 1]) - int(starts[j])) + 1];
  for (int n = 0; n <= in; ++n) at.p[n + 1] += at.p[n];
  unit_order<out> sorted, plain;
  for (int j = 0; j < out; ++j) {
    plain.unit.data()[j] = counter<out>(j);
    sorted.unit.data()[at.p[in - (int(starts[j + 1]) - int(starts[j]))]++] = counter<out>(j);
  }
  auto steps = [](const unit_order<out>& o) {
    double n = 0;
    for (int first = 0; first < out; first += slice_units) n += expected_steps(W, o, first);
    return n;
  };
  sorted.sorted = true;
  return steps(sorted) < .9 * steps(plain) ? sorted : plain;
}();

/// Whether plans are found within the steps that compilers allow a constant: each step looks at all blocks twice.
template <const auto& W>
inline constexpr bool plans_are_short = [] {
  using weights = std::remove_cvref_t<decltype(W)>;
  if constexpr (!is_small_enough_for_slices(weights::in, weights::count)) return false;
  else {
    for (int first = 0; first < weights::out; first += slice_units)
      if (expected_steps(W, unit_order_of<W>, first) * 2 * (weights::in / slice_units + 1) > 150'000) return false;
    return true;
  }
}();

/// Of the rows of units `first` to `first + 15` in that order: each step takes the blocks that give the most units
/// something to do, those with the most weights left before others. What is left of old blocks goes first, because they
/// are replaced first.
template <class W>
constexpr slice_plan plan_slice(const W& w, const unit_order<W::out>& order, int first) {
  constexpr int in = W::in, blocks = (in + slice_units - 1) / slice_units;
  const auto* const starts = w.starts.data();
  const auto* const inputs = w.inputs.data();
  const auto* const unit = order.unit.data() + first;
  const int units = W::out - first < slice_units ? W::out - first : slice_units;
  list<int> input;                                            // of each weight of the slice
  list<int> next(units * blocks, 0), end(units * blocks, 0);  // the weights of a unit in a block, as they are used up
  list<unsigned> waiting(blocks, 0u);                         // a bit for each unit that has some there
  list<int> rest(units, 0);                                   // weights that a unit still has
  for (int u = 0; u < units; ++u)
    for (int i = int(starts[unit[u]]), last = int(starts[unit[u] + 1]), b = -1; i < last; ++i) {
      const int k = int(inputs[i]);
      if (k / slice_units != b) {
        b = k / slice_units;
        next.p[u * blocks + b] = input.n, waiting.p[b] |= 1u << u;
      }
      input.push(k), ++rest.p[u];
      end.p[u * blocks + b] = input.n;
    }
  int left = input.n;
  slice_plan p{{}, list<int>(left, 0), list<int>(left, 0)};
  const unsigned* const wait = waiting.p;
  int at_hand[4]{-1, -1, -1, -1};
  for (; left > 0; ++p.steps) {
    const int fresh = 2 * (p.steps % 2), old = 2 - fresh;
    unsigned busy = 0, longest = 0;
    for (int u = 0, most = 0; u < units; ++u) {
      if (rest.p[u] > most) most = rest.p[u], longest = 0;
      if (rest.p[u] == most) longest |= 1u << u;
    }
    for (int k = old; k < old + 2; ++k)
      if (at_hand[k] >= 0) busy |= wait[at_hand[k]];
    for (int k = fresh; k < fresh + 2; ++k) {
      const unsigned idle = ~busy & ((1u << units) - 1);
      int most = 0, best = 0;
      if (idle)
        for (int b = 0; b < blocks; ++b) {
          const unsigned more = wait[b] & idle;
          if (!more) continue;
          const int n = 2 * __builtin_popcount(more) + __builtin_popcount(more & longest);
          if (n > most) most = n, best = b;
          if (more == idle) break;
        }
      at_hand[k] = best, busy |= wait[best];
      p.block.push(best);
    }
    for (int u = 0; u < units; ++u) {
      if (!(busy >> u & 1)) continue;
      int k = old;
      while (at_hand[k] < 0 || !(waiting.p[at_hand[k]] >> u & 1)) k = (k + 1) % 4;
      const int b = at_hand[k], i = next.p[u * blocks + b]++;
      if (i + 1 == end.p[u * blocks + b]) waiting.p[b] &= ~(1u << u);
      p.step.p[i] = p.steps;
      p.place.p[i] = k * slice_units + input.p[i] - block_begin(in, b);
      --left, --rest.p[u];
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
  constexpr const auto& order = unit_order_of<W>;
  constexpr int count = [] {
    int n = 0;
    for (int u = first; u < end; ++u)
      n += int(W.starts.data()[order.unit.data()[u] + 1]) - int(W.starts.data()[order.unit.data()[u]]);
    return n;
  }();
  const slice_plan p = plan_slice(W, order, first);
  frozen_slice<count> f;
  f.steps = p.steps;
  for (int i = 0; i < p.step.n; ++i)
    f.step.data()[i] = std::uint16_t(p.step.p[i]), f.place.data()[i] = std::uint8_t(p.place.p[i]);
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
    const int first = S * slice_units;
    for (int u = 0, n = 0; u < slice_units && first + u < weights::out; ++u) {
      const int unit = int(unit_order_of<W>.unit.data()[first + u]);
      for (int i = int(starts[unit]), end = int(starts[unit + 1]); i < end; ++i, ++n) {
        const int at = int(step[n]) * slice_units + u;
        values[at] = from[i], places[at] = std::int8_t(place[n] + 64);
      }
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

/// The bias in the order of the slices.
template <const auto& W, const auto& B>
inline constexpr auto ordered_bias = [] {
  std::remove_cvref_t<decltype(B)> b{};
  for (int u = 0; u < int(b.size()); ++u) b.data()[u] = B.data()[unit_order_of<W>.unit.data()[u]];
  return b;
}();

}  // namespace evengrad::inline EVENGRAD_ISA
