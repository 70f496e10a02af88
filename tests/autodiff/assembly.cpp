// Gradients that slices send back in pieces: every element is written once before anything is added to it.
#include <evengrad/autodiff/run_plan.hpp>

#include "functions.hpp"

using namespace evengrad_test;

BOOST_AUTO_TEST_SUITE(autodiff)

BOOST_AUTO_TEST_CASE(every_element_is_written_once_and_then_added_to) {
  int wholes = 0, additions = 0;
  for_each_function([&](auto f) {
    using X = std::array<eg::symbol, decltype(f)::size>;
    constexpr const auto& w = eg::wanted_nodes_of<eg::wanted::gradient, 1, decltype(f), X>();
    const eg::list<eg::node> g = w.nodes.thaw();
    const eg::list<int> results = w.results.thaw();
    const eg::scheduler s(g, results, eg::rolled<decltype(f), X>());
    for (int i = 0; i < g.size(); ++i) {
      if (!s.whole.is_whole(i)) continue;
      ++wholes;
      std::vector<int> written(g[i].dims.size(), 0);
      for (const eg::piece& p : s.parts_of(i))
        for (int k = 0; k < p.count; ++k) {
          int& times = written[p.scattered ? int(s.constants[p.at + k]) : p.at + k];
          BOOST_CHECK_EQUAL(times, p.adds ? 1 : 0);
          if (p.adds) ++additions;
          else ++times;
        }
      for (int times : written) BOOST_CHECK_EQUAL(times, 1);
    }
  });
  BOOST_CHECK_GE(wholes, 5);
  BOOST_CHECK_GE(additions, 30);  // elements that two terms read, as in a chain of springs
}

BOOST_AUTO_TEST_SUITE_END()
