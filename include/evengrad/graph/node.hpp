// What a graph is made of: nodes, parameters, layers, calls and the first fault, all plain values.
#pragma once
#include <evengrad/graph/law.hpp>
#include <evengrad/graph/op.hpp>

namespace evengrad::inline EVENGRAD_ISA {

enum class kind : unsigned char {
  number,     // value · rows^power
  input,      // rows from outside, see `inputs`
  parameter,  // learned
  state,      // kept from step to step, not differentiated
  column,     // 0, 1, 2, … along the last axis
  uniform,    // counter-based random numbers in [0, 1)
  map,        // an op, elementwise
  sum,        // over columns, lines, rows: see `axes`
  largest,    // over columns
  contract,   // sum over shared indices of a product: see `roles`
  reshape,    // the same numbers in other extents
  slice,      // a range of one axis
  place,      // the adjoint of slice: zeros around
  gather,     // lines of a table by index
  scatter,    // the adjoint of gather: lines added into a table
  sparse,     // a product with constants of which most are left out, or its adjoint: see `matrix_facts`
  call,       // a block's program, run `count` times
  call_back,  // its adjoint; the value is dx
  sink,       // hands a gradient to the update rule
  assign      // the new value of a state
};

/// Which axes a reduction sums: a set of bits.
enum axes : int { over_columns = 1, over_lines = 2, over_rows = 4 };

/// Index roles of a contraction: axes with the same label run together; a label that y lacks is summed. The batch row
/// is an index without a label: whatever operand is batched has it.
struct roles {
  std::array<signed char, max_rank> a{}, b{}, y{};
  constexpr bool operator==(const roles&) const = default;
};
/// Whether one of the first `rank` axes has this label.
constexpr bool has_label(const std::array<signed char, max_rank>& labels, int rank, int label) {
  for (int i = 0; i < rank; ++i)
    if (labels[i] == label) return true;
  return false;
}

/// Which input it is: features, or the state that a step of a scan begins with · targets, or the adjoint that a block
/// receives · of a step of a scan what it reads, and the adjoint of the state that it gives, beside that from later
/// steps.
enum inputs : int { input_features = 0, input_other = 1, input_of_step = 2, input_of_state = 3 };

struct node {
  kind what{};
  const op_info* op = nullptr;
  int in[3]{-1, -1, -1};  // plain arrays: compilers count a call for each element of a std::array
  int inputs = 0;         // how many of them
  shape dims;
  bool batched = false;
  bool unpadded = false;  // rows lie side by side without padding, for a view that runs through them
  int row = 0;            // elements from row to row, where the extents do not say it: one step of a scan
  double value = 0;       // of a number
  int aux = 0;            // number: power of rows · input: which · sum: axes · contract: roles · slice, place: axis
                          // parameter: 1 where nothing is differentiated with respect to it
  int offset = 0;         // slice, place: where the range begins · uniform: its stream
  int parameter = -1;     // parameter, state, sink, assign
  int call = -1;
  int layer = -1;
};

template <class Op>
constexpr bool is_op(const op_info& op) {
  return op.id == identity_of<Op>;
}
/// Of two nodes or statements of the same kind.
constexpr bool has_op(kind k) { return k == kind::map || k == kind::sparse; }
constexpr bool same_op(const auto& a, const auto& b) { return !has_op(a.what) || a.op->id == b.op->id; }
constexpr bool is_leaf(kind k) { return k <= kind::uniform; }
constexpr bool is_call(kind k) { return k == kind::call || k == kind::call_back; }
constexpr bool is_reduction(kind k) { return k == kind::sum || k == kind::largest; }

struct moments;

/// How a constant of a scaling layer follows from the rows that it sees: graphs point to it.
struct fitting_info {
  int (*fit)(const moments&, double* to);  // how many features, or directions, have no variance to divide by
  bool together;                           // reads the covariance of features
  bool divides;                            // x is divided by it
  law (*expected)(double mean, double deviation, int features);  // where the rows have these moments
};

/// What a network asks of a weight: see search_scales.
struct scale_info {
  double gain_square = 0;  // variance times fan_in, without what the branches say; 0 where no product asks
  int reads = -1;          // the layer whose value meets it; -1: the input, -2: a value between layers
  int branches = 1;        // residual branches that add up with the one that it ends
};

/// What a parameter does in the formula that it is in, each a bit of a set: weights multiply in a product, tables are
/// looked up by an index, shifts (biases, the beta of norms) are added, scales are all others: the gamma of norms,
/// lengths, slopes.
enum class parameter_kinds : unsigned char { none = 0, weights = 1, tables = 2, scales = 4, shifts = 8, all = 15 };
constexpr parameter_kinds operator|(parameter_kinds a, parameter_kinds b) {
  return parameter_kinds(unsigned(a) | unsigned(b));
}
/// All kinds that are not in the set.
constexpr parameter_kinds operator~(parameter_kinds a) { return parameter_kinds(15 & ~unsigned(a)); }
constexpr bool has_kind(parameter_kinds set, parameter_kinds one) { return (unsigned(set) & unsigned(one)) != 0; }

struct parameter_info {
  std::string_view name;
  int layer = -1;
  shape dims;
  int node = -1;
  const init_info* init = nullptr;
  identity drawn_by = 0;  // the initializer's number; pointers are not compared in constant expressions
  fans use{1, 1};         // see find_fans
  parameter_kinds kind = parameter_kinds::scales;
  double factor = 1;      // what is drawn is multiplied by it
  scale_info scale = {};  // where the initializer follows the graph
  double initial = 0;     // of a state without an initializer
  bool learned = true;
  bool state = false;   // of a place: no other layer shares it
  bool frozen = false;  // inside of eg::frozen: a weight that is not learned, a state that does not move
  int call = -1;        // the parameters of all copies of a block, as one
  const fitting_info* fitting = nullptr;
  int sees = -1;  // of what is fitted, and only there: the node of the rows
};

/// What is drawn first, with the factor before it.
constexpr law law_of(const parameter_info& p) {
  if (!p.drawn_by) return constant_law(p.initial);
  law l = p.init->of(p.use);
  l.mean *= p.factor, l.deviation *= p.factor < 0 ? -p.factor : p.factor;
  return l;
}

/// A name in the tree of layers: "dense_2" inside "encoder_1".
struct layer_info {
  std::string_view name;
  int ordinal = 1;
  int parent = -1;
  int out = -1;       // the node that is its value
  int gradient = -1;  // the adjoint of that node
  int copies = 1;     // of a repetition that is written out: how many of its copies this one stands for
};

/// N times one block: y = block(block(… x)), each with weights of its own or all with the same. Of a scan x are lines,
/// one a step, behind which the first state may lie; y are the states, the first one in the first line.
struct call_info {
  identity body = 0;  // of the body's graph: equal graphs are one program
  shape in, out;
  int count = 1;
  bool shared = false;
  bool learns = true;  // some of its weights are learned
  int branches = 0;    // residual branches of a copy that add up from its input to its output
  int parameter = -1;
  int state = 0;        // of a scan: how many elements
  bool starts = false;  // of a scan: the first state lies behind the lines; else it is zero
  int truncate = 0;     // of a scan: adjoints of the state go back over so many steps, 0 over all
  /// Elements that a step of a scan reads.
  constexpr int step() const { return (in.size() - (starts ? state : 0)) / count; }
};

/// Of a step of a scan, one number a row: of the adjoint d of the state that it gives, and of dx, that of the state
/// that it begins with. Its gradient is added to that of the step's weights; graphs point to it.
struct step_penalty {
  identity id;
  symbol (*formula)(symbol d, symbol dx);
  double weight;
};

/// What is asked for of a layer: nodes that are kept to the end, −1 where there is none.
struct watched_layer {
  std::string_view name;
  int layer = -1, output = -1, gradient = -1, local = -1;
  int parameter = -1;  // of an observed product: its weights
};

enum class fault : unsigned char {
  none,
  operands_do_not_broadcast,
  matmul_inner_extents_differ,
  residual_body_must_keep_its_shape,
  branches_must_have_the_same_shape,
  concat_parts_must_agree_but_for_the_last_axis,
  repeat_body_must_keep_its_shape,
  scan_needs_steps_by_features,
  cell_must_keep_its_state,
  reshape_must_keep_the_number_of_elements,
  only_values_of_rows_are_reshaped,
  extent_must_be_positive,
  parameter_to_initialize_is_unknown,
  tap_name_is_unknown,
  tap_name_is_taken,
  shared_layer_changes_its_shape,
  shared_body_changes,
  network_must_begin_with_an_input,
  input_must_come_first,
  target_shape_does_not_fit_the_loss,
  loss_must_be_one_number_a_row,
  slice_is_out_of_range,
  state_inside_a_shared_repeat,
  rate_must_lie_in_0_1,
  groups_must_divide_the_features,
  embedding_needs_one_index_a_row,
  scaling_stands_behind_what_is_learned,
  sparse_reads_other_features,
  sparse_rows_must_ascend,
  sparse_inputs_must_ascend,
  sparse_bias_has_another_size,
  formula_must_return_a_value_of_the_graph,
  told_where_it_was_written,
  no_layer_has_this_name,
};

/// The first thing that does not fit together: what, in which layer, the figures, and the name where it has one.
struct problem {
  fault what = fault::none;
  int layer = -1, expected = 0, got = 0;
  std::string_view name;
};

}  // namespace evengrad::inline EVENGRAD_ISA
