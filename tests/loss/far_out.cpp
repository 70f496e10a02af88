// All losses at outputs of ±1e4 in float: finite, with the value and the gradient that the definition has there.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(loss)

namespace {

constexpr auto three = eg::input<3> | eg::bias;
constexpr auto single = eg::input<1> | eg::bias;

/// Value and gradient at these outputs.
template <const auto& Net, int N, class Loss>
void check_at(const char* name, const Loss& loss, std::array<float, N> y, std::vector<float> target, float value,
              std::array<float, N> gradient) {
  eg::model<Net> m;
  const float l = m.differentiate(loss, y.data(), target.data(), 1);
  BOOST_TEST(std::fabs(l - value) <= 1e-6f * (1 + std::fabs(value)), name << " is " << l << ", not " << value);
  for (int i = 0; i < N; ++i) {
    const float g = m.gradient("bias_1.b")(i), exact = gradient[std::size_t(i)];
    BOOST_TEST(std::fabs(g - exact) <= 1e-5f * (1 + std::fabs(exact)), name << "'s gradient " << i << " is " << g);
  }
}

constexpr float far = 1e4f;

}  // namespace

BOOST_AUTO_TEST_CASE(losses_of_classes_at_ten_thousand) {
  const auto check = [](auto... x) { check_at<three, 3>(x...); };
  using y3 = std::array<float, 3>;
  const y3 y{far, 0, -far};
  check("cross_entropy, wrong", eg::cross_entropy, y, std::vector{2.f}, 2 * far, y3{1, 0, -1});
  check("cross_entropy, right", eg::cross_entropy, y, std::vector{0.f}, 0.f, y3{0, 0, 0});
  check("smoothed_cross_entropy", eg::smoothed_cross_entropy<3, 10>, y, std::vector{2.f}, 1.7f * far,
        y3{0.9f, -0.1f, -0.8f});
  check("soft_cross_entropy", eg::soft_cross_entropy, y, std::vector{0.f, 0.5f, 0.5f}, 1.5f * far, y3{1, -0.5f, -0.5f});
  check("kl_divergence", eg::kl_divergence, y, std::vector{0.f, 0.5f, 0.5f}, 1.5f * far - std::log(2.f),
        y3{1, -0.5f, -0.5f});
  check("weighted_cross_entropy", eg::weighted_cross_entropy<1, 1, 4>, y, std::vector{2.f}, 4 * far, y3{2, 0, -2});
  check("focal, wrong", eg::focal<>, y, std::vector{2.f}, 2 * far, y3{1, 0, -1});
  check("focal, right", eg::focal<>, y, std::vector{0.f}, 0.f, y3{0, 0, 0});
  check("confidence_penalty, wrong", eg::confidence_penalty<>, y, std::vector{2.f}, 2 * far, y3{1, 0, -1});
  check("confidence_penalty, right", eg::confidence_penalty<1, 1>, y, std::vector{0.f}, 0.f, y3{0, 0, 0});
  check("mse", eg::mse, y, std::vector{0.f, 0.f, far}, 5 * far * far / 3, y3{2 * far / 3, 0, -4 * far / 3});
  check("mae", eg::mae, y, std::vector{0.f, 0.f, far}, far, y3{1.f / 3, 0, -1.f / 3});
  check("huber", eg::huber<>, y, std::vector{0.f, 0.f, 0.f}, (2 * far - 1) / 3, y3{1.f / 3, 0, -1.f / 3});
  check("hinge", eg::hinge, y, std::vector{-1.f, 1.f, -1.f}, (far + 2) / 3, y3{1.f / 3, -1.f / 3, 0});
  // The other way round.
  const y3 z{-far, -far, far};
  check("cross_entropy of two that are as wrong", eg::cross_entropy, z, std::vector{1.f}, 2 * far, y3{0, -1, 1});
}

BOOST_AUTO_TEST_CASE(losses_of_logits_at_ten_thousand) {
  const auto check = [](auto... x) { check_at<single, 1>(x...); };
  using y1 = std::array<float, 1>;
  for (const float sign : {-1.f, 1.f}) {
    const std::vector right{sign > 0 ? 1.f : 0.f}, wrong{sign > 0 ? 0.f : 1.f};
    check("binary_cross_entropy, right", eg::binary_cross_entropy, y1{sign * far}, right, 0.f, y1{0});
    check("binary_cross_entropy, wrong", eg::binary_cross_entropy, y1{sign * far}, wrong, far, y1{sign});
    const float share = sign > 0 ? 0.75f : 0.25f;
    check("binary_focal, right", eg::binary_focal<>, y1{sign * far}, right, 0.f, y1{0});
    check("binary_focal, wrong", eg::binary_focal<>, y1{sign * far}, wrong, share * far, y1{sign * share});
  }
}

BOOST_AUTO_TEST_SUITE_END()
