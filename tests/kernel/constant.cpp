// Kernels whose sizes are constants, and rows as lanes, against the general kernels that dual numbers run on.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace {

constexpr eg::elementwise<eg::tanh_op> tanh_layer;
constexpr auto classifier = eg::input<2> | eg::dense<8> | eg::relu | eg::dense<8> | eg::relu | eg::dense<2>;
constexpr auto regressor = eg::input<8> | eg::dense<16> | eg::relu | eg::dense<16> | tanh_layer | eg::dense<1>;
constexpr auto wide = eg::input<3> | eg::dense<37> | tanh_layer | eg::dense<5>;
constexpr auto normed =
    eg::input<5> | eg::dense<3> | eg::batch_norm | eg::relu | eg::dense<7> | eg::layer_norm | eg::dense<4>;
constexpr auto lines = eg::input<3, 5> | eg::dense<4> | eg::relu | eg::flatten | eg::dense<3>;
constexpr auto words = eg::input<1> | eg::embedding<9, 6> | eg::dropout(0.4) | eg::dense<3>;
constexpr auto forked = eg::input<4> | eg::concat(eg::dense<3> | eg::relu, eg::dense<2>) |
                        eg::residual(eg::dense<5> | tanh_layer) | eg::dense<2>;
constexpr auto repeated = eg::input<4> | eg::repeat<3>(eg::residual(eg::dense<4> | tanh_layer)) | eg::dense<2>;

template <const auto& Net, class Loss>
void agree(const Loss& loss) {
  using D = eg::dual<double>;
  using compiled = eg::checked<Net, Loss>;
  static_assert(eg::constant_sizes<eg::program_of<compiled, 0>, double>);
  static_assert(!eg::constant_sizes<eg::program_of<compiled, 0>, D>);
  for (int rows : {1, 2, 7, 8, 33}) {
    eg::model<Net, double> m{eg::seed{5}};
    eg::model<Net, D> general{eg::seed{5}};
    std::vector<double> x(std::size_t(rows * m.inputs)), y(std::size_t(rows), 0.);
    for (std::size_t i = 0; i < x.size(); ++i)
      x[i] = m.vocabulary > 0 ? double(i * 5 % 9) : double(i * 2654435761u % 1000) / 500 - 1;
    for (int r = 0; r < rows; ++r) y[std::size_t(r)] = r % 2;
    const std::vector<D> dx(x.begin(), x.end()), dy(y.begin(), y.end());
    const double a = m.differentiate(loss, x.data(), y.data(), rows),
                 b = general.differentiate(loss, dx.data(), dy.data(), rows).value;
    BOOST_TEST(a == b, boost::test_tools::tolerance(1e-12));
    for (const eg::entry& e : m.entries())
      for (int i = 0; i < m.view(e).size(); ++i) {
        const double g = e.learned ? m.gradient(e)(i) : m.view(e)(i),
                     h = e.learned ? general.gradient(e)(i).value : general.view(e)(i).value;
        BOOST_TEST(std::abs(g - h) <= 1e-12 * (1 + std::abs(h)), e.name << " " << i << ": " << g << " and " << h);
      }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernel)
BOOST_AUTO_TEST_SUITE(constant)

BOOST_AUTO_TEST_CASE(classifiers) { agree<classifier>(eg::cross_entropy), agree<wide>(eg::cross_entropy); }
BOOST_AUTO_TEST_CASE(regressors) { agree<regressor>(eg::mse); }
BOOST_AUTO_TEST_CASE(norms) { agree<normed>(eg::cross_entropy); }
BOOST_AUTO_TEST_CASE(several_lines) { agree<lines>(eg::cross_entropy); }
BOOST_AUTO_TEST_CASE(tables_and_random_numbers) { agree<words>(eg::cross_entropy); }
BOOST_AUTO_TEST_CASE(branches) { agree<forked>(eg::cross_entropy); }
BOOST_AUTO_TEST_CASE(blocks) { agree<repeated>(eg::cross_entropy); }

BOOST_AUTO_TEST_CASE(packs_fit_lines) {
  static_assert(eg::fitting_lanes<float>(1) == (eg::product_lanes<float> < 4 ? eg::product_lanes<float> : 4));
  static_assert(eg::fitting_lanes<float>(100) == eg::product_lanes<float>);
  static_assert(eg::fitting_lanes<double>(3) <= 4);
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
