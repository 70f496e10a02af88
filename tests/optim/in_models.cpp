// Rules in models: kinds of parameters as the formulas give them, fused steps against kept gradients, and `fit`.
#include <evengrad/evengrad.hpp>
#include <evengrad/kernel/threads.hpp>

#include <cstring>
#include <map>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

constexpr auto parts = eg::input<1> | eg::embedding<5, 12> | eg::dense<12, eg::weight_norm<>> | eg::batch_norm |
                       eg::prelu | eg::repeat<2>(eg::residual(eg::layer_norm | eg::dense<12>)) | eg::scale | eg::bias |
                       eg::dense<3>;
constexpr auto mlp = eg::input<7> | eg::dense<20> | eg::layer_norm | eg::relu | eg::dense<3>;
constexpr auto repeated = eg::input<6> | eg::repeat<3>(eg::residual(eg::dense<6> | eg::relu)) | eg::dense<3>;
constexpr int rows = 12;

template <class M>
std::pair<std::vector<double>, std::vector<double>> data_for(const M&) {
  std::vector<double> x, y;
  for (int i = 0; i < rows * M::inputs; ++i) x.push_back(double(i * 2654435761u % 1000) / 500 - 1);
  for (int r = 0; r < rows; ++r) y.push_back(r % 3);
  return {x, y};
}

template <const auto& Net, class X>
constexpr bool fuses = eg::changes_in_place<eg::checked<Net, eg::cross_entropy_t>, eg::optimizer<double, X>>;

/// Five fused steps and five with gradients that are kept: the same numbers, but for rounding.
template <const auto& Net, class X>
void agree(const X& rule) {
  eg::model<Net, double> a{eg::seed{3}}, b{eg::seed{3}};
  eg::optimizer<double, X> fused(rule), kept(rule);
  const auto [x, y] = data_for(a);
  for (int t = 0; t < 5; ++t) {
    a.fused_step(eg::cross_entropy, x.data(), y.data(), rows, fused);
    b.step(eg::cross_entropy, x.data(), y.data(), rows, kept);
  }
  for (std::int64_t i = 0; i < a.weight_count(); ++i) BOOST_TEST(std::fabs(a.weights()[i] - b.weights()[i]) < 1e-9);
}

}  // namespace

BOOST_AUTO_TEST_CASE(kinds_follow_from_formulas) {
  eg::model<parts> m;
  std::map<std::string, eg::parameter_kinds> kinds;
  for (const eg::entry& e : m.entries())
    if (e.learned) kinds[e.name] = e.kind;
  using enum eg::parameter_kinds;
  const std::map<std::string, eg::parameter_kinds> expected{{"embedding_1.w", tables},
                                                            {"dense_1.w", weights},
                                                            {"dense_1.g", scales},
                                                            {"dense_1.b", shifts},
                                                            {"batch_norm_1.gamma", scales},
                                                            {"batch_norm_1.beta", shifts},
                                                            {"prelu_1.slope", scales},
                                                            {"scale_1.s", scales},
                                                            {"bias_1.b", shifts},
                                                            {"dense_2.w", weights},
                                                            {"dense_2.b", shifts},
                                                            {"repeat_1.1.layer_norm_1.gamma", scales},
                                                            {"repeat_1.1.layer_norm_1.beta", shifts},
                                                            {"repeat_1.1.dense_1.w", weights},
                                                            {"repeat_1.1.dense_1.b", shifts},
                                                            {"repeat_1.2.layer_norm_1.gamma", scales},
                                                            {"repeat_1.2.layer_norm_1.beta", shifts},
                                                            {"repeat_1.2.dense_1.w", weights},
                                                            {"repeat_1.2.dense_1.b", shifts}};
  for (const auto& [name, kind] : kinds)
    BOOST_TEST((expected.contains(name) && expected.at(name) == kind), name << " is of kind " << int(kind));
  BOOST_TEST(kinds.size() == expected.size());
}

BOOST_AUTO_TEST_CASE(chains_that_go_weight_by_weight_are_fused) {
  constexpr auto decayed = eg::adamw{.learning_rate = 1e-2, .weight_decay = 0.5};
  constexpr auto frozen = eg::nadam{1e-2} | eg::freeze("dense_1.b") | eg::weights_average{};
  static_assert(fuses<mlp, decltype(decayed)> && fuses<repeated, decltype(decayed)> && fuses<mlp, decltype(frozen)>);
  static_assert(!fuses<mlp, eg::lamb> && !fuses<mlp, decltype(eg::sam{} | eg::sgd{})>);
  agree<mlp>(decayed), agree<repeated>(decayed), agree<mlp>(frozen);
  agree<mlp>(eg::lamb{1e-2}), agree<mlp>(eg::muon{});
}

BOOST_AUTO_TEST_CASE(frozen_layers_and_biases_without_decay) {
  eg::model<mlp> m{eg::seed{3}};
  const auto before = [&](const char* name) {
    const auto v = m[std::string(name)];
    std::vector<float> all;
    for (int i = 0; i < v.size(); ++i) all.push_back(v(i));
    return all;
  };
  const auto w1 = before("dense_1.w"), w2 = before("dense_2.w");
  m[std::string("layer_norm_1.gamma")].assign(std::vector<float>(20, 2.f));
  // Nothing but decay: a rate of next to nothing, with a weight decay that takes off a tenth.
  const auto rule = eg::sgd{1e-30} | eg::add_decayed_weights{0.1} | eg::freeze("dense_2");
  eg::optimizer<float, decltype(rule)> optimizer(rule);
  std::vector<float> x(7 * rows, 0.5f), y(rows, 1.f);
  m.fused_step(eg::cross_entropy, x.data(), y.data(), rows, optimizer);
  for (int i = 0; i < 7 * 20; ++i) BOOST_TEST(std::fabs(m["dense_1.w"](i) - 0.9f * w1[std::size_t(i)]) < 1e-6);
  BOOST_TEST((before("dense_2.w") == w2));
  BOOST_TEST((before("layer_norm_1.gamma") == std::vector<float>(20, 2.f)));
}

BOOST_AUTO_TEST_CASE(an_optimizer_that_goes_on_with_another_model_is_told_its_parameters) {
  const auto rule = eg::sgd{1e-30} | eg::add_decayed_weights{0.5};
  eg::optimizer<float, decltype(rule)> optimizer(rule);
  std::vector<float> x(7 * rows, 0.5f), y(rows, 1.f);
  {
    eg::model<mlp> first{eg::seed{3}};
    first.step(eg::cross_entropy, x.data(), y.data(), rows, optimizer);
  }
  eg::model<repeated> m{eg::seed{3}};
  m[std::string("dense_1.b")].assign({1, 2, 3});
  const float w = m[std::string("dense_1.w")](4);
  m.step(eg::cross_entropy, x.data(), y.data(), rows, optimizer);
  BOOST_TEST(m[std::string("dense_1.b")](1) == 2);
  BOOST_TEST(m[std::string("dense_1.w")](4) == 0.5f * w);
}

BOOST_AUTO_TEST_CASE(a_layer_that_the_network_has_not_is_refused_before_anything_changes) {
  static constexpr auto normed = eg::input<7> | eg::dense<4> | eg::batch_norm | eg::dense<3>;
  std::vector<float> x(7 * rows, 0.5f), y(rows, 1.f);
  const auto tried = [&](const auto& rule) {
    eg::model<normed> m{eg::seed{3}}, untouched{eg::seed{3}};
    eg::optimizer<float, std::remove_cvref_t<decltype(rule)>> optimizer(rule);
    for (int t = 0; t < 2; ++t) {
      BOOST_CHECK_THROW(m.fused_step(eg::cross_entropy, x.data(), y.data(), rows, optimizer), eg::error);
      BOOST_CHECK_THROW(m.step(eg::cross_entropy, x.data(), y.data(), rows, optimizer), eg::error);
    }
    BOOST_TEST(std::memcmp(m.weights(), untouched.weights(), std::size_t(m.weight_count()) * 4) == 0);
    BOOST_TEST(std::memcmp(m.states(), untouched.states(), std::size_t(m.state_count()) * 4) == 0);
  };
  tried(eg::sgd{} | eg::freeze("dense_9"));
  tried(eg::clip_by_norm{} | eg::sgd{} | eg::freeze("dense_9"));
}

BOOST_AUTO_TEST_CASE(threads_share_parameters) {
  const auto trained = [](const auto& rule, int count) {
    eg::model<mlp> m{eg::seed{3}, eg::threads{count}};
    eg::optimizer<float, std::remove_cvref_t<decltype(rule)>> optimizer(rule);
    std::vector<float> x, y;
    for (int i = 0; i < rows * 7; ++i) x.push_back(float(i * 2654435761u % 1000) / 500 - 1);
    for (int r = 0; r < rows; ++r) y.push_back(float(r % 3));
    for (int t = 0; t < 5; ++t) m.fused_step(eg::cross_entropy, x.data(), y.data(), rows, optimizer);
    return std::vector<float>(m.weights(), m.weights() + m.weight_count());
  };
  const auto same = [&](const char* name, const auto& rule) {
    const auto one = trained(rule, 1);
    for (const int count : {2, 3}) {
      const auto more = trained(rule, count);
      BOOST_TEST(std::memcmp(one.data(), more.data(), one.size() * sizeof(float)) == 0, name << ", " << count);
    }
  };
  same("muon", eg::muon{}), same("adamw", eg::adamw{});
}

BOOST_AUTO_TEST_CASE(fit_ends_with_the_average_and_tells_the_plateau) {
  const eg::train_and_test digits = eg::digits();
  const eg::dataset train = digits.train, test = digits.test;
  constexpr auto options = [](const eg::dataset& held_out) {
    return eg::fit_options{.batch = 60, .epochs = 3, .validation = held_out, .show = false};
  };
  static constexpr auto net = eg::input<64> | eg::dense<10>;
  eg::model<net> m{eg::seed{1}}, by_hand{eg::seed{1}};
  const auto rule = eg::adam{} | eg::weights_average{0.9};
  const auto history = eg::fit(m, train, eg::cross_entropy, rule, options(test));
  BOOST_TEST(history.back().accuracy == eg::accuracy(m, test));
  eg::optimizer<float, decltype(rule)> optimizer(rule);
  for (int epoch = 0; epoch < 3; ++epoch) {
    eg::batches shuffled(train, 60, eg::seed{std::uint64_t(epoch) + 1});
    for (const eg::minibatch& b : shuffled) by_hand.fused_step(eg::cross_entropy, b, optimizer);
  }
  BOOST_TEST(std::memcmp(m.weights(), by_hand.weights(), std::size_t(m.weight_count()) * 4) != 0);
  optimizer.finish(by_hand.weights(), by_hand.weight_count());
  BOOST_TEST(std::memcmp(m.weights(), by_hand.weights(), std::size_t(m.weight_count()) * 4) == 0);
  // A patience of none and a threshold of nearly all: the rate falls by a million after every epoch but the first.
  eg::model<net> one{eg::seed{1}}, three{eg::seed{1}};
  auto few = options({});
  const auto falling = eg::adam{1e-2} | eg::on_plateau{.factor = 1e-6, .patience = 0, .threshold = 0.999};
  eg::fit(three, train, eg::cross_entropy, falling, few);
  few.epochs = 2;
  eg::fit(one, train, eg::cross_entropy, falling, few);
  for (std::int64_t i = 0; i < one.weight_count(); ++i)
    BOOST_TEST(std::fabs(one.weights()[i] - three.weights()[i]) < 1e-5);
  few.epochs = 3;
  eg::model<net> fixed{eg::seed{1}};
  eg::fit(fixed, train, eg::cross_entropy, eg::adam{1e-2}, few);
  double moved = 0;
  for (std::int64_t i = 0; i < one.weight_count(); ++i)
    moved = std::fmax(moved, std::fabs(double(one.weights()[i] - fixed.weights()[i])));
  BOOST_TEST(moved > 1e-2);
}

BOOST_AUTO_TEST_SUITE_END()
