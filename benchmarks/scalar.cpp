// Gradients of plain functions against the functions themselves, ADOL-C and Sacado.
//
// One line a function, in µs, minima over interleaved repeats on one thread. primal: the function on double, written
// with std:: or with our elementary functions, whichever is faster; gradient: eg::value_and_gradient; adolc: the driver
// `gradient` on a tape recorded beforehand; sacado: reverse mode (Rad), or forward mode of fixed size (SFad) where that
// is faster. Every call reads another set of arguments and data, from memory that the compiler knows nothing of.
#include "scalar_functions.hpp"

#include <bit>
#include <chrono>
#include <cstdio>
#include <evengrad/autodiff/gradient.hpp>
#include <new>
#include <tuple>
#if defined(EVENGRAD_ADOLC)
#include <adolc/adolc.h>
#endif
#if defined(EVENGRAD_SACADO)
#include <Sacado.hpp>

// Sacado has no error function: its users bring one, by the chain rule.
namespace Sacado::Fad::Exp {
template <int N>
Sacado::Fad::SFad<double, N> erf(const GeneralFad<StaticFixedStorage<double, N>>& x) {
  const double slope = 1.1283791670955126 * std::exp(-x.val() * x.val());
  Sacado::Fad::SFad<double, N> y(N, std::erf(x.val()));
  for (int i = 0; i < N; ++i) y.fastAccessDx(i) = slope * x.fastAccessDx(i);
  return y;
}
}  // namespace Sacado::Fad::Exp
namespace Sacado::Rad {
inline ADvar<double> erf(const ADvar<double>& x) {
  return ADf1(std::erf(x.val()), 1.1283791670955126 * std::exp(-x.val() * x.val()), x);
}
}  // namespace Sacado::Rad
#endif

namespace {

constexpr int repeats = 15;

template <class Call>
double microseconds(int calls, const Call& call) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) {
    call();
    asm volatile("" ::: "memory");
  }
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count() / calls;
}

#if defined(__clang__)
#define EVENGRAD_OPAQUE [[gnu::noinline]]
#else
#define EVENGRAD_OPAQUE [[gnu::noipa]]
#endif

/// A call of its own, whose arguments lie in memory.
template <class F, class R, class... A>
EVENGRAD_OPAQUE void evaluate_into(R& result, const A&... a) {
  asm volatile("" ::: "memory");  // or a call would be taken for a constant
  ::new (static_cast<void*>(&result)) R(F{}(a...));
}
template <class F, int... Which>
struct differentiated {
  template <class... A>
  auto operator()(const A&... a) const {
    return eg::value_and_gradient<Which...>(F{})(a...);
  }
};

/// The same form with every number x replaced by make(x).
template <class Make>
auto lifted(double x, const Make& make) {
  return make(x);
}
template <class A, std::size_t N, class Make>
auto lifted(const std::array<A, N>& x, const Make& make) {
  return [&]<std::size_t... I>(std::index_sequence<I...>) { return std::array{lifted(x[I], make)...}; }
  (std::make_index_sequence<N>{});
}
/// Arguments for a rival: variables at the places in Which, constants elsewhere.
template <class V, unsigned Which, class Variable, class... A>
auto lifted_arguments(const Variable& variable, const A&... a) {
  const auto lift = [&]<int K>(std::integral_constant<int, K>, const auto& x) {
    if constexpr (Which >> K & 1) return lifted(x, variable);
    else return lifted(x, [](double c) { return V(c); });
  };
  return [&]<int... K>(std::integer_sequence<int, K...>) {
    return std::tuple{lift(std::integral_constant<int, K>{}, a)...};
  }
  (std::make_integer_sequence<int, sizeof...(A)>{});
}

#if defined(EVENGRAD_SACADO)
/// Where the variables lie, in the order in which the gradient has them.
template <class V>
V** collect(V& x, V** to) {
  *to = &x;
  return to + 1;
}
template <class A, std::size_t N, class V>
V** collect(std::array<A, N>& x, V** to) {
  for (A& y : x) to = collect(y, to);
  return to;
}
template <template <class> class F, int N, unsigned Which, class... A>
EVENGRAD_OPAQUE void sacado_reverse(double* gradient, const A&... a) {
  using number = Sacado::Rad::ADvar<double>;
  const auto variable = [](double x) { return number(x); };
  auto arguments = lifted_arguments<number, Which>(variable, a...);
  number *leaves[N], **end = leaves;
  [&]<int... K>(std::integer_sequence<int, K...>) {
    ((Which >> K & 1 ? void(end = collect(std::get<K>(arguments), end)) : void()), ...);
  }
  (std::make_integer_sequence<int, std::bit_width(Which)>{});
  const number y = std::apply(F<theirs<number>>{}, arguments);
  Sacado::Rad::ADcontext<double>::Gradcomp();
  for (int i = 0; i < N; ++i) gradient[i] = leaves[i]->adj();
}
template <template <class> class F, int N, unsigned Which, class... A>
EVENGRAD_OPAQUE void sacado_forward(double* gradient, const A&... a) {
  using number = Sacado::Fad::SFad<double, N>;
  int k = 0;
  const auto variable = [&](double x) { return number(N, k++, x); };
  const number y = std::apply(F<theirs<number>>{}, lifted_arguments<number, Which>(variable, a...));
  for (int i = 0; i < N; ++i) gradient[i] = y.dx(i);
}
#endif
#if defined(EVENGRAD_ADOLC)
/// Records F under a tag; `at` receives the numbers that it is differentiated by.
template <template <class> class F, unsigned Which, class... A>
void adolc_record(short tag, double* at, const A&... a) {
  int n = 0;
  trace_on(tag);
  {
    const auto variable = [&](double x) {
      adouble v;
      v <<= at[n++] = x;
      return v;
    };
    adouble y = std::apply(F<theirs<adouble>>{}, lifted_arguments<adouble, Which>(variable, a...));
    double value;
    y >>= value;
  }
  trace_off();
}
#endif

/// N numbers are differentiated by, those of the arguments in Which, which are the first.
template <template <class> class F, int N, int... Which, class Arguments>
void row(const char* name, const Arguments& argument_sets) {
  double least[5] = {1e30, 1e30, 1e30, 1e30, 1e30};
  const auto keep = [](double& t, double time) { t = time < t ? time : t; };
  double y = 0;
  constexpr int sets = int(std::tuple_size_v<Arguments>);
  int set = 0;
  /// f of another set of arguments at every call, so that no branch is known beforehand.
  const auto next = [&](auto f) {
    set = set + 1 < sets ? set + 1 : 0;
    std::apply(f, argument_sets[set]);
  };
  decltype(std::apply(differentiated<F<ours>, Which...>{}, argument_sets[0])) g{};
  const double once =
      microseconds(2000, [&] { next([&](const auto&... a) { evaluate_into<F<theirs<double>>>(y, a...); }); });
  const int calls = 1 + int(1500 / once);
#if defined(EVENGRAD_ADOLC) || defined(EVENGRAD_SACADO)
  constexpr unsigned which =
      sizeof...(Which) ? ((1u << Which) | ... | 0u) : (1u << std::tuple_size_v<typename Arguments::value_type>)-1;
  double their_gradient[N];
#endif
#if defined(EVENGRAD_ADOLC)
  static short tag = 0;
  double at[N];
  ++tag;
  std::apply([&](const auto&... a) { adolc_record<F, which>(tag, at, a...); }, argument_sets[0]);
#endif
  for (int repeat = 0; repeat < repeats; ++repeat) {
    const auto time = [&](int share, auto f) { return microseconds(1 + calls / share, [&] { next(f); }); };
    keep(least[0], time(1, [&](const auto&... a) { evaluate_into<F<theirs<double>>>(y, a...); }));
    keep(least[1], time(1, [&](const auto&... a) { evaluate_into<F<ours>>(y, a...); }));
    keep(least[2], time(1, [&](const auto&... a) { evaluate_into<differentiated<F<ours>, Which...>>(g, a...); }));
#if defined(EVENGRAD_ADOLC)
    keep(least[3], microseconds(1 + calls / 20, [&] { ::gradient(tag, N, at, their_gradient); }));
#endif
#if defined(EVENGRAD_SACADO)
    keep(least[4], time(20, [&](const auto&... a) { sacado_reverse<F, N, which>(their_gradient, a...); }));
    if constexpr (N <= 40)
      keep(least[4], time(20, [&](const auto&... a) { sacado_forward<F, N, which>(their_gradient, a...); }));
#endif
  }
  const double primal = least[0] < least[1] ? least[0] : least[1];
  std::printf("ROW scalar f=%s primal=%.5f gradient=%.5f ratio=%.3f", name, primal, least[2], least[2] / primal);
  if (least[3] < 1e30) std::printf(" adolc=%.5f", least[3]);
  if (least[4] < 1e30) std::printf(" sacado=%.5f", least[4]);
  std::printf(" primal_std=%.5f primal_evengrad=%.5f\n", least[0], least[1]);
  std::fflush(stdout);
}

double between(double low, double high) {
  static unsigned seed = 1;
  seed = seed * 1664525u + 1013904223u;
  return low + (high - low) * (seed >> 8) / double(1 << 24);
}
template <int N>
std::array<double, N> numbers(double low, double high) {
  std::array<double, N> x;
  for (double& y : x) y = between(low, high);
  return x;
}
/// Sets of arguments that fit the first cache together.
template <int Sets, class Draw>
auto sets_of(Draw draw) {
  std::array<decltype(draw()), Sets> all;
  for (auto& x : all) x = draw();
  return all;
}

}  // namespace

int main() {
#if !defined(EVENGRAD_ADOLC)
  std::puts("absent: adolc");
#endif
#if !defined(EVENGRAD_SACADO)
  std::puts("absent: sacado");
#endif
  using std::tuple;
  row<rosenbrock, 100>("rosenbrock_100", sets_of<16>([] { return tuple{numbers<100>(-1, 1)}; }));
  row<gaussian, 2, 0, 1>("gaussian_100", sets_of<16>([] {
                           return tuple{between(-1, 1), between(.5, 2), numbers<100>(-3, 3)};
                         }));
  row<black_scholes, 5>(
      "black_scholes", sets_of<64>([] {
        return tuple{between(80, 120), between(80, 120), between(.01, .05), between(.1, .4), between(.1, 2)};
      }));
  row<net, 37, 0>("net_2_4_4_1", sets_of<16>([] { return tuple{numbers<37>(-1, 1), numbers<2>(-1, 1)}; }));
  row<himmelblau, 2>("himmelblau", sets_of<16>([] { return tuple{between(-4, 4), between(-4, 4)}; }));
  row<ackley, 10>("ackley_10", sets_of<16>([] { return tuple{numbers<10>(-2, 2)}; }));
  row<logistic_regression, 10, 0>("logistic_10x50", sets_of<4>([] {
                                    std::array<std::array<double, 10>, 50> x;
                                    for (auto& line : x) line = numbers<10>(-1, 1);
                                    auto labels = numbers<50>(-1, 1);
                                    for (double& y : labels) y = y < 0 ? -1 : 1;
                                    return tuple{numbers<10>(-1, 1), x, labels};
                                  }));
  row<kepler, 4>("kepler", sets_of<16>([] {
                   return tuple{between(.5, 1), between(-1, 1), between(-1, 1), between(-1, 1)};
                 }));
  row<product, 20>("product_20", sets_of<16>([] { return tuple{numbers<20>(.5, 1.5)}; }));
  row<log_sum_exp, 50>("log_sum_exp_50", sets_of<16>([] { return tuple{numbers<50>(-4, 4)}; }));
  row<springs, 64>("springs_32", sets_of<16>([] { return tuple{numbers<32>(-4, 4), numbers<32>(-4, 4)}; }));
}
