// The matrix product with bias and ReLU against OpenBLAS's bare product and the measured peak of multiply-adds.
//
// One line a size, in µs, minima over interleaved repeats on one thread: ours includes bias and ReLU, openblas is
// cblas_?gemm alone, peak is the time that the multiply-adds of the product take in registers at the rate of this run.
// gemm, gemm_double: sizes known at run time; gemm_constant, gemm_double_constant: columns and depth known to the
// compiler, as tiny networks compute them.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <evengrad/core/sign.hpp>
#include <evengrad/kernel/constant.hpp>
#include <type_traits>
#if defined(EVENGRAD_OPENBLAS)
#include <cblas.h>
#endif

using namespace evengrad;

namespace {

constexpr int repeats = 11;

template <class T>
struct aligned_array {
  T* p;
  explicit aligned_array(std::ptrdiff_t n)
      : p(static_cast<T*>(std::aligned_alloc(64, (std::size_t(n) * sizeof(T) + 127) / 64 * 64))) {
    for (std::ptrdiff_t i = 0; i < n; ++i) p[i] = T(i * 2654435761u % 1024) / T(512) - 1;
  }
  aligned_array(const aligned_array&) = delete;
  ~aligned_array() { std::free(p); }
};

template <class T>
struct bias_relu {
  static constexpr bool in_registers = true;
  T* y;
  const T* bias;
  std::ptrdiff_t stride;
  template <int L>
  void operator()(int m, int n, pack<T, L> x) const {
    max(x + pack<T, L>::load(bias + n), T(0)).store(y + m * stride + n);
  }
};

template <class Call>
double microseconds(int calls, const Call& call) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) {
    call();
    asm volatile("" ::: "memory");
  }
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count() / calls;
}

// Time of one multiply-add of two elements when the registers hold everything: 12 chains hide the latency of all
// current processors.
template <class T>
[[gnu::noinline]] double microseconds_of_a_term() {
  constexpr int chains = 12, rounds = 20000;
  using number = pack<T, native_lanes<T>>;
  number sum[chains], x(T(.5)), y(T(.25));
#pragma GCC unroll 12
  for (int c = 0; c < chains; ++c) sum[c] = number(T(c));
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) {
#pragma GCC unroll 12
    for (int c = 0; c < chains; ++c) sum[c] = fma(sum[c], x, y);
    asm volatile("" : "+x"(x.v), "+x"(y.v));
  }
#pragma GCC unroll 12
  for (int c = 0; c < chains; ++c) asm volatile("" : "+x"(sum[c].v));
  const std::chrono::duration<double, std::micro> time = std::chrono::steady_clock::now() - begin;
  return time.count() / rounds / chains / number::size;
}

#if defined(EVENGRAD_OPENBLAS)
void blas(int m, int n, int k, const float* a, const float* b, float* y) {
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, y, n);
}
void blas(int m, int n, int k, const double* a, const double* b, double* y) {
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, k, 1, a, k, b, n, 0, y, n);
}
#endif

template <class T>
void compute(int m, int n, int k, left<T> a, panels<T> b, T* scratch, const bias_relu<T>& done) {
  product(m, n, k, a, b, scratch, done);
}
template <int N, class T>
void compute(int m, std::integral_constant<int, N>, std::integral_constant<int, N> k, left<T> a, panels<T> b, T*,
             const bias_relu<T>& done) {
  constant_product<fitting_lanes<T>(N), N>(m, k, a, b, done);
}

template <class Size, class T>
void row(const char* name, int m, Size columns, Size depth, T) {
  const int n = columns, k = depth;
  const std::ptrdiff_t stride = padded(n);
  aligned_array<T> a(std::ptrdiff_t(m) * k), b(k * stride), y(m * stride), bias(stride), scratch(product_scratch<T>);
  const int calls = 1 + int(4e6 / (double(m) * n * k));
  double ours = 1e30, term = 1e30;
  [[maybe_unused]] double openblas = 1e30;
  const auto keep = [](double& least, double time) { least = time < least ? time : least; };
  for (int repeat = 0; repeat < repeats; ++repeat) {
    keep(term, microseconds_of_a_term<T>());
    keep(ours, microseconds(calls, [&] {
           compute(m, columns, depth, left<T>{a.p, k, 1}, panels<T>{b.p, k}, scratch.p,
                   bias_relu<T>{y.p, bias.p, stride});
         }));
#if defined(EVENGRAD_OPENBLAS)
    keep(openblas, microseconds(calls, [&] { blas(m, n, k, a.p, b.p, y.p); }));
#endif
  }
  std::printf("ROW %s m=%d n=%d k=%d ours=%.3f ", name, m, n, k, ours);
#if defined(EVENGRAD_OPENBLAS)
  std::printf("openblas=%.3f ", openblas);
#endif
  std::printf("peak=%.3f\n", term * m * n * k);
}

}  // namespace

int main() {
#if defined(EVENGRAD_OPENBLAS)
  openblas_set_num_threads(1);
#else
  std::puts("absent: openblas");
#endif
  const int sizes[][3] = {{16, 16, 16},    {32, 32, 32},       {64, 64, 64},      {60, 300, 784},    {128, 512, 512},
                          {512, 512, 512}, {1024, 1024, 1024}, {256, 4096, 1024}, {256, 1024, 4096}, {1, 300, 784}};
  for (auto& [m, n, k] : sizes) row("gemm", m, n, k, float());
  for (auto& [m, n, k] : sizes) row("gemm_double", m, n, k, double());
  const auto constant = [](auto size) {
    row("gemm_constant", size, size, size, float());
    row("gemm_double_constant", size, size, size, double());
  };
  constant(std::integral_constant<int, 16>());
  constant(std::integral_constant<int, 32>());
  constant(std::integral_constant<int, 64>());
}
