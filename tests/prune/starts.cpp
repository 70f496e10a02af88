// What survivors start from: each start against what it says, weight by weight.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/prune/starts.hpp>

#include "../message.hpp"

namespace eg = evengrad;
using evengrad_test::message;

namespace {

constexpr auto net = eg::input<20> | eg::dense<30, eg::init::he_normal> | eg::batch_norm | eg::relu |
                     eg::repeat<3>(eg::residual(eg::dense<30> | eg::relu)) | eg::dense<2>;
constexpr auto other = eg::input<3> | eg::dense<2>;
using model = eg::model<net>;
using past = eg::ticket_past<net, float>;

/// A model that was trained six steps, what it was after 0, 3 and 6 of them, and a mask with every third weight gone.
struct trained {
  model m{eg::seed{3}};
  past was;
  eg::weight_mask mask{m.places()};
  trained() {
    std::vector<float> x(20 * 8), y(2 * 8);
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = eg::generator(eg::seed{1}).normal(i);
    for (std::size_t i = 0; i < y.size(); ++i) y[i] = eg::generator(eg::seed{2}).normal(i);
    eg::optimizer<float, eg::sgd> rule(eg::sgd{.learning_rate = 0.01f});
    was.first.take(m);
    for (int i = 0; i < 6; ++i) {
      if (i == 3) was.rewound.take(m);
      m.step(eg::mse, x.data(), y.data(), 8, rule);
    }
    was.last.take(m);
    int n = 0;
    for (const eg::masked_tensor& t : mask.tensors())
      for (int i = 0; t.is_pruned() && i < t.lines * t.columns; ++i)
        if (n++ % 3 == 0) mask.set(t, i / t.columns, i % t.columns, false);
    m.set_steps(77);
    for (std::int64_t i = 0; i < m.weight_count(); ++i) m.weights()[i] = 9;
    for (std::int64_t i = 0; i < m.state_count(); ++i) m.states()[i] = 9;
  }
  /// Calls f(entry, tensor or nullptr, element, now, first, kept) for what is learned.
  template <class F>
  void each(F f) {
    model then{eg::seed{0}};
    was.first.give(then);
    for (const eg::entry& e : m.entries()) {
      if (!e.learned) continue;
      const eg::masked_tensor& t = mask.tensor(e.name);
      for (int i = 0; i < e.dims.size(); ++i)
        f(t, i, m.view(e)(i), then.view(e)(i), mask.keeps(t, i / t.columns, i % t.columns));
    }
  }
  /// Whether everything is as in the checkpoint, but for zeros at pruned weights.
  bool is(const eg::checkpoint<net, float>& c) {
    model expected{eg::seed{0}};
    c.give(expected);
    mask.apply(expected.weights());
    return expected.steps() == m.steps() &&
           std::equal(m.weights(), m.weights() + m.weight_count(), expected.weights()) && has_states(c);
  }
  bool has_states(const eg::checkpoint<net, float>& c) {
    model expected{eg::seed{0}};
    c.give(expected);
    return std::equal(m.states(), m.states() + m.state_count(), expected.states());
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(starts)

BOOST_AUTO_TEST_CASE(what_was) {
  trained t;
  eg::reset{}.give(t.m, t.mask, t.was);
  BOOST_TEST((t.is(t.was.first) && !t.is(t.was.rewound) && !t.is(t.was.last)));
  BOOST_TEST(t.m.steps() == 0u);
  eg::rewind{}.give(t.m, t.mask, t.was);
  BOOST_TEST((t.is(t.was.rewound) && !t.is(t.was.first)));
  BOOST_TEST(t.m.steps() == 3u);
  eg::carry_on{}.give(t.m, t.mask, t.was);
  BOOST_TEST((t.is(t.was.last) && !t.is(t.was.rewound)));
  BOOST_TEST(t.m.steps() == 6u);
}

BOOST_AUTO_TEST_CASE(drawn_afresh) {
  trained t;
  eg::reinitialize{eg::seed{8}}.give(t.m, t.mask, t.was);
  BOOST_TEST((t.m.steps() == 0u && t.has_states(t.was.first)));
  model fresh{eg::seed{8}};
  t.mask.apply(fresh.weights());
  BOOST_TEST(std::equal(fresh.weights(), fresh.weights() + fresh.weight_count(), t.m.weights()));
  BOOST_TEST((t.m.drawn_from() == eg::seed{3}));  // dropout goes on from the model's own
}

BOOST_AUTO_TEST_CASE(drawn_from_survivors) {
  trained t;
  eg::redraw{eg::seed{8}}.give(t.m, t.mask, t.was);
  BOOST_TEST((t.m.steps() == 0u && t.has_states(t.was.first)));
  std::vector<float> d;  // D_m of dense_1.w
  t.each([&](const eg::masked_tensor& at, int, float, float first, bool kept) {
    if (at.name == "dense_1.w" && kept) d.push_back(first);
  });
  int same = 0, others = 0;
  t.each([&](const eg::masked_tensor& at, int, float now, float first, bool kept) {
    if (!at.is_pruned()) BOOST_TEST(now == first);
    else if (!kept) BOOST_TEST(now == 0);
    else if (at.name == "dense_1.w") {
      BOOST_TEST((std::find(d.begin(), d.end(), now) != d.end()));
      (now == first ? same : others)++;
    }
  });
  BOOST_TEST((others > 350 && same < 20));  // of 400
  trained again;
  eg::redraw{eg::seed{8}}.give(again.m, again.mask, again.was);
  BOOST_TEST(std::equal(t.m.weights(), t.m.weights() + t.m.weight_count(), again.m.weights()));
  eg::redraw{eg::seed{9}}.give(again.m, again.mask, again.was);
  BOOST_TEST(!std::equal(t.m.weights(), t.m.weights() + t.m.weight_count(), again.m.weights()));
}

BOOST_AUTO_TEST_CASE(with_noise_on_them) {
  trained t;
  eg::with_noise{.sigma = 2, .drawn_from = eg::seed{8}}.give(t.m, t.mask, t.was);
  BOOST_TEST((t.m.steps() == 0u && t.has_states(t.was.first)));
  double sum = 0, squares = 0, n = 0;
  t.each([&](const eg::masked_tensor& at, int, float now, float first, bool kept) {
    if (!at.is_pruned()) BOOST_TEST(now == first);
    else if (!kept) BOOST_TEST(now == 0);
    else if (at.name == "dense_1.w") sum += double(now - first), squares += double(now - first) * (now - first), ++n;
  });
  const double deviation = std::sqrt(2. / 20);  // of he_normal
  BOOST_TEST(std::fabs(sum / n) < 4 * 2 * deviation / std::sqrt(n));
  BOOST_TEST(std::sqrt(squares / n) / (2 * deviation) == 1., boost::test_tools::tolerance(4 / std::sqrt(2 * n)));
  eg::with_noise{.sigma = 0}.give(t.m, t.mask, t.was);
  BOOST_TEST(t.is(t.was.first));
}

BOOST_AUTO_TEST_CASE(refused) {
  trained t;
  const std::vector<float> before(t.m.weights(), t.m.weights() + t.m.weight_count());
  const auto unchanged = [&] { return std::equal(before.begin(), before.end(), t.m.weights()) && t.m.steps() == 77; };
  const eg::weight_mask foreign(eg::model<other>().places());
  past none;
  BOOST_TEST(message([&] { eg::reset{}.give(t.m, foreign, t.was); }).find("a mask of dense_1.w 3 x 2") == 13u);
  BOOST_TEST(message([&] { eg::reinitialize{}.give(t.m, eg::weight_mask(), t.was); }).find("a mask of nothing") == 13u);
  BOOST_TEST(message([&] { eg::redraw{}.give(t.m, foreign, t.was); }).find("a mask of") == 13u);
  BOOST_TEST(message([&] { eg::rewind{}.give(t.m, t.mask, none); }) ==
             "rewind: the past has no rewound; take it when it is there: past.rewound.take(model)");
  BOOST_TEST(message([&] { eg::with_noise{.sigma = -1}.give(t.m, t.mask, t.was); }) ==
             "with_noise.sigma: -1.000000; give a number of deviations, such as 0.5");
  BOOST_TEST(message([&] { eg::with_noise{.sigma = std::nan("")}.give(t.m, t.mask, t.was); }).find("with_noise") == 0u);
  BOOST_TEST(unchanged());
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
