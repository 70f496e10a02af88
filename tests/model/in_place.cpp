// Steps that change each weight where its gradient is made, against steps that keep all gradients and then update.
#include <boost/test/unit_test.hpp>
#include <cstring>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace {

constexpr eg::elementwise<eg::tanh_op> tanh_layer;
constexpr auto mlp = eg::input<7> | eg::dense<20> | eg::relu | eg::dense<5> | tanh_layer | eg::dense<3>;
constexpr auto normed =
    eg::input<6> | eg::dense<17> | eg::batch_norm | eg::relu | eg::dense<16> | eg::layer_norm | eg::dense<4>;
constexpr auto deep =
    eg::input<12> | eg::repeat<3>(eg::residual(eg::layer_norm | eg::dense<12> | eg::relu)) | eg::dense<2>;
constexpr auto loops = eg::input<9> | eg::repeat_shared<3>(eg::residual(eg::dense<9> | tanh_layer)) | eg::dense<2>;
constexpr auto lines = eg::input<3, 5> | eg::dense<8> | eg::relu | eg::flatten | eg::dense<3>;

template <const auto& Net, class X>
void agree(const X& transform) {
  constexpr int rows = 13;
  eg::model<Net, double> a{eg::seed{3}}, b{eg::seed{3}};
  eg::optimizer<double, X> in_place(transform), kept(transform);
  std::vector<double> x(rows * a.inputs), y(rows);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = double(i * 2654435761u % 1000) / 500 - 1;
  for (int r = 0; r < rows; ++r) y[std::size_t(r)] = r % 2;
  for (int step = 0; step < 5; ++step) {
    const double la = a.fused_step(eg::cross_entropy, x.data(), y.data(), rows, in_place),
                 lb = b.step(eg::cross_entropy, x.data(), y.data(), rows, kept);
    BOOST_TEST(la == lb, boost::test_tools::tolerance(1e-13));
    double worst = 0;  // of a bias before a norm, whose gradient is but rounding, Adam makes 1e-10
    for (int i = 0; i < a.weight_count(); ++i) worst = std::max(worst, std::abs(a.weights()[i] - b.weights()[i]));
    BOOST_TEST(worst < 1e-9);
  }
}
template <const auto& Net>
void agree() {
  agree<Net>(eg::adam{.learning_rate = 1e-2});
  agree<Net>(eg::adamw{.learning_rate = 1e-2});
  agree<Net>(eg::momentum{});
}

template <const auto& Net, class X>
constexpr bool fuses = eg::changes_in_place<eg::checked<Net, eg::cross_entropy_t>, eg::optimizer<double, X>>;
static_assert(fuses<mlp, eg::adam> && fuses<normed, eg::adam> && fuses<deep, eg::adam> && fuses<lines, eg::sgd>);
static_assert(!fuses<loops, eg::adam>, "gradients of shared weights are sums over copies");
static_assert(!fuses<mlp, eg::chain_of<eg::clip_by_global_norm, eg::adam>>, "the norm of all gradients is asked for");

}  // namespace

BOOST_AUTO_TEST_SUITE(model)
BOOST_AUTO_TEST_SUITE(in_place)

BOOST_AUTO_TEST_CASE(chains_of_layers) { agree<mlp>(); }
BOOST_AUTO_TEST_CASE(norms) { agree<normed>(); }
BOOST_AUTO_TEST_CASE(repeated_blocks) { agree<deep>(); }
BOOST_AUTO_TEST_CASE(shared_blocks) { agree<loops>(); }
BOOST_AUTO_TEST_CASE(several_lines) { agree<lines>(); }

BOOST_AUTO_TEST_CASE(gradients_that_were_not_kept_are_not_shown) {
  eg::model<mlp> m{eg::seed{1}};
  eg::optimizer<float, eg::sgd> rule(eg::sgd{});
  const float x[7] = {1, 2, 3, 4, 5, 6, 7}, y[1] = {1};
  m.fused_step(eg::cross_entropy, x, y, 1, rule);
  BOOST_CHECK_THROW(m.gradient("dense_1.w"), eg::error);
  m.step(eg::cross_entropy, x, y, 1, rule);
  BOOST_CHECK_NO_THROW(m.gradient("dense_1.w"));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
