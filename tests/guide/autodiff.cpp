// The code of docs/autodiff.md, and what the page says of it.
#include <evengrad/evengrad.hpp>

#include <boost/test/unit_test.hpp>

#include <cmath>

namespace eg = evengrad;

namespace {

// clang-format off
constexpr auto f = [](auto x, auto y) { return x * y + y * y * y - x * x; };

static_assert(eg::gradient(f)(-4., 2.) == std::array{10., 8.});   // differentiated by the compiler
static_assert(eg::gradient<1>(f)(-4., 2.) == 8.);                 // by the second argument only

constexpr auto polar = [](auto r, auto angle) { return std::array{r * cos(angle), r * sin(angle)}; };

static_assert(eg::jacobian(polar)(2., 0.) == eg::matrix<double, 2, 2>{{1., 0., 0., 2.}});

constexpr auto loss = [](const auto& w, const auto& x, const auto& y) {   // logistic regression, labels ±1
  return mean(log1p(exp(-(matmul(x, w) * y))));
};

constexpr auto huber = [](auto x) { return eg::select(abs(x) < 1., 0.5 * x * x, abs(x) - 0.5); };

static_assert(eg::gradient(huber)(0.5) == 0.5 && eg::gradient(huber)(-3.) == -1.);

constexpr auto cube = [](auto x) { return x * x * x; };

static_assert(eg::gradient(eg::gradient(cube))(2.) == 12.);

constexpr auto penalty = [](const auto& w, const auto& x) {        // the squared slope of tanh(w·x) by x
  const auto slope = eg::gradient<1>([](const auto& a, const auto& b) { return tanh(dot(a, b)); })(w, x);
  return dot(slope, slope);
};

constexpr auto net = eg::input<2> | eg::dense<8> | eg::tanh | eg::dense<2>;
// clang-format on

/// The largest curvature of the loss, and its direction, by power iteration.
template <class Model, class Batch>
double sharpness(Model& model, const Batch& batch, int iterations) {
  // clang-format off
eg::loss_hessian hessian{model};
std::vector<float> v(model.weight_count(), 1.f);
double curvature = 0;
for (int i = 0; i < iterations; ++i) {
  const auto& hv = hessian(eg::cross_entropy, batch.x, batch.y, v.data());
  double length = 0;
  for (float h : hv) length += double(h) * h;
  curvature = std::sqrt(length);
  for (std::size_t k = 0; k < v.size(); ++k) v[k] = float(hv[k] / curvature);
}
  // clang-format on
  return curvature;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(guide)

BOOST_AUTO_TEST_CASE(value_gradient_and_directions) {
  const double x = -4, y = 2;
  // clang-format off
const auto [value, slope] = eg::value_and_gradient(f)(x, y);     // -16 and {10, 8}
const auto [same, along] = eg::jvp(f)(x, y, 1., 1.);             // 18, the derivative in the direction (1, 1)
const auto curved = eg::hvp(f)(x, y, 1., 1.);                    // {-1, 13}, the Hessian times (1, 1)
const auto h = eg::hessian(f)(x, y);                             // eg::matrix<double, 2, 2>{{-2, 1, 1, 12}}
const auto pulled = eg::vjp(polar)(2., 0., std::array{1., 1.});  // {1, 2}, the gradient of r cos φ + r sin φ
  // clang-format on
  BOOST_TEST((value == -16 && slope == std::array{10., 8.} && same == value && along == 18));
  BOOST_TEST((curved == std::array{-1., 13.} && h == eg::matrix<double, 2, 2>{{-2, 1, 1, 12}}));
  BOOST_TEST((pulled == std::array{1., 2.}));
}

BOOST_AUTO_TEST_CASE(tensors_and_data) {
  const eg::matrix<float, 3, 2> x{{1, 2, -1, 0, 3, 1}};
  const eg::vector<float, 3> y{{1, -1, 1}};
  // clang-format off
eg::vector<float, 2> w{{0, 0}};
for (int step = 0; step < 100; ++step) w = w - 0.5f * eg::gradient<0>(loss)(w, x, y);
  // clang-format on
  BOOST_TEST(loss(w, x, y) < 0.1f);
}

BOOST_AUTO_TEST_CASE(a_slope_inside_a_function) {
  const eg::vector<double, 2> w{{0.5, -0.25}}, x{{1, 2}};
  const auto g = eg::gradient<0>(penalty)(w, x);  // tanh(0) = 0: the penalty is w·w there, and its slope by w is 2 w
  BOOST_TEST((std::abs(g[0] - 1) < 1e-12 && std::abs(g[1] + 0.5) < 1e-12));
}

BOOST_AUTO_TEST_CASE(a_function_that_holds_values) {
  const double power = 3;
  // clang-format off
const auto holds = [&](auto x) { return x < 0 ? -x : pow(x, power); };
const double steep = eg::jvp(holds)(2., 1.).derivative;          // 12
  // clang-format on
  BOOST_TEST(std::abs(steep - 12) < 1e-12);
}

BOOST_AUTO_TEST_CASE(the_sharpness_of_a_loss) {
  eg::model<net> model{eg::seed{1}};
  const std::vector<float> x{1, 0, 0, 1, -1, 0, 0, -1}, y{0, 1, 0, 1};
  struct {
    eg::rows_view x, y;
  } batch{{x.data(), 4, 2}, {y.data(), 4, 1}};
  const double few = sharpness(model, batch, 40), many = sharpness(model, batch, 60);
  BOOST_TEST(few > 0.1);
  BOOST_TEST(std::abs(few / many - 1) < 0.01);
}

BOOST_AUTO_TEST_SUITE_END()
