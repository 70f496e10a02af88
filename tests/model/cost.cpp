#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/model/cost.hpp>
#include <evengrad/norm/batch_norm.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto lenet =
    eg::input<28, 28> | eg::flatten | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
static_assert(eg::parameter_count(lenet) == 784 * 300 + 300 + 300 * 100 + 100 + 100 * 10 + 10);
static_assert(eg::parameter_count(lenet) == 266'610 && eg::state_count(lenet) == 0);
static_assert(eg::multiply_adds(lenet) == 784 * 300 + 300 * 100 + 100 * 10);
static_assert(eg::flops(lenet) == 2 * 266'200 + 300 + 300 + 100 + 100 + 10);  // biases and rectifiers
static_assert(eg::flops(lenet, eg::batch{64}) == 64 * eg::flops(lenet));
static_assert(eg::parameter_count<lenet>() == eg::parameter_count(lenet) && eg::flops<lenet>() == eg::flops(lenet));

// A layer norm of 12 features: two means (a product and a sum each), x - mean, its square, two times twelve for scale
// and shift, the product with 1/σ; once a row + ε and rsqrt.
constexpr std::int64_t norm = 9 * 12 + 2;
constexpr std::int64_t block = norm + (2 * 240 + 20) + 20 + (2 * 240 + 12) + 12;
constexpr auto body = eg::residual(eg::layer_norm | eg::dense<20> | eg::relu | eg::dense<12>);
constexpr auto repeated = eg::input<7> | eg::dense<12> | eg::repeat<3>(body) | eg::dense<5>;
static_assert(eg::parameter_count(repeated) == 96 + 3 * (24 + 260 + 252) + 65);
static_assert(eg::flops(repeated) == 2 * 84 + 12 + 3 * block + 2 * 60 + 5);
static_assert(eg::parameter_count<repeated>() == 1769 && eg::flops<repeated>() == eg::flops(repeated));

constexpr auto shared = eg::input<12> | eg::repeat_shared<4>(body) | eg::repeat<2>(eg::repeat<3>(eg::dense<12>));
static_assert(eg::parameter_count(shared) == (24 + 260 + 252) + 6 * (144 + 12));  // the shared weights once
static_assert(eg::flops(shared) == 4 * block + 6 * (2 * 144 + 12));               // but they work four times

// To infer, rsqrt(variance + ε) does not depend on the row.
constexpr auto normed = eg::input<6> | eg::repeat<2>(eg::batch_norm | eg::dense<6>);
static_assert(eg::parameter_count(normed) == 2 * (12 + 42) && eg::state_count(normed) == 2 * 12);
static_assert(eg::state_count<normed>() == 24);
static_assert(eg::flops(normed, eg::batch{5}) == 2 * (5 * (4 * 6 + 2 * 36 + 6) + 2 * 6));

struct half_square {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) {
    const eg::symbol d = y - target;
    return sum(d * d * 0.5);
  }
};
constexpr auto linear = eg::input<3> | eg::dense<2>;
constexpr std::int64_t forward =
    2 * 6 + 2 + 2 + 2 + 2 + 2 + 1 + 1;                // product, bias, d, d², half, sum, mean over the batch
constexpr std::int64_t backward = 2 + 2 + 2 + 2 * 6;  // d · ½/rows twice added, bias, weights; none for the input
static_assert(eg::training_flops<linear, half_square>() == forward + backward);
static_assert(eg::counts_of<eg::checked<lenet, void>, 0>.values.at({7}) == 7 * (3 * 300 + 3 * 100 + 2 * 10));

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(costs_are_constants) {
  constexpr std::int64_t n = eg::parameter_count(lenet);
  BOOST_TEST(n == 266'610);
}

BOOST_AUTO_TEST_SUITE_END()
