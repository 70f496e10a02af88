#include <evengrad/combinator/residual.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/optimizer.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<6> | eg::dense<20> | eg::relu | eg::residual(eg::dense<20> | eg::relu) | eg::dense<3>;
constexpr auto normed = eg::input<6> | eg::dense<20> | eg::batch_norm | eg::relu | eg::dense<3>;

template <class T>
struct rows_of_data {
  std::vector<T> x, y;
  explicit rows_of_data(int rows) : x(rows * 6), y(rows) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = T(std::sin(1.3 * double(i)));
    for (int r = 0; r < rows; ++r) y[r] = T((r * 7 + r / 3) % 3);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

BOOST_AUTO_TEST_CASE(extents_are_constants) {
  using M = eg::model<net>;
  static_assert(M::inputs == 6 && M::outputs == 3 && M::targets<eg::cross_entropy_t> == 1);
  BOOST_TEST(M::stride() == 16);
}

BOOST_AUTO_TEST_CASE(the_seed_decides_the_weights) {
  eg::model<net> a{eg::seed{7}}, b{eg::seed{7}}, c{eg::seed{8}};
  int equal = 0, different = 0;
  for (std::int64_t i = 0; i < a.weight_count(); ++i) {
    equal += a.weights()[i] == b.weights()[i];
    different += a.weights()[i] != c.weights()[i];
  }
  BOOST_TEST(equal == a.weight_count());
  BOOST_TEST(different > 300);
  a.weights()[0] = 100;
  a.draw();
  BOOST_TEST(a.weights()[0] == b.weights()[0], "drawn again they are the same");
}

BOOST_AUTO_TEST_CASE(weights_follow_their_law) {
  static constexpr auto wide = eg::input<400> | eg::dense<300>;
  eg::model<wide> m{eg::seed{1}};
  const auto w = m["dense_1.w"], b = m["dense_1.b"];
  double sum = 0, squares = 0;
  for (int i = 0; i < w.size(); ++i) sum += w(i), squares += double(w(i)) * w(i);
  const double n = w.size(), variance = 1. / 400;
  BOOST_TEST(std::abs(sum / n) < 4 * std::sqrt(variance / n));
  BOOST_TEST(std::abs(squares / n / variance - 1) < 4 * std::sqrt(2 / n));
  for (int i = 0; i < b.size(); ++i) BOOST_TEST(b(i) == 0);
}

BOOST_AUTO_TEST_CASE(a_batch_is_its_rows_one_by_one) {
  eg::model<net> m{eg::seed{3}};
  const rows_of_data<float> d(37);
  std::vector<float> together;
  const float* y = m.predict(d.x.data(), 37);
  for (int r = 0; r < 37; ++r) together.insert(together.end(), y + r * m.stride(), y + r * m.stride() + 3);
  for (int r = 0; r < 37; ++r) {
    const float* one = m.predict(d.x.data() + 6 * r, 1);
    for (int i = 0; i < 3; ++i) BOOST_TEST(std::abs(one[i] - together[3 * r + i]) < 1e-5);
  }
}

BOOST_AUTO_TEST_CASE(batches_of_any_size_follow_each_other) {
  eg::model<net, double> m{eg::seed{3}};
  const rows_of_data<double> d(64);
  const double alone = m.differentiate(eg::cross_entropy, d.x.data(), d.y.data(), 5);
  for (int rows : {64, 1, 33, 5}) {
    const double loss = m.differentiate(eg::cross_entropy, d.x.data(), d.y.data(), rows);
    if (rows == 5) BOOST_TEST(loss == alone, "what other batches left behind is not seen");
  }
}

BOOST_AUTO_TEST_CASE(gradients_by_name) {
  eg::model<net, double> m{eg::seed{5}};
  const rows_of_data<double> d(11);
  auto loss = [&] { return m.differentiate(eg::cross_entropy, d.x.data(), d.y.data(), 11); };
  loss();
  for (const char* name : {"dense_1.w", "dense_2.w", "dense_2.b", "dense_3.b"}) {
    const double g = m.gradient(name)(1), h = 1e-6;
    double& w = m[name](1);
    const double at = w;
    w = at + h;
    const double up = loss();
    w = at - h;
    const double down = loss();
    w = at;
    BOOST_TEST(std::abs(g - (up - down) / (2 * h)) < 1e-8, name);
    loss();
  }
}

BOOST_AUTO_TEST_CASE(a_step_lowers_the_loss) {
  eg::model<net> m{eg::seed{5}};
  const rows_of_data<float> d(48);
  eg::optimizer<float, eg::adam> rule(eg::adam{.learning_rate = 1e-2});
  const float first = m.step(eg::cross_entropy, d.x.data(), d.y.data(), 48, rule);
  float last = first;
  for (int i = 0; i < 300; ++i) last = m.step(eg::cross_entropy, d.x.data(), d.y.data(), 48, rule);
  BOOST_TEST(last < 0.5f * first);
  BOOST_TEST(rule.steps() == 301);
}

BOOST_AUTO_TEST_CASE(float_and_double_agree) {
  eg::model<net, float> a{eg::seed{2}};
  eg::model<net, double> b{eg::seed{2}};
  for (const eg::entry& e : a.entries())
    for (int i = 0; i < e.dims.size(); ++i) b[e.name](i) = double(a[e.name](i));
  const rows_of_data<float> f(9);
  const rows_of_data<double> d(9);
  const float la = a.differentiate(eg::cross_entropy, f.x.data(), f.y.data(), 9);
  const double lb = b.differentiate(eg::cross_entropy, d.x.data(), d.y.data(), 9);
  BOOST_TEST(std::abs(la - lb) < 1e-6 * (1 + lb));
}

BOOST_AUTO_TEST_CASE(training_moves_states_and_inference_reads_them) {
  eg::model<normed, double> m{eg::seed{2}};
  const rows_of_data<double> d(16);
  const double before = m.predict(d.x.data(), 1)[0];
  BOOST_TEST(m["batch_norm_1.moving_variance"](0) == 1);
  m.differentiate(eg::cross_entropy, d.x.data(), d.y.data(), 16);
  BOOST_TEST(m["batch_norm_1.moving_variance"](0) != 1);
  BOOST_TEST(m["batch_norm_1.moving_mean"](0) != 0);
  const double after = m.predict(d.x.data(), 1)[0];
  BOOST_TEST(before != after);
  BOOST_TEST(m.predict(d.x.data(), 1)[0] == after, "inference changes nothing");
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_refused_with_a_cure) {
  eg::model<net> m;
  BOOST_CHECK_EXCEPTION(m[std::string("dense_9.w")], eg::error, [](const eg::error& e) {
    const std::string s = e.what();
    return s.find("dense_9.w") != s.npos && s.find("entries()") != s.npos;
  });
}

// A layer's name alone means its weights, by names in the program as by names at run time.
BOOST_AUTO_TEST_CASE(a_layer_stands_for_its_weights) {
  eg::model<net> m;
  BOOST_TEST(&m["dense_1"](0) == &m["dense_1.w"](0));
  BOOST_TEST(&m[std::string("dense_1")](0) == &m["dense_1.w"](0));
  BOOST_TEST(&m.gradient("dense_1")(0) == &m.gradient("dense_1.w")(0));
}

// Running statistics are the first to move: what is refused is refused before them, and before the optimizer's step.
BOOST_AUTO_TEST_CASE(a_bad_batch_changes_nothing) {
  struct {
    eg::rows_view x, y;
  } batch;
  rows_of_data<float> good(8);
  eg::model<normed> m{eg::seed{2}}, twin{eg::seed{2}};
  eg::optimizer<float, eg::adam> rule(eg::adam{});
  auto refuses = [&](const rows_of_data<float>& d, int rows, int width, int targets, const char* words) {
    batch.x = {d.x.data(), rows, width}, batch.y = {d.y.data(), rows, targets};
    BOOST_CHECK_EXCEPTION(m.step(eg::cross_entropy, batch, rule), eg::error,
                          [&](const eg::error& e) { return std::string(e.what()).find(words) != std::string::npos; });
    BOOST_TEST(std::equal(m.weights(), m.weights() + m.weight_count(), twin.weights()));
    BOOST_TEST(std::equal(m.states(), m.states() + m.state_count(), twin.states()));
    BOOST_TEST(rule.steps() == 0);
  };
  refuses(good, 8, 5, 1, "5 features a row");
  refuses(good, 8, 6, 2, "2 targets a row");
  refuses(good, 0, 6, 1, "no rows");
  rows_of_data<float> bad = good;
  bad.x[13] = std::nanf("");
  refuses(bad, 8, 6, 1, "row 2 of the features, column 1");
  bad = good, bad.y[5] = 3;
  refuses(bad, 8, 6, 1, "the label 3");
  bad.y[5] = 1.5f;
  refuses(bad, 8, 6, 1, "the label 1.5");
  for (const std::int64_t rows : {std::int64_t(0), std::int64_t(-3)}) {
    BOOST_CHECK_THROW(m.step(eg::cross_entropy, good.x.data(), good.y.data(), rows, rule), eg::error);
    BOOST_CHECK_THROW(m.predict(good.x.data(), rows), eg::error);
  }
  BOOST_CHECK_THROW(m.predict(eg::rows_view{good.x.data(), 8, 7}), eg::error);
  batch.x = {good.x.data(), 8, 6}, batch.y = {good.y.data(), 8, 1};
  m.step(eg::cross_entropy, batch, rule);
  BOOST_TEST(rule.steps() == 1);
}

BOOST_AUTO_TEST_CASE(a_loss_that_is_not_finite_moves_no_weight) {
  rows_of_data<float> d(8);
  for (float& x : d.x) x = 3e38f;
  eg::model<net> m{eg::seed{2}}, twin{eg::seed{2}};
  eg::optimizer<float, eg::adam> rule(eg::adam{});
  BOOST_CHECK_EXCEPTION(m.step(eg::cross_entropy, d.x.data(), d.y.data(), 8, rule), eg::error, [](const eg::error& e) {
    return std::string(e.what()).find("the loss is") != std::string::npos;
  });
  BOOST_TEST(std::equal(m.weights(), m.weights() + m.weight_count(), twin.weights()));
  BOOST_TEST(rule.steps() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
