// The code of docs/tour.md, and what the page says of it.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace eg = evengrad;

namespace {

// clang-format off
constexpr auto plain = eg::input<64> | eg::dense<64> | eg::relu | eg::dense<10>;

constexpr auto image = eg::input<28, 28> | eg::dense<16> | eg::relu | eg::flatten | eg::dense<10>;

constexpr auto gated = eg::input<64>
                     | eg::multiply(eg::dense<32>, eg::dense<32> | eg::sigmoid)
                     | eg::residual(eg::layer_norm | eg::dense<64> | eg::relu | eg::dense<32>)
                     | eg::concat(eg::dense<8>, eg::dense<8> | eg::tanh)
                     | eg::dense<10>;

template <const auto& Norm, int Width>
struct mlp : eg::block {
  static constexpr std::string_view name = "mlp";
  static constexpr auto graph = eg::residual(Norm | eg::dense<2 * Width> | eg::relu | eg::dense<Width>);
};
constexpr auto deep = eg::input<64> | eg::dense<32> | eg::repeat<1'000>(mlp<eg::rms_norm, 32>{}) | eg::dense<10>;

constexpr auto skip = eg::input<64> | eg::dense<32> | eg::tap<"wide"> | eg::relu | eg::dense<8> | eg::relu
                    | eg::concat(eg::identity_layer, eg::from<"wide">) | eg::dense<10>;

constexpr auto tied = eg::input<64> | eg::shared<"w">(eg::dense<64>) | eg::relu | eg::shared<"w">(eg::dense<64>)
                    | eg::dense<10>;

constexpr auto family(auto norm) { return eg::input<64> | eg::dense<32> | norm | eg::relu | eg::dense<10>; }
constexpr auto with_layer_norm = family(eg::layer_norm);
constexpr auto with_batch_norm = family(eg::batch_norm);

static_assert(eg::parameter_count(plain) == 64 * 64 + 64 + 64 * 10 + 10);
static_assert(eg::training_bytes<plain>(eg::batch{32}) < 1'000'000);
// clang-format on

}  // namespace

BOOST_AUTO_TEST_SUITE(guide)

BOOST_AUTO_TEST_CASE(declarations) {
  static_assert(eg::parameter_count(image) == 28 * 16 + 16 + 28 * 16 * 10 + 10);
  static_assert(eg::parameter_count(deep) == 64 * 32 + 32 + 1'000 * (32 + 32 * 64 + 64 + 64 * 32 + 32) + 330);
  static_assert(eg::parameter_count(tied) == 64 * 64 + 64 + 650);
  static_assert(eg::parameter_count(skip) == 64 * 32 + 32 + 32 * 8 + 8 + 40 * 10 + 10);
  static_assert(eg::parameter_count(gated) > 0 &&
                eg::parameter_count(with_layer_norm) == eg::parameter_count(with_batch_norm));
  BOOST_TEST(eg::explain<gated>().find("sigmoid") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_loop_by_hand) {
  const auto [train, test] = eg::digits();
  // clang-format off
  eg::model<plain> model{eg::seed{42}};
  eg::optimizer<float, eg::adam> rule(eg::adam{.learning_rate = 3e-3});
  for (std::uint64_t epoch = 0; epoch < 5; ++epoch)
    for (const eg::minibatch& b : eg::batches(train, 32, eg::seed{epoch}))
      model.step(eg::cross_entropy, b, rule);               // the loss before the step
  const double share = eg::accuracy(model, test);
  // clang-format on
  BOOST_TEST(share > 0.93);

  // clang-format off
  float& weight = model["dense_1.w"](3, 5);                 // line 3, column 5: pixel 3, unit 5
  const float slope = model.gradient("dense_1.w")(3, 5);    // of the last step
  for (const eg::entry& e : model.entries())                // e.name, e.dims
    std::printf("%s: %d\n", e.name.c_str(), e.dims.size());
  // clang-format on
  BOOST_TEST(std::isfinite(weight));
  BOOST_TEST(std::isfinite(slope));
}

BOOST_AUTO_TEST_CASE(transforms_are_chained) {
  const auto [train, test] = eg::digits();
  eg::model<plain> model{eg::seed{42}};
  // clang-format off
  const auto history = eg::fit(model, train, eg::cross_entropy, eg::momentum{.learning_rate = 0.05, .nesterov = true},
                               {.batch = 16, .epochs = 8, .validation = test, .show = false});
  // clang-format on
  BOOST_TEST(history.size() == 8u);
  BOOST_TEST(history.back().accuracy > 0.93);
}

BOOST_AUTO_TEST_CASE(a_thousand_blocks_train) {
  const auto [train, test] = eg::digits();
  eg::model<deep> model{eg::seed{1}};
  const eg::dataset few = train;
  const float loss = model.differentiate(eg::cross_entropy, few.x.data, few.y.data, 4);
  BOOST_TEST(std::isfinite(loss));
  BOOST_TEST(model.find("repeat_1.1000.mlp_1.dense_2.w").dims.size() == 64 * 32);
}

BOOST_AUTO_TEST_SUITE_END()
