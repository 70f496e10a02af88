// The fused body of a kernel as an expression type: leaves name operands and earlier results, inner nodes name ops.
#pragma once
#include <evengrad/pass/compile.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Operand M, read as F.
template <int M, form F, int Other = -1>
struct load {};
/// The result of statement J.
template <int J, bool Outer>
struct result {};
template <class Op, class... E>
struct apply_op {};

/// One statement: what becomes of the expression, in which stages, and where it is stored.
template <kind What, bool Outer, short Level, unsigned Computed, int Store, form StoreAs, class E>
struct assignment {
  static constexpr kind what = What;
  static constexpr bool outer = Outer, reduces = is_reduction(What);
  static constexpr int level = Level, store = Store;
  static constexpr unsigned computed = Computed;
  static constexpr form store_as = StoreAs;
  using expression = E;
};

template <int Operands, int Stages, bool Exact, class... S>
struct body {
  static constexpr int operands = Operands, stages = Stages, count = sizeof...(S);
  static constexpr bool exact = Exact;
};

// Body types follow from the tables of program P: two kernels with equal statements have one body, hence one function,
// in whatever program they stand.
template <const auto& P, int K>
struct body_of {
  static constexpr const kernel& k = P.kernels[K];
  static constexpr const statement& at(int j) { return P.statements[k.first + j]; }

  static constexpr int readers(int j) {
    int n = 0;
    for (int i = j + 1; i < k.count; ++i)
      for (const reference& r : at(i).in) n += r.from == reference::statement && r.index == j;
    return n;
  }
  /// Statements that one other statement of the same loop reads are part of its expression.
  static constexpr bool inlined(int j) {
    const statement& s = at(j);
    if (s.what != kind::map || s.store >= 0 || readers(j) != 1) return false;
    for (int i = j + 1; i < k.count; ++i)
      for (const reference& r : at(i).in)
        if (r.from == reference::statement && r.index == j)
          return at(i).outer == s.outer &&
                 (is_reduction(at(i).what) ? at(i).computed == s.computed
                                           : at(i).computed == s.computed && (!s.outer || at(i).level == s.level));
    return false;
  }
  template <int J, int A>
  static constexpr auto argument() {
    constexpr reference r = at(J).in[A];
    if constexpr (r.from == reference::memory) {
      constexpr const operand& o = P.operands[k.operands + r.index];
      return load < r.index, o.as, o.as == form::gathered ? o.other : -1 > {};
    } else if constexpr (inlined(r.index)) return expression<r.index>();
    else return result < r.index, at(r.index).outer || is_reduction(at(r.index).what) > {};
  }
  template <int J>
  static constexpr auto expression() {
    constexpr statement s = at(J);
    if constexpr (s.what == kind::contract) return result<J, false>{};
    else if constexpr (s.what != kind::map) return argument<J, 0>();
    else if constexpr (s.op->arity == 1) return apply_op<op_of<s.op>, decltype(argument<J, 0>())>{};
    else if constexpr (s.op->arity == 2)
      return apply_op<op_of<s.op>, decltype(argument<J, 0>()), decltype(argument<J, 1>())>{};
    else
      return apply_op<op_of<s.op>, decltype(argument<J, 0>()), decltype(argument<J, 1>()),
                      decltype(argument<J, 2>())>{};
  }
  template <int J>
  static constexpr auto line() {
    constexpr const statement& s = at(J);
    if constexpr (inlined(J)) return assignment<kind::number, false, 0, 0, -1, form::spread, void>{};
    else {
      constexpr form as = s.store >= 0 ? P.operands[k.operands + s.store].as : form::spread;
      return assignment<s.what, s.outer, s.level, s.computed, s.store, as, decltype(expression<J>())>{};
    }
  }
  template <int... J>
  static constexpr auto lines(std::integer_sequence<int, J...>) {
    return body<k.operand_count, k.stages, k.exact, decltype(line<J>())...>{};
  }
  using type = decltype(lines(std::make_integer_sequence<int, k.count>{}));
};

}  // namespace evengrad::inline EVENGRAD_ISA
