// What remains of a graph when it is compiled: a table of kernels, their statements and operands, and where everything
// lies.
#pragma once
#include <evengrad/graph/node.hpp>
#include <evengrad/pass/place.hpp>

#include <cstdint>

namespace evengrad::inline EVENGRAD_ISA {

/// The memory an operand lies in; the executor knows the base address of each.
enum class region : unsigned char {
  number,       // in the operand itself
  input,        // x
  target,       // what the loss compares with
  row_arena,    // values of a row, reused as soon as nobody reads them
  fixed_arena,  // values without a row
  weights,
  states,
  output,   // of a block: y, written for the caller
  adjoint,  // of a block: dy, from the caller
  dx,       // of a block: written for the caller
  step,     // of a scan: what one step reads, its adjoint, and the adjoint of the state that it gives
  dstep,
  state_adjoint,
  saved_rows,  // of a block: from its forward to its backward half
  saved_fixed,
  count
};

/// How a kernel reads an operand beside its column index.
enum class form : unsigned char {
  constant,  // a number
  spread,    // one element for all columns
  packed,    // columns side by side
  panel,     // a line of a matrix in panels of 16 columns
  window,    // columns [from, to) of the kernel, zero elsewhere; shifted
  gathered,  // a line of a table, by index
  column,    // 0, 1, 2, …
  random     // uniform numbers
};

struct operand {
  region in = region::number;
  form as = form::constant;
  bool per_row = false;
  std::int64_t offset = 0;          // elements; times rows where per_row
  std::int64_t row = 0, line = 0;   // strides
  int from = 0, to = 0, shift = 0;  // of a window
  int last = 1;                     // extent of its last axis
  int height = 0;                   // lines of a matrix in panels
  double value = 0;                 // of a number
  int power = 0;                    // value · rows^power
  int other = -1;                   // gathered: the operand that holds the index · random: the stream, and
  int size = 0;                     // the elements of a row
  int node = -1, parameter = -1;
};

struct reference {
  enum source : unsigned char { nothing, statement, memory } from = nothing;
  short index = 0;
  constexpr bool operator==(const reference&) const = default;
};

struct statement {
  kind what{};
  const op_info* op = nullptr;
  std::array<reference, 3> in{};
  short level = 0;
  unsigned computed = 1;  // a bit for each stage
  bool outer = false;     // once a line (or column), not once an element
  short store = -1;       // an operand
  int parameter = -1, node = -1;
};

enum class factor : unsigned char { rows, panels, panels_transposed, strided };

/// y(m, n) = Σ_k a(m, k) b(k, n). Where an extent is that of the batch it is 0 here. Of a sparse product n is the
/// number of its weights, and the rest empty.
struct product_info {
  int m = 0, n = 0, k = 0;
  std::int64_t a_row = 0, a_depth = 0, b_stride = 0;
  factor b = factor::rows;
  bool rows_in_m = false, rows_in_k = false;
  short a_operand = -1, b_operand = -1;
  int axes = 0, axis_count = 0;    // of a strided one
  int a_height = 0, b_height = 0;  // of operands in panels, 0 of operands in rows
};

/// One index of a contraction of any kind: its extent (0 for the rows of the batch) and how far it moves each operand
/// in rows, lines and columns.
struct strided_axis {
  int extent = 0;
  bool summed = false;
  std::array<int, 3> y{}, a{}, b{};
};

struct kernel {
  loop walk = loop::sweep;
  space over;
  int inner = 0;
  int first = 0, count = 0, operands = 0, operand_count = 0;
  short stages = 1;
  bool exact = false;  // lines are not padded: the last pack must not run over
  int same = 0;        // the first kernel with equal code
  int layer = -1, call = -1;
  bool adds = false;  // to the gradients that an earlier call back of shared blocks made
  product_info product;
};

/// All that a caller and a model need to know of a program.
struct program_facts {
  std::int64_t weights = 0, states = 0, row_elements = 0, fixed_elements = 0, saved_rows = 0, saved_fixed = 0;
  int split = 0;               // the first kernel of the backward half
  bool reads_x = false;        // the backward half does
  int output = -1, loss = -1;  // operands' positions: see outputs
  int max_extent = 1;
};

struct table_sizes {
  int nodes = 0, kernels = 0, statements = 0, operands = 0, parameters = 0, layers = 0, calls = 0, axes = 0,
      watched = 0;
};

constexpr void copy_table(const auto& from, auto& to) {
  const int n = int(to.size()) < int(from.size()) ? int(to.size()) : int(from.size());
  for (int i = 0; i < n; ++i) to[i] = from[i];
}

/// Where a watched layer has its values; `number` operands stand for what it has not.
struct watched_values {
  std::string_view name;
  shape dims;
  operand output, gradient, local;
  int layer = -1, parameter = -1;
};

/// The tables of one program.
template <table_sizes Z>
struct program {
  static constexpr table_sizes sizes = Z;
  std::array<kernel, Z.kernels> kernels{};
  std::array<statement, Z.statements> statements{};
  std::array<operand, Z.operands> operands{};
  std::array<parameter_info, Z.parameters> parameters{};
  std::array<std::int64_t, Z.parameters> parameter_offset{}, state_offset{};
  std::array<layer_info, Z.layers> layers{};
  std::array<call_info, Z.calls> calls{};
  std::array<strided_axis, Z.axes> axes{};
  std::array<watched_values, Z.watched> watched{};
  shape in, target, out;
  operand output, loss;
  program_facts facts;

  constexpr void take(const auto&... from) {
    auto each = [&](auto&... to) { (copy_table(from, to), ...); };
    each(kernels, statements, operands, parameters, parameter_offset, state_offset, layers, calls, axes);
  }
  constexpr void take_all(const auto& p) {
    take(p.kernels, p.statements, p.operands, p.parameters, p.parameter_offset, p.state_offset, p.layers, p.calls,
         p.axes);
    in = p.in, target = p.target, out = p.out, output = p.output, loss = p.loss, facts = p.facts;
    copy_table(p.watched, watched);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
