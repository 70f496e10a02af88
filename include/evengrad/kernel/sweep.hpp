// The loop nests without a product: along lines, where reductions over columns separate the stages, and along columns,
// where reductions over rows or lines do.
#pragma once
#include <evengrad/kernel/frame.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Calls f<J, S>() for each statement S of a body that is not part of another's expression.
template <class F, int M, int G, bool X, class... S, int... J>
EVENGRAD_INLINE constexpr void each_statement(body<M, G, X, S...>, std::integer_sequence<int, J...>, F&& f) {
  auto one = [&]<int I, class A>() EVENGRAD_LAMBDA {
    if constexpr (!std::is_void_v<typename A::expression>) f.template operator()<I, A>();
  };
  (one.template operator()<J, S>(), ...);
}
template <class B, class F>
EVENGRAD_INLINE constexpr void each_statement(F&& f) {
  each_statement(B{}, std::make_integer_sequence<int, B::count>{}, f);
}

template <int Stage, class S>
inline constexpr bool runs_before = S::outer && !S::reduces && S::level == Stage && S::what != kind::sink;
template <int Stage, class S>
inline constexpr bool ends_at = S::reduces&& S::level == Stage + 1;
template <int Stage, class S>
inline constexpr bool runs_inside = !S::outer && ((S::computed >> Stage) & 1);

template <class B, int Stage>
constexpr bool has_inner_loop() {
  bool any = false;
  each_statement<B>([&]<int J, class S>() { any = any || runs_inside<Stage, S>; });
  return any;
}

template <class B>
constexpr bool updates_outer() {
  bool any = false;
  each_statement<B>([&]<int J, class S>() { any = any || (S::what == kind::sink && S::outer); });
  return any;
}

/// A value that is no reduction: kept for its readers, stored, or handed to the update rule.
template <int J, class S, bool Stores, class F, class X, class U>
EVENGRAD_INLINE void deliver(F& f, X x, const U& update) {
  if constexpr (S::what == kind::sink) update(f.template place<S::store, S::store_as>(), f.inside(x), f.accumulate);
  else if constexpr (S::what == kind::assign) f.template store<S::store, S::store_as>(f.inside(x));
  else if constexpr (S::store >= 0 && Stores) f.template store<S::store, S::store_as>(x);
  if constexpr (S::outer) f.once[J] = x;
  else f.value[J] = x;
}

/// One stage: outer statements, the inner loop, the reductions that it ends. `inner(at)` calls at(keep) for each pack
/// of the inner axes; keep(x, neutral) drops the lanes that lie outside.
template <int Stage, class B, class T, int N, int O, class F, class U, class Inner>
EVENGRAD_INLINE void run_stage(F& f, const U& update, Inner&& inner) {
  each_statement<B>([&]<int J, class S>() EVENGRAD_LAMBDA {
    if constexpr (runs_before<Stage, S>) deliver<J, S, true>(f, f.template eval<O>(typename S::expression{}), update);
  });
  if constexpr (has_inner_loop<B, Stage>()) {
    pack<T, N> total[B::count];
    each_statement<B>([&]<int J, class S>() EVENGRAD_LAMBDA {
      if constexpr (ends_at<Stage, S>) total[J] = pack<T, N>(T(S::what == kind::sum ? 0. : -__builtin_inf()));
    });
    inner([&](auto&& keep) EVENGRAD_LAMBDA {
      each_statement<B>([&]<int J, class S>() EVENGRAD_LAMBDA {
        if constexpr (runs_inside<Stage, S>) {
          const pack<T, N> x = f.template eval<N>(typename S::expression{});
          if constexpr (!S::reduces) deliver<J, S, S::level == Stage>(f, x, update);
          else if constexpr (S::what == kind::sum) total[J] = total[J] + keep(x, pack<T, N>(T(0.)));
          else total[J] = select(keep(x, total[J]) > total[J], keep(x, total[J]), total[J]);
        }
      });
    });
    each_statement<B>([&]<int J, class S>() EVENGRAD_LAMBDA {
      if constexpr (ends_at<Stage, S>) {
        if constexpr (O == N) f.once[J] = total[J];
        else f.once[J] = pack<T, O>(S::what == kind::sum ? sum(total[J]) : largest(total[J]));
        if constexpr (S::store >= 0) f.template store<S::store, S::store_as>(f.once[J]);
      }
    });
  }
}
template <class B, class Stage>
EVENGRAD_INLINE void each_stage(Stage&& stage) {
  [&]<int... I>(std::integer_sequence<int, I...>) EVENGRAD_LAMBDA { (stage(std::integral_constant<int, I>{}), ...); }
  (std::make_integer_sequence<int, B::stages>{});
}
/// Outer updates come last: until then the stages read the parameters as they were.
template <class B, int O, class F, class U>
EVENGRAD_INLINE void update_outer(F& f, std::int64_t row, std::int64_t line, const U& update) {
  if constexpr (updates_outer<B>()) {
    f.move_to(row, line);
    each_statement<B>([&]<int J, class S>() EVENGRAD_LAMBDA {
      if constexpr (S::what == kind::sink && S::outer)
        deliver<J, S, true>(f, f.template eval<O>(typename S::expression{}), update);
    });
  }
}

/// Lines one by one; what is reduced over columns is a scalar of the line. Threads share rows, or the lines of a
/// matrix.
template <class T, int N, class B, class U>
EVENGRAD_INLINE void sweep_lines(const kernel& k, const operand* table, const context<T>& c) {
  frame<T, N, 1, B> f({k, table, c});
  const U update = *static_cast<const U*>(c.update);
  const bool batched = k.over.batched;
  const std::int64_t lines = k.over.lines;
  const int width = k.over.width;
  const share mine(c, batched ? c.rows : lines, 1);
  for (std::int64_t r = batched ? mine.begin : 0; r < (batched ? mine.end : 1); ++r)
    for (std::int64_t l = batched ? 0 : mine.begin; l < (batched ? lines : mine.end); ++l) {
      f.move_to(r, l);
      each_stage<B>([&](auto stage) EVENGRAD_LAMBDA {
        run_stage<stage(), B, T, N, 1>(f, update, [&](auto&& at) EVENGRAD_LAMBDA {
          for (f.column = 0; f.column < width; f.column += N)
            at([&](pack<T, N> x, pack<T, N> neutral) EVENGRAD_LAMBDA -> pack<T, N> {
              if (N == 1 || f.column + N <= width) return x;
              return select(lanes_from<T, N>(f.column) < pack<T, N>(T(width)), x, neutral);
            });
        });
      });
      f.column = 0;
      update_outer<B, 1>(f, r, l, update);
    }
}

/// Packs of columns one by one; what is reduced over rows or lines is a value of the column. Threads share columns.
template <class T, int N, class B, class U>
EVENGRAD_INLINE void sweep_columns(const kernel& k, const operand* table, const context<T>& c) {
  frame<T, N, N, B> f({k, table, c});
  const U update = *static_cast<const U*>(c.update);
  const int width = k.over.width;
  const std::int64_t rows = k.over.batched ? c.rows : 1, lines = k.over.lines;
  const bool rows_inside = k.inner & over_rows, lines_inside = k.inner & over_lines;
  const share mine(c, width, panel_width);
  for (std::int64_t r0 = 0; r0 < (rows_inside ? 1 : rows); ++r0)
    for (std::int64_t l0 = 0; l0 < (lines_inside ? 1 : lines); ++l0)
      for (f.column = int(mine.begin); f.column < mine.end; f.column += N) {
        f.move_to(r0, l0);
        each_stage<B>([&](auto stage) EVENGRAD_LAMBDA {
          run_stage<stage(), B, T, N, N>(f, update, [&](auto&& at) EVENGRAD_LAMBDA {
            for (std::int64_t r = r0; r < (rows_inside ? rows : r0 + 1); ++r)
              for (std::int64_t l = l0; l < (lines_inside ? lines : l0 + 1); ++l) {
                f.move_to(r, l);
                at([](pack<T, N> x, pack<T, N>) EVENGRAD_LAMBDA { return x; });
              }
          });
        });
        update_outer<B, N>(f, r0, l0, update);
      }
}

}  // namespace evengrad::inline EVENGRAD_ISA
