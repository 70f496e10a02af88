#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/model/bytes.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>

#include <boost/test/unit_test.hpp>
#include <vector>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<7> | eg::dense<19> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr std::int64_t bytes = eg::training_bytes<net>(eg::batch{8});
constexpr std::int64_t bytes_to_infer = eg::inference_bytes<net>(eg::batch{8});
eg::static_buffer<bytes> in_static_memory;

struct fixture {
  float x[8 * 7], target[8];
  fixture() {
    for (int i = 0; i < 56; ++i) x[i] = float(i % 13) / 5 - 1;
    for (int i = 0; i < 8; ++i) target[i] = float(i % 3);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

// Static memory, whose size follows from the net and the largest batch, gives the same numbers as the heap.
BOOST_FIXTURE_TEST_CASE(a_model_trains_in_a_buffer, fixture) {
  eg::model<net> a{eg::seed{3}}, b{eg::seed{3}, in_static_memory};
  for (int rows : {8, 1, 5, 8}) {
    BOOST_TEST(a.differentiate(eg::cross_entropy, x, target, rows) ==
               b.differentiate(eg::cross_entropy, x, target, rows));
    for (const eg::entry& e : a.entries())
      if (e.learned)
        for (int i = 0; i < e.dims.size(); ++i) BOOST_TEST(a.gradient(e)(i) == b.gradient(e)(i));
    const float *p = a.predict(x, rows), *q = b.predict(x, rows);
    for (int i = 0; i < 3; ++i) BOOST_TEST(p[i] == q[i]);
  }
  const auto* at = reinterpret_cast<const std::byte*>(b.weights());
  BOOST_TEST((at >= in_static_memory.bytes && at < in_static_memory.bytes + bytes));
}

BOOST_FIXTURE_TEST_CASE(a_larger_batch_than_the_buffer_was_made_for_fails, fixture) {
  eg::static_buffer<bytes> here;
  eg::model<net> m{eg::seed{3}, here};
  const std::vector<float> many(64 * 7, 1.f), labels(64, 0.f);
  BOOST_CHECK_THROW(m.differentiate(eg::cross_entropy, many.data(), labels.data(), 64), eg::error);
  BOOST_TEST(m.differentiate(eg::cross_entropy, x, target, 8) > 0);
}

// Inference takes no gradients.
BOOST_FIXTURE_TEST_CASE(a_model_infers_in_less, fixture) {
  std::vector<char> bytes(std::size_t(bytes_to_infer) + 64);
  eg::model<net> m{eg::seed{3}, eg::buffer{bytes.data(), bytes.size()}};
  const float first = m.predict(x, 8)[0];
  BOOST_TEST(m.predict(x, 1)[0] == first);
  BOOST_CHECK_THROW(m.differentiate(eg::cross_entropy, x, target, 8), eg::error);
}

BOOST_AUTO_TEST_SUITE_END()
