// An op is a struct with value and derivative side by side; info<Op> is the same thing as a value a graph can point to.
#pragma once
#include <evengrad/core/identity.hpp>
#include <evengrad/core/pack.hpp>
#include <evengrad/graph/shape.hpp>

#include <array>
#include <string_view>
#include <type_traits>

namespace evengrad::inline EVENGRAD_ISA {

struct graph;

/// A handle of a node: what a formula computes with instead of numbers. A plain number is a symbol too.
struct symbol : math::argument<symbol> {
  graph* g = nullptr;
  int id = -1;
  double value = 0;  // of a number that has not met a graph yet

  constexpr symbol() = default;
  constexpr symbol(double c) : value(c) {}
  constexpr symbol(graph* g, int id) : g(g), id(id) {}

  constexpr const shape& dims() const;
  /// The extent of the last axis.
  constexpr int features() const;
  /// Whether the graph is built to train (batch statistics, dropout) or to infer, as a frozen part always is.
  constexpr bool training() const;
  /// Gives a symbol. Drawn by the law of the initializer, and learned; or what a parametrization makes of such ones.
  template <class Init>
  constexpr auto parameter(std::string_view name, const shape& dims, Init init) const;
  template <class Init>
  constexpr symbol drawn(std::string_view name, const shape& dims) const;
  /// Numbers that are kept from step to step but never differentiated, such as running averages; `initial` fills them.
  constexpr symbol state(std::string_view name, const shape& dims, double initial) const;
  /// The same, drawn at first by the law of an initializer.
  template <class Init>
  requires std::is_class_v<Init>
  constexpr symbol state(std::string_view name, const shape& dims, Init) const;
};

/// What a derivative of an op of several operands returns, one partial an operand.
template <class... D>
struct partials;
template <class A, class B>
struct partials<A, B> {
  A a;
  B b;
};
template <class A, class B, class C>
struct partials<A, B, C> {
  A a;
  B b;
  C c;
};
template <class... D>
partials(D...) -> partials<D...>;

using operands = std::array<symbol, 3>;

struct op_info;

/// Of a sparse product, for passes: `in` features become `out` ones by `count` weights, and `shifts` of these have
/// something added, which are `bytes` of constants with all that says where they are. Moments are those of the kept
/// weights, and of what is added to each output.
struct matrix_facts {
  int in, out, count, shifts;
  std::int64_t bytes;
  double mean, second, shift_mean, shift_second;
  const op_info* (*adjoint)();  // the product by the transposed matrix; nothing is added there
};

struct op_info {
  std::string_view name;
  identity id;
  int arity;
  bool cheap;                                    // rather computed again than stored
  operands (*slope)(const operands&, symbol y);  // the partials, as symbols
  double (*fold)(const std::array<double, 3>&);  // the value of numbers
  const matrix_facts* matrix = nullptr;          // what a node of kind `sparse` multiplies by; all else but id is empty
};

// The one place where a pointer in the graph becomes a type again: bind<Op> defines, for the address of info<Op>, a
// function that returns Op. A kernel can so name the op's type and call value() on numbers of any kind, which a table
// of function pointers could offer for a fixed list of types only.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif
template <const op_info* P>
struct address {
  friend constexpr auto op_at(address<P>);
};
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

using number = pack<double, 1>;
template <class Op>
inline constexpr int arity_of = requires(number x) {
  Op::value(x);
}
? 1 : requires(number x) { Op::value(x, x); }
? 2 : requires(number x) { Op::value(x, x, x); }
? 3 : 0;
/// An op: a name, `value` of one to three numbers, and `derivative` of the operands and the value.
template <class Op>
concept an_op = arity_of<Op> >
0 && requires { std::string_view(Op::name); };

/// `derivative` gives one partial, or `partials` of two or three.
template <class Op>
inline constexpr bool has_derivative = [] {
  if constexpr (arity_of<Op> == 1) return requires(symbol x) {
      operands{Op::derivative(x, x)};
    };
  else if constexpr (arity_of<Op> == 2) return requires(symbol x) {
      operands{Op::derivative(x, x, x).b};
    };
  else return requires(symbol x) {
      operands{Op::derivative(x, x, x, x).c};
    };
}();

template <an_op Op>
constexpr operands slope_of(const operands& x, symbol y) {
  static_assert(has_derivative<Op>, "an op needs static constexpr auto derivative(x..., y): of operands and value");
  if constexpr (arity_of<Op> == 1) return {Op::derivative(x[0], y)};
  else if constexpr (arity_of<Op> == 2) {
    auto d = Op::derivative(x[0], x[1], y);
    return {d.a, d.b};
  } else {
    auto d = Op::derivative(x[0], x[1], x[2], y);
    return {d.a, d.b, d.c};
  }
}
template <an_op Op>
constexpr double fold_of(const std::array<double, 3>& x) {
  if constexpr (arity_of<Op> == 1) return Op::value(number(x[0])).v;
  else if constexpr (arity_of<Op> == 2) return Op::value(number(x[0]), number(x[1])).v;
  else return Op::value(number(x[0]), number(x[1]), number(x[2])).v;
}
template <class Op>
constexpr bool is_cheap() {
  if constexpr (requires { Op::cheap; }) return Op::cheap;
  else return false;
}
template <class Op>
struct bind;
template <an_op Op>
inline constexpr op_info info{Op::name, identity_of<Op>, bind<Op>::arity, is_cheap<Op>(), &slope_of<Op>, &fold_of<Op>};
template <class Op>
struct bind {
  static constexpr int arity = arity_of<Op>;
  friend constexpr auto op_at(address<&info<Op>>) { return std::type_identity<Op>{}; }
};
template <const op_info* P>
using op_of = typename decltype(op_at(address<P>{}))::type;

}  // namespace evengrad::inline EVENGRAD_ISA
