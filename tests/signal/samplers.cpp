// Each op of a graph once, as a function of all points, beside the op of one number.
#include <boost/test/unit_test.hpp>
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<8> | eg::dense<8> | eg::gelu | eg::dense<8> | eg::tanh | eg::dense<8> | eg::gelu;
constexpr const auto& graph = eg::graph_of<eg::checked<net, eg::signal_probe>, 0>;
constexpr const auto& samplers = eg::samplers_of<graph, 32>;
constexpr eg::samples<32> x = eg::normal_samples<32>.x;

template <std::size_t... K>
constexpr auto all(std::index_sequence<K...>) {
  return std::array{samplers[K].at({x, x * 2, x + 1})...};
}
constexpr auto sampled = all(std::make_index_sequence<samplers.size() - 1>{});

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(samples_of_every_op_are_its_values) {
  int seen = 0;
  for (int i = 0; i < graph.nodes.n; ++i) {
    const eg::node& v = graph.nodes[i];
    if (v.what != eg::kind::map) continue;
    int times = 0;
    for (std::size_t s = 0; s < sampled.size(); ++s)
      if (samplers[s].op == v.op->id) {
        ++times, ++seen;
        for (int k = 0; k < 32; ++k)
          BOOST_TEST(sampled[s][k] == v.op->fold({x[k], x[k] * 2, x[k] + 1}), boost::test_tools::tolerance(1e-13));
      }
    BOOST_TEST(times == 1);
  }
  BOOST_TEST(seen > 10);
}

BOOST_AUTO_TEST_SUITE_END()
