// Bytes of the arena that a training step works in, against every value with memory of its own; calls of the heap.
//
// arena: what the program keeps of a batch, forward and backward. activations: the same values op by op, none freed.
// heap: how often ten steps, after the first, ask for memory: malloc and its like are counted, whoever calls them.
#include "measure.hpp"

#include <evengrad/evengrad.hpp>
#include <evengrad/model/bytes.hpp>

namespace eg = evengrad;

static long requests = 0;

#if defined(__GLIBC__)
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t n) { return ++requests, __libc_malloc(n); }
void* calloc(std::size_t n, std::size_t size) { return ++requests, __libc_calloc(n, size); }
void* realloc(void* p, std::size_t n) { return ++requests, __libc_realloc(p, n); }
void* aligned_alloc(std::size_t alignment, std::size_t n) { return ++requests, __libc_memalign(alignment, n); }
}
#endif

constexpr auto lenet = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
constexpr auto residual_50 = eg::input<64> |
                             eg::repeat<50>(eg::residual(eg::layer_norm | eg::dense<64> | eg::relu | eg::dense<64>)) |
                             eg::dense<10>;

template <const auto& Net>
void row(const char* name) {
  constexpr int rows = 64;
  constexpr auto facts = eg::program_of<eg::checked<Net, eg::cross_entropy_t>, 0>.facts;
  constexpr std::int64_t arena = std::int64_t(sizeof(float)) * (facts.row_elements * rows + facts.fixed_elements),
                         activations = eg::activation_bytes<Net>(eg::batch{rows});
  eg::model<Net> model{eg::seed{1}};
  eg::optimizer<float, eg::adam> rule(eg::adam{});
  std::vector<float> x(std::size_t(rows * model.inputs)), y(rows);
  for (int i = 0; i < rows * model.inputs; ++i) x[std::size_t(i)] = benchmark::hashed(1, std::uint32_t(i));
  for (int r = 0; r < rows; ++r) y[std::size_t(r)] = float(benchmark::label(r));
  const auto step = [&] { model.fused_step(eg::cross_entropy, x.data(), y.data(), rows, rule); };
  step();
  const long before = requests;
  for (int i = 0; i < 10; ++i) step();
  std::printf("ROW memory net=%s batch=%d arena=%lld activations=%lld heap=%ld\n", name, rows,
              static_cast<long long>(arena), static_cast<long long>(activations), requests - before);
}

int main() {
  if (requests == 0) return std::puts("the heap is not counted here"), 1;
  row<lenet>("lenet-300-100");
  row<residual_50>("residual-50");
}
