// A frozen part: no gradient, no update, running statistics that stay, inside of blocks, repetitions and shared layers.
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/combinator/tap.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/model/cost.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/weight_decay.hpp>

#include "../law.hpp"
#include "built.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(combinator)

namespace {

struct normed : eg::block {
  static constexpr std::string_view name = "normed";
  static constexpr auto graph = eg::residual(eg::dense<4, eg::init::he_normal> | eg::batch_norm | eg::tanh);
};
constexpr auto head = eg::dense<3, eg::init::he_normal> | eg::tanh | eg::dense<2, eg::init::he_normal>;
// Laws by name: a frozen part has no dropout and no batches that weights which follow the graph could see.
constexpr auto trunk = eg::dense<4, eg::init::he_normal> | eg::dropout(0.5) | normed{} | eg::repeat<2>(normed{});
constexpr auto learning = eg::input<3> | trunk | head;
constexpr auto fine_tuned = eg::input<3> | eg::frozen(trunk) | head;
constexpr auto between = eg::input<3> | eg::dense<4> | eg::frozen(normed{} | eg::repeat<2>(normed{})) | eg::dense<2>;
// Inside of what runs several times, one part learns and one does not.
constexpr auto half =
    eg::input<4> | eg::repeat<3>(eg::frozen(eg::dense<4> | eg::batch_norm) | eg::tanh | eg::dense<4>) | eg::dense<2>;
constexpr auto same = eg::input<4> |
                      eg::repeat_shared<3>(eg::frozen(eg::dense<4> | eg::batch_norm) | eg::tanh | eg::dense<4>) |
                      eg::dense<2>;
constexpr auto twice = eg::input<4> | eg::shared<"a">(eg::dense<4>) | eg::tanh |
                       eg::frozen(eg::shared<"a">(eg::dense<4>)) | eg::tanh | eg::dense<2>;
constexpr auto never =
    eg::input<4> | eg::frozen(eg::shared<"a">(eg::dense<4>) | eg::tanh) | eg::shared<"a">(eg::dense<4>) | eg::dense<2>;

static_assert(eg::parameter_count(fine_tuned) == 4 * 3 + 3 + 3 * 2 + 2);

std::string text_of_numbers(auto& m, bool learned) {
  std::string all;
  for (const eg::entry& e : m.entries())
    if (e.learned == learned)
      for (int i = 0; i < e.dims.size(); ++i) all += e.name + std::to_string(m.view(e)(i)) + ' ';
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(names_and_drawn_numbers_are_those_of_the_part) {
  eg::model<learning, double> a(eg::seed{5});
  eg::model<fine_tuned, double> b(eg::seed{5});
  BOOST_TEST(a.entries().size() == b.entries().size());
  for (std::size_t i = 0; i < a.entries().size(); ++i) {
    const eg::entry &e = a.entries()[i], &f = b.entries()[i];
    BOOST_TEST(e.name == f.name);
    for (int j = 0; j < e.dims.size(); ++j) BOOST_TEST(a.view(e)(j) == b.view(f)(j));
  }
  const rows_for_law data(4, 3, 2);
  const double *x = a.predict(data.x.data(), 4), *y = b.predict(data.x.data(), 4);
  for (int i = 0; i < 4 * int(a.stride()); i += int(a.stride())) BOOST_TEST(x[i] == y[i]);
}

BOOST_AUTO_TEST_CASE(training_changes_nothing_in_it_and_sees_what_is_inferred) {
  const rows_for_law data(4, 3, 2);
  eg::model<fine_tuned, double> m(eg::seed{5});
  eg::optimizer<double, decltype(eg::chain(eg::adam{}, eg::add_decayed_weights{}))> rule(
      eg::chain(eg::adam{}, eg::add_decayed_weights{}));
  const std::string before = text_of_numbers(m, false), head_before = text_of_numbers(m, true);
  for (int step = 0; step < 5; ++step) m.step(eg::mse, data.x.data(), data.y.data(), 4, rule);
  BOOST_TEST(text_of_numbers(m, false) == before);
  BOOST_TEST(text_of_numbers(m, true) != head_before);
}

BOOST_AUTO_TEST_CASE(the_gradient_runs_through_it) {
  check_law<fine_tuned>(eg::mse, rows_for_law(3, 3, 2));
  const law_error e = check_law<between>(eg::mse, rows_for_law(3, 3, 2));
  BOOST_TEST(e.parameters == 3 * 4 + 4 + 4 * 2 + 2);
  check_law<half>(eg::mse, rows_for_law(3, 4, 2));
  check_law<same>(eg::mse, rows_for_law(3, 4, 2));
  auto value = [](const double* y, const double* t) {
    return ((y[0] - t[0]) * (y[0] - t[0]) + (y[1] - t[1]) * (y[1] - t[1])) / 2;
  };
  check_value<fine_tuned>(eg::mse, rows_for_law(3, 3, 2),
                          value);  // dropout does not drop, statistics are the moving ones
  check_value<half>(eg::mse, rows_for_law(3, 4, 2), value);
}

BOOST_AUTO_TEST_CASE(nothing_runs_back_where_nothing_learns) {
  const built b(eg::input<3> | eg::frozen(trunk) | head);
  for (const eg::call_info& c : b.g.calls) BOOST_TEST(!c.learns);
  constexpr auto& p = eg::program_of<eg::compilation<fine_tuned, eg::mse_t>, 0>;
  for (const eg::kernel& k : p.kernels) BOOST_TEST((k.walk != eg::loop::call_back));
}

BOOST_AUTO_TEST_CASE(shared_weights_learn_where_they_are_not_frozen) {
  const rows_for_law data(3, 4, 2);
  law_model<twice, double> m;
  m.differentiate(eg::mse, data.x.data(), data.y.data(), 3);
  // what the first place alone gives: the second one's weights as numbers of their own
  using number = eg::dual<double>;
  BOOST_TEST(m.entries().size() == 4u);
  auto by_hand = [&](int line, int column) {
    number loss = 0;
    for (int r = 0; r < 3; ++r) {
      number h[4], z[4];
      const auto w = m["dense_1.w"], b = m["dense_1.b"], v = m["dense_3.w"], c = m["dense_3.b"];
      for (int j = 0; j < 4; ++j) {
        h[j] = b(j);
        for (int i = 0; i < 4; ++i) {
          number weight = w(i, j);
          if (i == line && j == column) weight.derivative = 1;
          h[j] = h[j] + weight * number(data.x[std::size_t(4 * r + i)]);
        }
        h[j] = eg::tanh(h[j]);
      }
      for (int j = 0; j < 4; ++j) {
        z[j] = b(j);
        for (int i = 0; i < 4; ++i) z[j] = z[j] + number(w(i, j)) * h[i];
        z[j] = eg::tanh(z[j]);
      }
      for (int j = 0; j < 2; ++j) {
        number y = c(j);
        for (int i = 0; i < 4; ++i) y = y + number(v(i, j)) * z[i];
        y = y - number(data.y[std::size_t(2 * r + j)]);
        loss = loss + y * y * number(1. / 6);
      }
    }
    return loss.derivative;
  };
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) BOOST_TEST(std::fabs(m.gradient("dense_1.w")(i, j) - by_hand(i, j)) < 1e-12);
  law_model<never, double> n;  // frozen where it is first: everywhere
  BOOST_TEST(n.entries().size() == 4u);
  BOOST_TEST(!n.find("dense_1.w").learned);
  check_law<never>(eg::mse, data);
}

BOOST_AUTO_TEST_SUITE_END()
