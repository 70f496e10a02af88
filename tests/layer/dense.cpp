// A dense layer is x w + b: values by hand, shapes of any rank, without bias, wrong extents.
#include <evengrad/layer/dense.hpp>

#include "../combinator/built.hpp"
#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(layer)

namespace {
constexpr auto affine = eg::input<2, 3> | eg::dense<4>;
constexpr auto linear = eg::input<3> | eg::dense<18, eg::init::normal<1>, void>;
}  // namespace

BOOST_AUTO_TEST_CASE(every_line_is_multiplied) {
  law_model<affine, double> m;
  const rows_for_law data(5, 6, 1);
  const double* y = m.predict(data.x.data(), 5);
  const auto w = m["dense_1.w"], b = m["dense_1.b"];
  BOOST_TEST((w.dims() == eg::shape{3, 4} && b.dims() == eg::shape{4}));
  for (int r = 0; r < 5; ++r)
    for (int l = 0; l < 2; ++l)
      for (int j = 0; j < 4; ++j) {
        double exact = b(j);
        for (int k = 0; k < 3; ++k) exact += data.x[std::size_t(6 * r + 3 * l + k)] * w(k, j);
        BOOST_TEST(std::fabs(y[r * m.stride() + 4 * l + j] - exact) < 1e-15);
      }
}

BOOST_AUTO_TEST_CASE(void_leaves_the_bias_out) {
  law_model<linear, double> m;
  BOOST_TEST(m.entries().size() == 1u);
  const double x[] = {1, -2, 3};
  const double* y = m.predict(x, 1);
  const auto w = m["dense_1.w"];
  for (int j = 0; j < 18; ++j) BOOST_TEST(std::fabs(y[j] - (w(0, j) - 2 * w(1, j) + 3 * w(2, j))) < 1e-15);
}

BOOST_AUTO_TEST_CASE(a_layer_has_at_least_one_output) {
  const built b(eg::input<3> | eg::dense<0>);
  BOOST_TEST((b.g.wrong.what == eg::fault::extent_must_be_positive));
}

BOOST_AUTO_TEST_SUITE_END()
