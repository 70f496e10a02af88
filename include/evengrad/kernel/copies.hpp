// What a call does with a block: the copies of a repetition and the steps of a scan, one after the other.
#pragma once
#include <evengrad/kernel/context.hpp>
#include <evengrad/pass/memory.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class T>
using kernel_code = void (*)(const kernel&, const operand*, const context<T>&);

/// A program without its type: tables, code and the programs it calls.
template <class T>
struct program_view {
  const kernel* kernels;
  int kernel_count;
  const operand* operands;
  const kernel_code<T>* code;
  const program_facts* facts;
  const parameter_info* parameters;
  int parameter_count;
  const std::int64_t *parameter_offset, *state_offset;
  const layer_info* layers;
  int layer_count;
  const call_info* calls;
  const program_view* const* callees;  // by call
  bool shares;                         // its kernels can be cut into parts for threads
};

/// A number of its own for copy n of a call in copy `outer` of the program that calls.
constexpr std::int64_t copy_number(std::int64_t outer, int call, std::int64_t n) {
  return (outer * 1009 + call + 1) * 65537 + n;
}

/// So many elements of each row: from one place to another, or zeros.
template <class T>
void copy_rows(const T* from, std::int64_t from_row, T* to, std::int64_t to_row, int count, std::int64_t rows) {
  for (std::int64_t r = 0; r < rows; ++r)
    for (int i = 0; i < count; ++i) to[r * to_row + i] = from ? from[r * from_row + i] : T(0.);
}

/// The steps of a scan: copy n reads line n of x and line n of the states, and gives line n + 1 of the states. Its
/// adjoint is what came in for that line and what the copy behind it handed back.
template <class T, class Run>
void run_steps(const program_view<T>& caller, const kernel& k, const context<T>& c, Run run) {
  const call_info& call = caller.calls[k.call];
  const program_view<T>& block = *caller.callees[k.call];
  const program_facts& f = *block.facts;
  const operand* const o = caller.operands + k.operands;
  T* at[8]{};
  for (int i = 0; i < k.operand_count; ++i) at[i] = open_stream(o[i], c).p;
  const auto [x, y, saved_rows, saved_fixed, temporary, fixed, dy, dx] = at;
  const int state = call.state, step = call.step();
  const std::int64_t x_row = o[0].row, y_row = o[1].row, turn_row = row_stride({state}), count = call.count;
  T* const turn[2] = {temporary + f.row_elements * c.rows, temporary + (f.row_elements + turn_row) * c.rows};
  const bool back = k.walk == loop::call_back, alone = c.part == 0;
  context<T> b = c;
  auto base = [&](region r) -> T*& { return b.base[std::size_t(r)]; };
  base(region::row_arena) = temporary;
  base(region::fixed_arena) = fixed;
  base(region::weights) = c.base[std::size_t(region::weights)] + caller.parameter_offset[call.parameter];
  base(region::states) = c.base[std::size_t(region::states)] + caller.state_offset[call.parameter];
  if (!back && alone) copy_rows<T>(call.starts ? x + count * step : nullptr, x_row, y, y_row, state, c.rows);
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t n = back ? count - 1 - i : i;
    base(region::saved_rows) = saved_rows + n * f.saved_rows * c.rows;
    base(region::saved_fixed) = saved_fixed + n * f.saved_fixed;
    base(region::step) = x + n * step;
    base(region::input) = y + n * state;
    base(region::output) = y + (n + 1) * state;
    b.accumulate = c.accumulate || k.adds || i > 0;
    b.copy = copy_number(c.copy, k.call, n);
    if (back) {
      base(region::state_adjoint) = dy + (n + 1) * state;
      base(region::adjoint) = turn[(n + 1) & 1];
      base(region::dx) = turn[n & 1];
      base(region::dstep) = dx + n * step;
      const bool cut = i == 0 || (call.truncate > 0 && (n + 1) % call.truncate == 0);
      if (cut && alone) copy_rows<T>(nullptr, 0, turn[(n + 1) & 1], turn_row, state, c.rows);
    }
    run(block, b, n);
  }
  if (back && call.starts && alone) copy_rows<T>(turn[0], turn_row, dx + count * step, x_row, state, c.rows);
}

/// The copies of a block one after the other, upwards or, in the backward half, downwards: `run(block, context, n)` is
/// what is done with copy n. What lies between two copies is saved where backward reads it; else two buffers take
/// turns.
template <class T, class Run>
void run_copies(const program_view<T>& caller, const kernel& k, const context<T>& c, Run run) {
  if (caller.calls[k.call].state) return run_steps(caller, k, c, run);
  const call_info& call = caller.calls[k.call];
  const program_view<T>& block = *caller.callees[k.call];
  const program_facts& f = *block.facts;
  const operand* const o = caller.operands + k.operands;
  T* at[8]{};
  for (int i = 0; i < k.operand_count; ++i) at[i] = open_stream(o[i], c).p;
  const auto [x, y, saved_rows, saved_fixed, temporary, fixed, dy, dx] = at;
  const std::int64_t line = row_stride(call.in) * c.rows, count = call.count;
  T* const turn[2] = {temporary + f.row_elements * c.rows, temporary + f.row_elements * c.rows + line};
  const bool back = k.walk == loop::call_back, chain_saved = f.split < block.kernel_count && f.reads_x;
  auto between = [&](std::int64_t n) {
    return n == 0        ? x
           : n == count  ? y
           : chain_saved ? saved_rows + count * f.saved_rows * c.rows + (n - 1) * line
                         : turn[n & 1];
  };
  context<T> b = c;
  auto base = [&](region r) -> T*& { return b.base[std::size_t(r)]; };
  base(region::row_arena) = temporary;
  base(region::fixed_arena) = fixed;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t n = back ? count - 1 - i : i, weights_of = call.shared ? 0 : n;
    base(region::weights) =
        c.base[std::size_t(region::weights)] + caller.parameter_offset[call.parameter] + weights_of * f.weights;
    base(region::states) =
        c.base[std::size_t(region::states)] + caller.state_offset[call.parameter] + weights_of * f.states;
    base(region::saved_rows) = saved_rows + n * f.saved_rows * c.rows;
    base(region::saved_fixed) = saved_fixed + n * f.saved_fixed;
    base(region::input) = between(n);
    base(region::output) = between(n + 1);
    b.accumulate = c.accumulate || k.adds || (call.shared && i > 0);
    b.copy = copy_number(c.copy, k.call, n);
    if (back) {
      base(region::adjoint) = n == count - 1 ? dy : turn[(n + 1) & 1];
      base(region::dx) = n == 0 ? dx : turn[n & 1];
    }
    run(block, b, n);
  }
}
}  // namespace evengrad::inline EVENGRAD_ISA
