#include "evaluate.hpp"
#include "nets.hpp"

#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/model/model.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;
using namespace evengrad_test;

namespace {

std::vector<double> numbers_in(const eg::parameter_view<double>& w) {
  std::vector<double> x(w.size());
  for (int i = 0; i < w.size(); ++i) x[i] = w(i);
  return x;
}
double distance(const std::vector<double>& a, const std::vector<double>& b) {
  if (a.size() != b.size()) return HUGE_VAL;
  double d = 0, scale = 1e-3;
  for (std::size_t i = 0; i < a.size(); ++i)
    d = std::max(d, std::abs(a[i] - b[i])), scale = std::max(scale, std::abs(b[i]));
  return d / scale;
}

/// Output, loss, gradients and new states of the compiled programs against the graph computed node by node.
template <const auto& Net>
void check_program(const char* name, int rows, int classes) {
  BOOST_TEST_CONTEXT(name << ", " << rows << " rows") {
    using C = eg::compilation<Net, eg::cross_entropy_t>;
    using I = eg::compilation<Net, void>;
    const eg::graph g = eg::whole_graph(&C::body, 0, true, &C::loss),
                    inferring = eg::whole_graph(&I::body, 0, false, &I::loss);
    const evaluation v = evaluation_of(g, rows, classes);
    evaluation w{inferring, rows, v.parameters, v.inputs};
    w.run();

    eg::model<Net, double> m;
    BOOST_REQUIRE(m.entries().size() == v.parameters.size());
    for (std::size_t p = 0; p < v.parameters.size(); ++p)
      for (int i = 0; i < int(v.parameters[p].size()); ++i) m.view(m.entries()[p])(i) = v.parameters[p][i];
    std::vector<double> x, t;
    for (int r = 0; r < rows; ++r) {
      x.insert(x.end(), v.inputs[0][r].begin(), v.inputs[0][r].end());
      t.insert(t.end(), v.inputs[1][r].begin(), v.inputs[1][r].end());
    }
    const double* y = m.predict(x.data(), rows);
    for (int r = 0; r < rows; ++r)
      BOOST_TEST(distance({y + r * m.stride(), y + r * m.stride() + m.outputs}, w.at(inferring.output, r)) < 1e-12);

    const double loss = m.differentiate(eg::cross_entropy, x.data(), t.data(), rows);
    BOOST_TEST(std::abs(loss - v.value[g.loss][0][0]) < 1e-12 * (1 + std::abs(loss)));
    for (int p = 0; p < int(g.parameters.size()); ++p) {
      const eg::entry& e = m.entries()[p];
      if (e.learned) BOOST_TEST(distance(numbers_in(m.gradient(e)), v.handed_over(eg::kind::sink, p)) < 1e-11, e.name);
      else BOOST_TEST(distance(numbers_in(m.view(e)), v.handed_over(eg::kind::assign, p)) < 1e-12, e.name);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pass)

BOOST_AUTO_TEST_CASE(programs_compute_what_their_graphs_say) {
  for (int rows : {1, 2, 7, 64}) {
    check_program<nets::small>("small", rows, 4);
    check_program<nets::branched>("branched", rows, 4);
    check_program<nets::residual>("residual", rows, 3);
    check_program<nets::skipped>("skipped", rows, 3);
    check_program<nets::tied>("tied", rows, 6);
    check_program<nets::looked_up>("looked_up", rows, 3);
  }
  for (int rows : {2, 7, 64}) check_program<nets::normed>("normed", rows, 3);
}

BOOST_AUTO_TEST_SUITE_END()
