// LeNet-300-100 by hand: plain C++ with vector extensions and no library, written for exactly this net and this batch.
//
// Weights lie in panels of 16 columns; every product is a register tile with its epilogue on the registers: bias and
// ReLU forward, the mask of ReLU backward, Adam where the tile is a gradient. A gradient never sees memory.
#include "lenet.hpp"

#include <cstdlib>
#include <cstring>
#if defined(__AVX__)
#include <immintrin.h>
#endif

namespace {

using namespace benchmark;

#if defined(__AVX512F__)
constexpr int lanes = 16;
constexpr int forward_rows = 15, gradient_rows = 8;  // 60 = 4 · 15, 784 = 98 · 8
#else
#if defined(__AVX__)
constexpr int lanes = 8;
#else
constexpr int lanes = 4;
#endif
constexpr int forward_rows = 6, gradient_rows = 6;
#endif
constexpr int panel = 16, tile_packs = 2, B = batch_rows;

typedef float vec __attribute__((vector_size(lanes * 4)));
typedef int ivec __attribute__((vector_size(lanes * 4)));
typedef float loose __attribute__((vector_size(lanes * 4), aligned(4), may_alias));

inline vec load(const float* p) { return *reinterpret_cast<const loose*>(p); }
inline void store(float* p, vec x) { *reinterpret_cast<loose*>(p) = x; }
inline vec all(float x) { return x - vec{}; }
inline vec positive(vec x) { return x > 0 ? x : vec{}; }
#if defined(__AVX512F__)
inline vec root(vec x) { return _mm512_maskz_sqrt_ps(0xffff, x); }
#elif defined(__AVX__)
inline vec root(vec x) { return _mm256_sqrt_ps(x); }
#else
inline vec root(vec x) {
  for (int i = 0; i < lanes; ++i) x[i] = __builtin_sqrtf(x[i]);
  return x;
}
#endif

constexpr int wide(int n) { return (n + panel - 1) / panel * panel; }
float* zeros(std::size_t n) {
  void* p = std::aligned_alloc(64, (n * sizeof(float) + 127) / 64 * 64);
  std::memset(p, 0, n * sizeof(float));
  return static_cast<float*>(p);
}

// Columns of the right factor: where pack c of line k begins, lines `line` apart, panels `next` apart.
struct right {
  const float* p;
  std::ptrdiff_t line, next;
  const float* at(int column) const { return p + column / panel * next + column % panel; }
};

// R rows by C packs from (m, n) on: sums over a(m, k) = a[m · row + k · depth], handed to done(m, n, sum).
template <int R, int C, int K, class Done>
inline __attribute__((always_inline)) void tile(const float* a, std::ptrdiff_t row, std::ptrdiff_t depth, right b,
                                                int m, int n, Done& done) {
  vec sum[R][C] = {};
  const float *pa = a + m * row, *pb[C];
#pragma GCC unroll 4
  for (int c = 0; c < C; ++c) pb[c] = b.at(n + c * lanes);
  for (int k = 0; k < K; ++k, pa += depth) {
    vec y[C];
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) {
      y[c] = load(pb[c]), pb[c] += b.line;
#if defined(__AVX__)
      asm("" : "+v"(y[c]));  // else read again at each use
#endif
    }
#pragma GCC unroll 16
    for (int r = 0; r < R; ++r) {
      const vec x = all(pa[r * row]);
#pragma GCC unroll 4
      for (int c = 0; c < C; ++c) sum[r][c] += x * y[c];
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < R; ++r)
#pragma GCC unroll 4
    for (int c = 0; c < C; ++c) done(m + r, n + c * lanes, sum[r][c]);
}

template <int R, int C, int M, int K, class Done>
__attribute__((noinline)) void strip(const float* a, std::ptrdiff_t row, std::ptrdiff_t depth, right b, int n,
                                     Done done) {
  for (int m = 0; m + R <= M; m += R) tile<R, C, K>(a, row, depth, b, m, n, done);
  if constexpr (M % R != 0) tile<M % R, C, K>(a, row, depth, b, M / R * R, n, done);
}

template <int R, int M, int N, int K, class Done>
void product(const float* a, std::ptrdiff_t row, std::ptrdiff_t depth, right b, const Done& done) {
  int n = 0;
  for (; n + tile_packs * lanes <= wide(N); n += tile_packs * lanes)
    strip<R, tile_packs, M, K>(a, row, depth, b, n, done);
  for (; n < wide(N); n += lanes) strip<R, 1, M, K>(a, row, depth, b, n, done);
}

struct adam {
  vec rate, tiny, keep1 = all(.1f), keep2 = all(.001f);
  explicit adam(int t) {
    const double c1 = 1 - std::pow(.9, t), c2 = std::sqrt(1 - std::pow(.999, t));
    rate = all(float(learning_rate * c2 / c1)), tiny = all(float(1e-8 * c2));
  }
  void operator()(float* w, float* m, float* v, vec g) const {
    const vec first = load(m) + keep1 * (g - load(m)), second = load(v) + keep2 * (g * g - load(v));
    store(m, first), store(v, second);
    store(w, load(w) - rate * first / (root(second) + tiny));
  }
};

template <int In, int Out>
struct layer {
  static constexpr int stride = wide(Out), count = In * stride;
  // weights, then biases, each with Adam's two averages
  float *w = zeros(count + stride), *m = zeros(count + stride), *v = zeros(count + stride);
  float *y = zeros(B * stride), *dy = zeros(B * stride);

  right weights() const { return {w, panel, In * panel}; }
  float& at(int i, int o) { return w[o / panel * panel * In + i * panel + o % panel]; }

  template <bool Relu>
  void forward(const float* x, std::ptrdiff_t row) {
    product<forward_rows, B, Out, In>(x, row, 1, weights(), [bias = w + count, y = y](int r, int n, vec s) {
      s += load(bias + n);
      store(y + r * stride + n, Relu ? positive(s) : s);
    });
  }
  struct fused_update {
    adam rule;
    float *w, *m, *v;
    static std::ptrdiff_t at(int i, int n) { return n / panel * panel * In + i * panel + n % panel; }
    void operator()(int i, int n, vec g) const { rule(w + at(i, n), m + at(i, n), v + at(i, n), g); }
  };
  // dx = dy Wᵀ where x > 0: the transpose of W is built in panels first.
  void backward(const float* x, float* dx, float* scratch) const {
    constexpr int line = wide(In);
    for (int p = 0; p < stride; p += panel)
      for (int i0 = 0; i0 < In; i0 += panel)
        for (int o = p; o < p + panel && o < Out; ++o)
          for (int i = i0; i < i0 + panel && i < In; ++i)
            scratch[i0 * Out + o * panel + i - i0] = w[p * In + i * panel + o - p];
    product<forward_rows, B, In, Out>(dy, stride, 1, right{scratch, panel, Out * panel}, [x, dx](int r, int n, vec s) {
      store(dx + r * line + n, load(x + r * line + n) > 0 ? s : vec{});
    });
  }
  void update(const float* x, std::ptrdiff_t row, const adam& rule) {
    product<gradient_rows, In, Out, B>(x, 1, row, right{dy, stride, panel}, fused_update{rule, w, m, v});
    for (int n = 0; n < stride; n += lanes) {
      vec g{};
      for (int r = 0; r < B; ++r) g += load(dy + r * stride + n);
      rule(w + count + n, m + count + n, v + count + n, g);
    }
  }
};

inline vec exponential(vec x) {  // Cephes' expf; x ≤ 0 here
  x = x < -87.f ? all(-87.f) : x;
  const ivec n = __builtin_convertvector(x * 1.44269504f - .5f, ivec);
  const vec k = __builtin_convertvector(n, vec), r = x - k * .693359375f + k * 2.12194440e-4f;
  vec p = r * 1.9875691500e-4f + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f, p = p * r + 4.1665795894e-2f, p = p * r + 1.6666665459e-1f,
  p = p * r + 5.0000001201e-1f;
  return (p * r * r + r + 1) * reinterpret_cast<vec>((n + 127) << 23);
}

struct net {
  layer<784, 300> first;
  layer<300, 100> second;
  layer<100, 10> third;
  float* scratch = zeros(304 * 112);
  int t = 0;

  // The mean loss of the batch, and its gradient in third.dy.
  float loss(const int* label) {
    constexpr int stride = layer<100, 10>::stride;
    float total = 0;
    for (int r = 0; r < B; ++r) {
      float *y = third.y + r * stride, *d = third.dy + r * stride, top = y[0], sum = 0;
      for (int i = 1; i < 10; ++i) top = y[i] > top ? y[i] : top;
      for (int n = 0; n < stride; n += lanes) store(d + n, exponential(load(y + n) - top));
      for (int i = 0; i < 10; ++i) sum += d[i];
      for (int i = 0; i < stride; ++i) d[i] = i < 10 ? d[i] / (sum * B) : 0;
      d[label[r]] -= 1.f / B;
      total += std::log(sum) - (y[label[r]] - top);
    }
    return total / B;
  }
  float step(const float* x, const int* label) {
    first.forward<true>(x, 784);
    second.forward<true>(first.y, first.stride);
    third.forward<false>(second.y, second.stride);
    const float l = loss(label);
    const adam rule(++t);
    third.backward(second.y, second.dy, scratch);
    third.update(second.y, second.stride, rule);
    second.backward(first.y, first.dy, scratch);
    second.update(first.y, first.stride, rule);
    first.update(x, 784, rule);
    return l;
  }
};

template <int In, int Out>
void draw(layer<In, Out>& layer, int l) {
  for (int i = 0; i < In; ++i)
    for (int o = 0; o < Out; ++o) layer.at(i, o) = first_weight(l, In, Out, i, o);
}

}  // namespace

int main() {
  static net n;
  draw(n.first, 0), draw(n.second, 1), draw(n.third, 2);
  float* x = zeros(B * 784);
  int labels[B];
  for (int i = 0; i < B * 784; ++i) x[i] = pixel(i / 784, i % 784);
  for (int r = 0; r < B; ++r) labels[r] = label(r);
  report([&] { return n.step(x, labels); });
}
