// A step does not touch the heap: after the first one, of any batch that is not larger, nothing is requests for.
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/data/batches.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/normalize.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/optimizer.hpp>
#include <evengrad/optim/sgd.hpp>

#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <new>

#include "requests.hpp"

namespace evengrad_test {
long requests = 0;
std::int64_t aligned_bytes = 0;
}  // namespace evengrad_test
using evengrad_test::requests;

[[gnu::noinline]] void* operator new(std::size_t n) {
  ++requests;
  if (void* p = std::malloc(n ? n : 1)) return p;
  std::abort();
}
[[gnu::noinline]] void* operator new(std::size_t n, std::align_val_t a) {
  ++requests, evengrad_test::aligned_bytes += std::int64_t(n);
  const std::size_t to = static_cast<std::size_t>(a);
  if (void* p = std::aligned_alloc(to, (n + to - 1) / to * to)) return p;
  std::abort();
}
[[gnu::noinline]] void operator delete(void* p) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
[[gnu::noinline]] void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<6> | eg::dense<20> | eg::batch_norm | eg::relu | eg::dropout(0.2) |
                     eg::residual(eg::dense<20> | eg::layer_norm | eg::relu) |
                     eg::repeat<3>(eg::residual(eg::dense<20> | eg::relu)) | eg::repeat_shared<2>(eg::dense<20>) |
                     eg::dense<3>;

template <class T, class X>
void never_asks(X transform) {
  std::vector<float> x(16 * 6), y(16);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(static_cast<int>(i * 7 % 11) - 5);
  for (std::size_t i = 0; i < y.size(); ++i) y[i] = static_cast<float>(i % 3);
  eg::model<net, T> m{eg::seed{1}};
  eg::optimizer<T, X> rule(transform);
  auto batch = [&](int rows) { return eg::minibatch{{x.data(), rows, 6}, {y.data(), rows, 1}}; };
  const long at_start = requests;
  m.step(eg::cross_entropy, batch(16), rule), m.fused_step(eg::cross_entropy, batch(16), rule);
  BOOST_TEST(requests > at_start, "the first step takes its memory, so the counter counts");
  const long after_one = requests;
  for (int rows : {16, 5, 1, 16}) {
    m.step(eg::cross_entropy, batch(rows), rule), m.fused_step(eg::cross_entropy, batch(rows), rule);
    m.differentiate(eg::cross_entropy, batch(rows));
    m.predict(batch(rows).x);
  }
  const long after_all = requests;
  BOOST_TEST(after_all == after_one);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(a_step_of_float_does_not_touch_the_heap) {
  never_asks<float>(eg::sgd{});
  never_asks<float>(eg::adam{});
  never_asks<float>(eg::chain(eg::momentum{}, eg::sgd{}));
}

BOOST_AUTO_TEST_CASE(a_step_of_double_does_not_touch_the_heap) { never_asks<double>(eg::adam{}); }

BOOST_AUTO_TEST_CASE(an_epoch_of_batches_does_not_touch_the_heap) {
  eg::table data{{}, {}, 6, 1, 3};
  for (int r = 0; r < 50; ++r) {
    const float x[6] = {1, 2, static_cast<float>(r), 0, 1, -1}, y = static_cast<float>(r % 3);
    data.append(x, &y);
  }
  eg::model<net> m{eg::seed{1}};
  eg::optimizer<float, eg::adam> rule(eg::adam{});
  eg::batches shuffled(data, 16, eg::seed{3});
  m.step(eg::cross_entropy, shuffled[0], rule);
  const long before = requests;
  for (const eg::minibatch& b : shuffled) m.step(eg::cross_entropy, b, rule);
  const long after = requests;
  BOOST_TEST(after == before);
}

BOOST_AUTO_TEST_SUITE_END()
