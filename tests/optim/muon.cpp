// Muon: orthogonal steps for matrices, Adam's for the others; its momentum is in reference.cpp.
#include <evengrad/optim/muon.hpp>

#include "steps.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(optim)

namespace {

const std::vector<eg::parameter_place> places{
    {"a.w", 0, 3, 4}, {"a.b", 48, 1, 4, eg::parameter_kinds::shifts}, {"t.w", 64, 2, 4, eg::parameter_kinds::tables}};

template <class X>
std::array<double, 96> moved(const X& x) {
  eg::optimizer<double, X> rule(x);
  rule.know(places);
  std::array<double, 96> w{}, g{};
  for (const auto& p : places)
    for (int k = 0; k < p.lines; ++k)
      for (int n = 0; n < p.columns; ++n)
        g[std::size_t(p.offset + eg::panel_place(p.lines, k, n))] = std::sin(3. * k + 5. * n + double(p.offset));
  for (int t = 0; t < 3; ++t) rule.update(w.data(), g.data(), 96);
  return w;
}

}  // namespace

BOOST_AUTO_TEST_CASE(matrices_have_orthogonal_steps_and_others_adams) {
  const auto by_muon = moved(eg::muon{.learning_rate = 0.1, .beside = {0.5}}), by_adam = moved(eg::adam{0.5});
  double apart = 0, other = 0;
  for (std::size_t i = 0; i < 96; ++i) (i < 48 ? apart : other) += std::fabs(by_muon[i] - by_adam[i]);
  BOOST_TEST(apart > 1);
  BOOST_TEST(other < 1e-14);  // the same rule in two loops: where the processor fuses, they round apart
  // √(4/3) for 4 outputs of 3 inputs; three steps of the same direction; a figure between 0.68 and 1.14 for each of the
  // at most 3 singular values.
  double square = 0;
  for (std::size_t i = 0; i < 48; ++i) square += by_muon[i] * by_muon[i];
  const double each = std::sqrt(square * 3 / 4) / 0.3;
  BOOST_TEST(each > std::sqrt(2.) * 0.67);
  BOOST_TEST(each < std::sqrt(3.) * 1.21);
}

BOOST_AUTO_TEST_CASE(nesterov_looks_ahead_of_the_momentum) {
  // Equal gradients: m = g, then 1.95 g, …, always along g, so that both forms have the same steps.
  const auto with = moved(eg::muon{}), without = moved(eg::muon{.nesterov = false});
  for (std::size_t i = 0; i < 96; ++i) BOOST_TEST(std::fabs(with[i] - without[i]) < 1e-9);
}

BOOST_AUTO_TEST_CASE(senseless_figures_are_refused_by_muon) {
  check_refused(eg::muon{.learning_rate = 0}, "muon.learning_rate", "0");
  check_refused(eg::muon{.decay = 1}, "muon.decay", "1");
  check_refused(eg::muon{.weight_decay = -1}, "muon.weight_decay", "-1");
  check_refused(eg::muon{.steps = 0}, "muon.steps", "0");
  check_refused(eg::muon{.beside = {.learning_rate = -1}}, "adam.learning_rate", "-1");
  check_refused(eg::orthogonalize{0}, "orthogonalize.steps", "0");
}

BOOST_AUTO_TEST_SUITE_END()
