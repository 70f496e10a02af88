// Runs a program: a plain loop over its table of kernels; a call walks the block's program once a copy.
#pragma once
#include <evengrad/kernel/constant.hpp>
#include <evengrad/kernel/copies.hpp>
#include <evengrad/kernel/scatter.hpp>
#include <evengrad/kernel/sparse_product.hpp>
#include <evengrad/kernel/strided.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// Hands gradients to nobody: for kernels without an update.
struct no_update {
  void operator()(auto*, auto, bool) const {}
};
/// In the place of an update rule: the tables of a program without its code, which then is not compiled.
struct no_code {};
template <class B>
constexpr bool updates() {
  bool any = false;
  each_statement<B>([&]<int J, class S>() { any = any || S::what == kind::sink; });
  return any;
}

/// The update rule of kernel K: U where it updates weights.
template <const auto& P, int K, class U>
using update_of = std::conditional_t<updates<typename body_of<P, P.kernels[K].same>::type>(), U, no_update>;

template <const auto& P, int K, class T, class U>
constexpr kernel_code<T> code_of() {
  constexpr const kernel& k = P.kernels[P.kernels[K].same];
  if constexpr (std::is_same_v<U, no_code> || k.walk == loop::call || k.walk == loop::call_back) return nullptr;
  else if constexpr (k.walk == loop::scatter) return &scatter<T>;
  else if constexpr (k.walk == loop::sparse) return &sparse_product<T, op_of<P.statements[k.first].op>>;
  else {
    using B = typename body_of<P, P.kernels[K].same>::type;
    using V = update_of<P, K, U>;
    constexpr int lanes = k.over.width == 1 && k.walk == loop::sweep ? 1 : product_lanes<T>;
    if constexpr (constant_sizes<P, T> && !(k.walk == loop::product && k.product.b == factor::strided))
      return &constant_kernel<P, K, T, V>;
    else if constexpr (k.walk == loop::product && k.product.b == factor::strided)
      return &contract_strided<T, lanes, B, V, P>;
    else if constexpr (k.walk == loop::product) return &contract_rows<T, lanes, B, V, k.product.b>;
    else if constexpr (k.inner & (over_rows | over_lines)) return &sweep_columns<T, lanes, B, V>;
    else return &sweep_lines<T, lanes, B, V>;
  }
}

template <class C, int I, class T, class U>
struct program_code {
  static constexpr const auto& P = program_of<C, I>;
  static constexpr auto code = []<int... K>(std::integer_sequence<int, K...>) {
    return std::array<kernel_code<T>, sizeof...(K)>{code_of<P, K, T, U>()...};
  }
  (std::make_integer_sequence<int, P.sizes.kernels>{});
  static const std::array<const program_view<T>*, P.sizes.calls> callees;
  static const program_view<T> view;
};
template <class C, int I, class T, class U>
constexpr std::array<const program_view<T>*, program_code<C, I, T, U>::P.sizes.calls>
    program_code<C, I, T, U>::callees = []<int... K>(std::integer_sequence<int, K...>) {
  return std::array<const program_view<T>*, sizeof...(K)>{
      &program_code<C, sources_of<C>.callees[sources_of<C>.sources[I].first_callee + K], T, U>::view...};
}
(std::make_integer_sequence<int, P.sizes.calls>{});
template <class C, int I, class T, class U>
constexpr program_view<T> program_code<C, I, T, U>::view{P.kernels.data(),
                                                         P.sizes.kernels,
                                                         P.operands.data(),
                                                         code.data(),
                                                         &P.facts,
                                                         P.parameters.data(),
                                                         P.sizes.parameters,
                                                         P.parameter_offset.data(),
                                                         P.state_offset.data(),
                                                         P.layers.data(),
                                                         P.sizes.layers,
                                                         P.calls.data(),
                                                         callees.data(),
                                                         !constant_sizes<P, T>};

template <class T>
void walk(const program_view<T>& p, int from, int to, const context<T>& c, bool& apart);

/// To the onlooker, by one thread while the others wait.
template <class T>
void show(const context<T>& c, bool& apart) {
  if (c.parts > 1) c.together->wait();
  if (c.part == 0) c.looks_on->see(c);
  if (c.parts > 1) c.together->wait();
  apart = false;
}
template <class T>
void run_call(const program_view<T>& caller, const kernel& k, const context<T>& c, bool& apart) {
  const bool back = k.walk == loop::call_back;
  const bool in_steps = caller.calls[k.call].state > 0;
  run_copies(caller, k, c, [&](const program_view<T>& block, const context<T>& b, std::int64_t) {
    apart = apart || in_steps;
    walk(block, back ? block.facts->split : 0, back ? block.kernel_count : block.facts->split, b, apart);
    if (back && b.looks_on) show(b, apart);
  });
  apart = apart || in_steps;
}

/// Whether a kernel takes long enough (some ten microseconds) that several threads should share it: to meet takes them
/// half a microsecond, and what one has written takes as long as memory to reach another.
template <class T>
bool worth_sharing(const kernel& k, const context<T>& c) {
  const product_info& d = k.product;
  if (k.walk == loop::product)
    return double(d.rows_in_m ? c.rows * d.m : d.m) * d.n * double(d.rows_in_k ? c.rows * d.k : d.k) >= 0x1p20;
  if (k.walk == loop::sparse) return c.rows * k.over.lines > 1 && double(c.rows) * k.over.lines * k.product.n >= 0x1p18;
  return double(k.over.batched || k.walk == loop::scatter ? c.rows : 1) * k.over.lines * k.over.width * k.count >=
         0x1p18;
}

/// Kernels from … to of a program. apart: whether a thread may have run kernels alone since all of them met.
template <class T>
void walk(const program_view<T>& p, int from, int to, const context<T>& c, bool& apart) {
  for (int i = from; i < to; ++i) {
    const kernel& k = p.kernels[i];
    const operand* const o = p.operands + k.operands;
    if (p.code[i] == nullptr) run_call(p, k, c, apart);
    else if (c.parts == 1) p.code[i](k, o, c);
    else if (p.shares && worth_sharing(k, c)) {
      if (apart) c.together->wait();
      apart = false;
      p.code[i](k, o, c);
      c.together->wait();
    } else {
      apart = true;
      if (c.part > 0) continue;
      context<T> alone = c;
      alone.parts = 1;
      p.code[i](k, o, alone);
    }
  }
}
template <class T>
void walk(const program_view<T>& p, int from, int to, const context<T>& c) {
  bool apart = false;
  walk(p, from, to, c, apart);
}
template <class T>
bool any_worth_sharing(const program_view<T>& p, int from, int to, const context<T>& c) {
  for (int i = from; i < to; ++i)
    if (const kernel& k = p.kernels[i];
        p.code[i] != nullptr ? worth_sharing(k, c)
                             : any_worth_sharing(*p.callees[k.call], 0, p.callees[k.call]->kernel_count, c))
      return true;
  return false;
}

/// Kernels from, from + 1, … to on all threads of the context; each has `scratch` elements of its memory.
template <class T>
void walk_together(const program_view<T>& p, int from, int to, const context<T>& c, std::int64_t scratch) {
  if (c.parts == 1) return walk(p, from, to, c);
  if (!any_worth_sharing(p, from, to, c)) {
    context<T> alone = c;
    alone.parts = 1;
    return walk(p, from, to, alone);
  }
  struct job {
    const program_view<T>& p;
    int from, to;
    const context<T>& c;
    std::int64_t scratch;
  };
  const job all{p, from, to, c, scratch};
  c.together->run(
      [](const void* what, int part) {
        const job& j = *static_cast<const job*>(what);
        context<T> c = j.c;
        c.part = part, c.scratch += part * j.scratch;
        walk(j.p, j.from, j.to, c);
      },
      &all);
}

}  // namespace evengrad::inline EVENGRAD_ISA
