// Synaptic flow, against products of matrices by hand.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/frozen.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/norm/group_norm.hpp>
#include <evengrad/norm/weight_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/prune/prune.hpp>
#include <evengrad/prune/synflow.hpp>

#include "../message.hpp"
#include "masked_problem.hpp"

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

constexpr auto positive = eg::input<4> | eg::dense<6> | eg::relu | eg::dense<5> | eg::relu | eg::dense<3>;
constexpr auto normed = eg::input<4> | eg::dense<6> | eg::batch_norm | eg::relu | eg::dense<3>;
constexpr auto line_normed = eg::input<4> | eg::dense<6> | eg::layer_norm | eg::relu | eg::dense<3>;
constexpr auto unit_length = eg::input<4> | eg::dense<6, eg::weight_norm<>> | eg::relu | eg::dense<3>;
constexpr auto dropping = eg::input<4> | eg::dense<6> | eg::relu | eg::dropout(0.5) | eg::dense<3>;
constexpr auto frozen_first = eg::input<4> | eg::frozen(eg::dense<6> | eg::relu | eg::dropout(0.5)) | eg::dense<3>;
constexpr auto by_index = eg::input<1> | eg::embedding<5, 4> | eg::dense<3>;

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(synaptic_flow_is_conserved) {
  masked_problem<positive> p;
  eg::model<positive, double> masked{eg::seed{0}};
  masked.take(p.m), p.mask.apply(masked.weights());
  const auto flow = [&] {
    std::vector<double> x(4, 1.);
    for (const char* name : {"dense_1.w", "dense_2.w", "dense_3.w"}) {
      const auto w = masked[std::string(name)];
      std::vector<double> y(std::size_t(w.columns()), 0.);
      for (int i = 0; i < w.lines(); ++i)
        for (int j = 0; j < w.columns(); ++j) y[std::size_t(j)] += x[std::size_t(i)] * std::fabs(w(i, j));
      x = y;
    }
    double sum = 0;
    for (const double v : x) sum += v;
    return sum;
  };
  for (const eg::entry& e : p.m.entries())
    if (e.kind == eg::parameter_kinds::shifts)
      for (int i = 0; i < e.dims.size(); ++i) p.m.view(e)(i) = 3;
  p.before.assign(p.m.weights(), p.m.weights() + p.m.weight_count());
  const eg::data_seen seen = look(eg::synflow{}, p);
  std::vector<double> of_layer;
  for (const eg::masked_tensor& t : p.mask.tensors()) {
    if (!t.is_pruned()) continue;
    of_layer.push_back(0);
    for (int i = 0; i < t.lines * t.columns; ++i)
      if (p.mask.keeps(t, i / t.columns, i % t.columns)) {
        const std::size_t at = std::size_t(t.offset + eg::panel_place(t.lines, i / t.columns, i % t.columns));
        const eg::weight_seen w{.now = p.m.weights()[at], .gradient = seen.gradient[at]};
        of_layer.back() += eg::synflow{}.score(w);
        const double by_difference = w.now * difference(masked, at, flow);
        BOOST_TEST(std::fabs(eg::synflow{}.score(w) - by_difference) < 1e-7);
      }
  }
  for (const double sum : of_layer) BOOST_TEST(sum == flow(), boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(no_bias_flows_nor_one_that_is_frozen) {
  masked_problem<frozen_first> p;
  const eg::data_seen without = look(eg::synflow{}, p);
  for (int i = 0; i < 6; ++i) p.m["dense_1.b"](i) = 50;
  BOOST_TEST(look(eg::synflow{}, p).gradient == without.gradient, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(refused_by_synflow) {
  masked_problem<normed> n;
  BOOST_TEST(message([&] { eg::prune(n.m, n.mask, eg::pruning{eg::synflow{}}); }).find("synflow: nothing flows") == 0u);
  masked_problem<line_normed> l;
  const std::string text = message([&] { eg::prune(l.m, l.mask, eg::pruning{eg::synflow{}}); });
  BOOST_TEST(
      (text.find("synflow, dense_1.w, line ") == 0u && text.find("less flows where the weight grows") != text.npos),
      text);
  masked_problem<unit_length> u;
  BOOST_TEST(message([&] { eg::prune(u.m, u.mask, eg::pruning{eg::synflow{}}); }).find("synflow, dense_1.") == 0u);
  masked_problem<dropping> d;
  BOOST_TEST(message([&] { eg::prune(d.m, d.mask, eg::pruning{eg::synflow{}}); }) ==
             "synflow: a network that draws random numbers in training; make the mask with the same layers without "
             "dropout: they have the same parameters");
  masked_problem<by_index> i;
  BOOST_TEST(message([&] { eg::prune(i.m, i.mask, eg::pruning{eg::synflow{}}); }) ==
             "synflow: a network that reads indices; use it where the input are features, without an embedding");
}

BOOST_AUTO_TEST_SUITE_END()
