// The code of docs/extending.md: a thing of each kind, in a namespace of its user, and what it gets for free.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace eg = evengrad;

// clang-format off
namespace mine {

/// The square of what is positive.
struct squared_relu_op {
  static constexpr std::string_view name = "squared_relu";
  static constexpr bool cheap = true;                        // rather computed again than stored
  static constexpr auto value(auto x) { return eg::relu(x) * x; }
  static constexpr auto derivative(auto x, auto) { return 2. * eg::relu(x); }
};
inline constexpr eg::elementwise<squared_relu_op> squared_relu;

/// y = a (x w) + b with a scale a for each output, as in weight normalization.
template <int Out, class W = eg::init::he_normal>
struct scaled_dense_t : eg::layer {
  static constexpr std::string_view name = "scaled_dense";
  constexpr eg::symbol formula(eg::symbol x) const {
    auto w = x.parameter("w", {x.features(), Out}, W{});
    auto a = x.parameter("a", {Out}, eg::init::ones{});
    auto b = x.parameter("b", {Out}, eg::init::zeros{});
    return matmul(x, w) * a + b;
  }
};
template <int Out>
inline constexpr scaled_dense_t<Out> scaled_dense;

/// The logarithm of cosh, near zero half a square and far off a distance.
struct log_cosh_t {
  static constexpr eg::symbol formula(eg::symbol y, eg::symbol target) {
    auto d = y - target;
    return mean(d + log1p(exp(-2. * d)) - eg::log(2.));
  }
};
inline constexpr log_cosh_t log_cosh;

/// To −1 … 1 by the largest magnitude of each feature.
struct largest_size : eg::of_each_feature<largest_size> {
  static constexpr bool divides = true;
  static double of(const eg::moments& m, std::size_t i) { return std::fmax(m.high[i], -m.low[i]); }
};
struct by_size_t : eg::layer {
  static constexpr std::string_view name = "by_size";
  constexpr eg::symbol formula(eg::symbol x) const { return x / eg::fitted<largest_size>(x, "size", {x.features()}); }
};
inline constexpr by_size_t by_size;

/// Normal, with a deviation that falls with the outputs.
struct by_outputs {
  static constexpr eg::law law(eg::fans f) { return eg::normal_law(0, 1. / f.out); }
};

/// Each output copies one input.
struct copies_of_inputs {
  static constexpr eg::law law(eg::fans f) { return eg::whole_law(1. / f.in, eg::sqrt(f.in - 1.) / f.in); }
  static void draw(const eg::generator& g, const eg::shape& dims, eg::fans, double* w) {
    for (int j = 0; j < dims.last(); ++j) w[int(g.below(j, dims.lines())) * dims.last() + j] = 1;
  }
};

/// The norms of halves of the features, each by itself.
struct over_halves {
  static constexpr std::string_view name = "half_norm";
  static constexpr eg::symbol average(eg::symbol x) {
    const int n = x.features() / 2;
    auto first = mean(slice(x, 0, n)), second = mean(slice(x, n, n));
    return select(column_index(x) < double(n), first, second);
  }
};
inline constexpr eg::normalize_t<over_halves> half_norm;

/// Weights that are never negative.
template <class V = eg::init::normal<1>>
struct positive {
  static constexpr eg::symbol weight(eg::symbol x, std::string_view name, const eg::shape& dims) {
    return eg::softplus(x.parameter(name, dims, V{}));
  }
};

/// The sign of the direction alone: a step of the same length for every weight.
struct sign_of {
  static constexpr int slots = 0;                            // numbers it keeps for each weight
  auto at(eg::step_facts) const {
    return []<class P>(P d, P /*weight*/, P* /*slots*/) { return sign(d); };
  }
  void check() const {}
};

}  // namespace mine
// clang-format on

namespace {

constexpr auto net = eg::input<6> | mine::scaled_dense<8> | mine::half_norm | mine::squared_relu |
                     eg::dense<2, mine::positive<mine::by_outputs>>;
constexpr auto sized = eg::input<2> | mine::by_size;
constexpr auto copying = eg::input<6> | eg::dense<4000, mine::copies_of_inputs>;

}  // namespace

BOOST_AUTO_TEST_SUITE(guide)

BOOST_AUTO_TEST_CASE(own_things_have_gradients) {
  eg::model<net, double> m{eg::seed{4}};
  double x[5 * 6], t[5 * 2];
  for (int i = 0; i < 30; ++i) x[i] = std::sin(2.1 * i);
  for (int i = 0; i < 10; ++i) t[i] = std::cos(1.1 * i);
  auto loss = [&] { return m.differentiate(mine::log_cosh, x, t, 5); };
  for (const char* name :
       {"scaled_dense_1.w", "scaled_dense_1.a", "scaled_dense_1.b", "half_norm_1.gamma", "dense_1.w"})
    for (int i : {0, 3, 7}) {
      loss();
      double& w = m[name](i);
      const double g = m.gradient(name)(i), at = w, h = 1e-6;
      w = at + h;
      const double up = loss();
      w = at - h;
      const double down = loss();
      w = at;
      BOOST_TEST(std::abs(g - (up - down) / (2 * h)) < 1e-8 * (1 + std::abs(g)), name << " " << i);
    }
}

BOOST_AUTO_TEST_CASE(an_own_initializer_draws_a_matrix) {
  eg::model<copying, double> m{eg::seed{1}};
  const auto w = m["dense_1.w"];
  double mean = 0, square = 0;
  for (int j = 0; j < 4000; ++j) {
    int ones = 0;
    for (int i = 0; i < 6; ++i)
      ones += w(i, j) == 1, mean += w(i, j) / w.size(), square += w(i, j) * w(i, j) / w.size();
    BOOST_TEST(ones == 1);
  }
  const eg::law l = mine::copies_of_inputs::law(eg::fans{6, 4000});
  BOOST_TEST(mean == l.mean, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(square - mean * mean == l.deviation * l.deviation, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(an_own_scaling_is_fitted) {
  eg::model<sized> m;
  eg::adapt(m, eg::table{{1, 3, -4, 2, 2, 1}, {0, 0, 0}, 2, 1, 0});
  BOOST_TEST((m["by_size_1.size"](0) == 4 && m["by_size_1.size"](1) == 3));
  BOOST_CHECK_THROW(eg::adapt(m, eg::table{{1, 3, 1, 2}, {0, 0}, 2, 1, 0}), eg::error);
}

BOOST_AUTO_TEST_CASE(own_things_are_fused_and_explained) {
  const std::string text = eg::explain<net>();
  BOOST_TEST(text.find("squared_relu") != text.npos);
  BOOST_TEST(text.find("(input · scaled_dense_1.w) * scaled_dense_1.a + scaled_dense_1.b") != text.npos, text);
}

BOOST_AUTO_TEST_CASE(own_things_are_counted) {
  static_assert(eg::parameter_count(net) == 6 * 8 + 8 + 8 + 16 + 8 * 2 + 2);
  BOOST_TEST(eg::summary<net>().find("half_norm_1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(own_things_learn) {
  eg::model<net> m{eg::seed{4}};
  const auto chained = eg::chain(mine::sign_of{}, eg::sgd{.learning_rate = 1e-2});
  eg::optimizer<float, std::remove_const_t<decltype(chained)>> rule(chained);
  float x[8 * 6], t[8 * 2];
  for (int i = 0; i < 48; ++i) x[i] = std::sin(2.1f * float(i));
  for (int i = 0; i < 16; ++i) t[i] = std::cos(1.1f * float(i));
  const float first = m.step(mine::log_cosh, x, t, 8, rule);
  float last = first;
  for (int i = 0; i < 100; ++i) last = m.step(mine::log_cosh, x, t, 8, rule);
  BOOST_TEST(last < 0.5f * first);
}

BOOST_AUTO_TEST_CASE(an_own_op_is_a_function_of_numbers_too) {
  static_assert(mine::squared_relu(3.) == 9 && mine::squared_relu(-3.) == 0);
  BOOST_TEST(mine::squared_relu_op::derivative(3., 9.) == 6);
}

BOOST_AUTO_TEST_SUITE_END()
