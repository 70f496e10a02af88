#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/model/bytes.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/optimizer.hpp>

#include <boost/test/unit_test.hpp>

#include "requests.hpp"

namespace eg = evengrad;

using evengrad_test::aligned_bytes;

namespace {

constexpr auto lenet = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
// Columns in whole panels of 16, and 128 bytes behind each array.
constexpr std::int64_t padded_weights = 784 * 304 + 304 + 300 * 112 + 112 + 100 * 16 + 16;
static_assert(eg::training_memory<lenet>(eg::batch{60}).weights == 4 * padded_weights + 128);
static_assert(eg::training_memory<lenet>(eg::batch{60}).gradients == 4 * padded_weights + 128);
static_assert(eg::training_memory<lenet>(eg::batch{60}).states == 128);
static_assert(eg::training_memory<lenet, eg::cross_entropy_t, double>(eg::batch{60}).weights ==
              8 * padded_weights + 128);
static_assert(eg::optimizer_bytes<lenet, eg::adam>() == 2 * 4 * padded_weights + 128);
static_assert(eg::inference_memory<lenet>(eg::batch{8}).rows < eg::training_memory<lenet>(eg::batch{8}).rows);
static_assert(eg::inference_memory<lenet>(eg::batch{8}).gradients == 0);
// Product, bias, rectifier of each layer.
static_assert(eg::activation_bytes<lenet, void>(eg::batch{5}) == 5 * 4 * (3 * 300 + 3 * 100 + 2 * 10));
static_assert(eg::training_memory<lenet>(eg::batch{60}).rows < eg::activation_bytes<lenet>(eg::batch{60}));

constexpr auto repeated = eg::input<7> | eg::dense<12> |
                          eg::repeat<3>(eg::residual(eg::batch_norm | eg::dense<20> | eg::relu | eg::dense<12>)) |
                          eg::dense<5>;
static_assert(eg::training_memory<repeated>(eg::batch{1}).states == 4 * 3 * 2 * 16 + 128);

template <const auto& Net>
std::int64_t held_to_train(std::int64_t rows) {
  const std::vector<float> x(std::size_t(rows * eg::model<Net>::inputs), 0.5f), target(std::size_t(rows), 1.f);
  const std::int64_t before = aligned_bytes;
  eg::model<Net> m{eg::seed{1}};
  m.differentiate(eg::cross_entropy, x.data(), target.data(), rows);
  return aligned_bytes - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(a_model_holds_what_the_constants_say) {
  BOOST_TEST(held_to_train<lenet>(13) == (eg::training_bytes<lenet>(eg::batch{13})));
  BOOST_TEST(held_to_train<repeated>(13) == (eg::training_bytes<repeated>(eg::batch{13})));
}

BOOST_AUTO_TEST_CASE(a_model_that_infers_takes_no_gradients) {
  const std::vector<float> x(9 * 784, 0.5f);
  const std::int64_t before = aligned_bytes;
  eg::model<lenet> m{eg::seed{1}};
  m.predict(x.data(), 9);
  BOOST_TEST(aligned_bytes - before == eg::inference_bytes<lenet>(eg::batch{9}));
}

BOOST_AUTO_TEST_CASE(an_optimizer_holds_its_slots) {
  eg::model<lenet> m{eg::seed{1}};
  float* const gradients = m.gradients();
  eg::optimizer<float, eg::adam> rule{eg::adam{}};
  const std::int64_t before = aligned_bytes;
  rule.update(m.weights(), gradients, m.weight_count());
  BOOST_TEST(aligned_bytes - before == (eg::optimizer_bytes<lenet, eg::adam>()));
}

BOOST_AUTO_TEST_SUITE_END()
