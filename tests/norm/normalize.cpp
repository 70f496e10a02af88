// Layer norm and RMS norm: statistics of what they give, policies, gradients.
#include <evengrad/layer/bias.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/norm/normalize.hpp>

#include "../law.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(norm)

namespace {

struct wide : eg::normalization {
  static constexpr double epsilon = 0.5;
  using beta = void;
};
// Lines of five features.
constexpr auto norms =
    eg::input<2, 5> | eg::bias | eg::layer_norm | eg::dense<5> | eg::rms_norm_with<wide> | eg::flatten | eg::dense<2>;
constexpr auto layer_norm_alone = eg::input<2, 5> | eg::layer_norm_with<wide>;
constexpr auto rms_norm_alone = eg::input<2, 5> | eg::rms_norm;

}  // namespace

BOOST_AUTO_TEST_CASE(gradients_of_both) {
  for (const int rows : {1, 6}) check_law<norms>(eg::mse, rows_for_law(rows, 10, 2));
}

BOOST_AUTO_TEST_CASE(parameters_are_what_the_policy_says) {
  auto names = [](const auto& m) {
    std::string all;
    for (const eg::entry& e : m.entries())
      if (e.name.find("norm") != e.name.npos) all += e.name + ' ';
    return all;
  };
  BOOST_TEST(names(eg::model<norms, double>{}) == "layer_norm_1.gamma layer_norm_1.beta rms_norm_1.gamma ");
  BOOST_TEST(names(eg::model<layer_norm_alone, double>{}) == "layer_norm_1.gamma ");
}

BOOST_AUTO_TEST_CASE(each_line_is_centred_and_scaled) {
  const rows_for_law data(3, 10, 1);
  eg::model<layer_norm_alone, double> centred;
  eg::model<rms_norm_alone, double> scaled;
  const double *y = centred.predict(data.x.data(), 3), *z = scaled.predict(data.x.data(), 3);
  for (int r = 0; r < 3; ++r)
    for (int l = 0; l < 2; ++l) {
      const double* x = data.x.data() + 10 * r + 5 * l;
      double mean = 0, variance = 0, square = 0;
      for (int i = 0; i < 5; ++i) mean += x[i] / 5, square += x[i] * x[i] / 5;
      for (int i = 0; i < 5; ++i) variance += (x[i] - mean) * (x[i] - mean) / 5;
      for (int i = 0; i < 5; ++i) {
        BOOST_TEST(std::fabs(y[r * centred.stride() + 5 * l + i] - (x[i] - mean) / std::sqrt(variance + 0.5)) < 1e-14);
        BOOST_TEST(std::fabs(z[r * scaled.stride() + 5 * l + i] - x[i] / std::sqrt(square + 1e-5)) < 1e-14);
      }
    }
}

BOOST_AUTO_TEST_SUITE_END()
