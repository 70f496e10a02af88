#include "evaluate.hpp"
#include "nets.hpp"
#include "planned.hpp"

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

int count(const eg::graph& g, eg::kind what) {
  int n = 0;
  for (const eg::node& x : g.nodes) n += x.what == what;
  return n;
}

/// Every parameter's gradient against central differences of the loss, both computed node by node.
template <const auto& Net>
void check_against_differences(const char* name, int classes) {
  BOOST_TEST_CONTEXT(name) {
    using C = eg::compilation<Net, eg::cross_entropy_t>;
    const eg::graph g = eg::whole_graph(&C::body, 0, true, &C::loss);
    BOOST_REQUIRE((g.wrong.what == eg::fault::none));
    evaluation v = evaluation_of(g, 5, classes);
    for (int p = 0; p < int(g.parameters.size()); ++p) {
      if (!g.parameters[p].learned) continue;
      const std::vector<double> d = v.handed_over(eg::kind::sink, p);
      BOOST_REQUIRE(d.size() == v.parameters[p].size());
      for (std::size_t i = 0; i < d.size(); i += 1 + d.size() / 7) {
        evaluation up = v, down = v;
        const double h = 1e-5;
        up.parameters[p][i] += h, down.parameters[p][i] -= h;
        up.run(), down.run();
        const double expected = (up.value[g.loss][0][0] - down.value[g.loss][0][0]) / (2 * h);
        BOOST_TEST(std::abs(d[i] - expected) < 1e-8 + 1e-6 * std::abs(expected),
                   g.parameters[p].name << "[" << i << "]: " << d[i] << ", expected " << expected);
      }
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(gradients_are_those_of_the_loss) {
  check_against_differences<nets::small>("small", 4);
  check_against_differences<nets::branched>("branched", 4);
  check_against_differences<nets::normed>("normed", 3);
  check_against_differences<nets::residual>("residual", 3);
  check_against_differences<nets::skipped>("skipped", 3);
  check_against_differences<nets::tied>("tied", 6);
  check_against_differences<nets::looked_up>("looked_up", 3);
}

BOOST_AUTO_TEST_CASE(every_learned_parameter_has_one_sink) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      std::vector<int> sinks(q->g.parameters.size(), 0);
      for (const eg::node& x : q->g.nodes)
        if (x.what == eg::kind::sink) ++sinks[x.parameter];
      for (std::size_t p = 0; p < sinks.size(); ++p)
        BOOST_TEST(sinks[p] == (q->g.parameters[p].learned && q->g.parameters[p].call < 0));
      BOOST_TEST(count(q->g, eg::kind::call) == count(q->g, eg::kind::call_back));
}
});
}

BOOST_AUTO_TEST_CASE(adjoints_stand_behind_the_forward_half) {
  const auto q = plan_training<nets::small>();
  BOOST_TEST(q->g.forward > 0);
  for (int i = 0; i < int(q->g.nodes.size()); ++i) {
    if (q->g[i].what == eg::kind::sink) BOOST_TEST(i >= q->g.forward);
    for (int k = 0; k < q->g[i].inputs; ++k) BOOST_TEST(q->g[i].in[k] < i);
  }
}

BOOST_AUTO_TEST_CASE(a_gradient_has_the_shape_of_its_parameter) {
  nets::each([]<const auto& Net>(const char* name) {
    BOOST_TEST_CONTEXT(name) {
      const auto q = plan_training<Net>();
      for (const eg::node& x : q->g.nodes)
        if (x.what == eg::kind::sink) BOOST_TEST((q->g[x.in[0]].dims == x.dims && !q->g[x.in[0]].batched));
}
});
}

BOOST_AUTO_TEST_CASE(an_unused_parameter_has_no_gradient) {
  eg::graph g;
  const eg::symbol x{&g, g.input({3}, 0)}, w = x.parameter("w", {3}, eg::init::ones{});
  x.parameter("unused", {3}, eg::init::ones{});
  const eg::symbol loss = batch_mean(sum(x * w));
  eg::differentiate(g, loss.id, g.number(1), false);
  BOOST_TEST(count(g, eg::kind::sink) == 1);
}

BOOST_AUTO_TEST_CASE(nothing_flows_through_a_state_or_to_an_input_unless_asked) {
  eg::graph g;
  const eg::symbol x{&g, g.input({3}, 0)}, m = x.state("m", {3}, 1);
  const eg::symbol loss = batch_mean(sum(x * m));
  const int before = int(g.nodes.size());
  eg::differentiate(g, loss.id, g.number(1), false);
  BOOST_TEST(count(g, eg::kind::sink) == 0);
  BOOST_TEST(int(g.nodes.size()) <= before + 1, "at most the seed");
}

BOOST_AUTO_TEST_CASE(a_block_hands_its_adjoint_on) {
  eg::graph g;
  const eg::symbol x{&g, g.input({3}, 0)}, w = x.parameter("w", {3, 2}, eg::init::ones{}), y = matmul(x, w);
  eg::differentiate(g, y.id, g.input({2}, 1), true);
  BOOST_REQUIRE(g.dx >= 0);
  BOOST_TEST((g[g.dx].dims == eg::shape{3} && g[g.dx].batched));
}

BOOST_AUTO_TEST_SUITE_END()
