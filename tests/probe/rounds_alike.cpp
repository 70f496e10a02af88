#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/watch.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/elu.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/probe/rounds_alike.hpp>

#include <algorithm>
#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto head = eg::dense<10>;
constexpr auto relu_net = eg::input<24> | eg::dense<32> | eg::relu | eg::dense<40> | eg::relu | head;
constexpr auto tanh_net = eg::input<24> | eg::dense<32> | eg::tanh | eg::repeat<3>(eg::dense<32> | eg::sigmoid) | head;
constexpr auto norm_net = eg::input<24> | eg::dense<32> | eg::batch_norm | eg::relu | head;
constexpr auto selu_net = eg::input<24> | eg::dense<32> | eg::selu | eg::dropout(.1) | head;
constexpr auto gelu_net = eg::input<24> | eg::dense<32> | eg::residual(eg::dense<32> | eg::gelu) | head;

/// Whether it is said that both programs give the same bits; where it is, they must.
template <const auto& Net>
bool said_and_done() {
  using loss = eg::cross_entropy_t;
  constexpr bool said = eg::rounds_alike<eg::checked<Net, loss>, eg::checked<Net, eg::watching_all_t<loss>>>;
  eg::model<Net> plain, watched;
  eg::optimizer<float, eg::adam> a{eg::adam{}}, b{eg::adam{}};
  std::vector<float> x(33 * 24), y(33);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i * 7919 % 1000) / 1000 - .3f;
  for (std::size_t r = 0; r < 33; ++r) y[r] = float(r * 31 % 10);
  for (int s = 0; s < 3; ++s)
    plain.fused_step(loss(), x.data(), y.data(), 33, a),
        watched.fused_step(eg::watching_all(loss()), x.data(), y.data(), 33, b);
  if (said) BOOST_TEST(std::equal(plain.weights(), plain.weights() + plain.weight_count(), watched.weights()));
  return said;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(what_is_said_to_round_alike_does) {
  BOOST_TEST(said_and_done<relu_net>());
  BOOST_TEST(said_and_done<tanh_net>());
  BOOST_TEST(said_and_done<norm_net>());
  BOOST_TEST(!said_and_done<selu_net>());
  BOOST_TEST(!said_and_done<gelu_net>());
}

BOOST_AUTO_TEST_SUITE_END()
