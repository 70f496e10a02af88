// One round of pruning, by each scope: which weights go, and how many.
#include <boost/test/unit_test.hpp>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/init/scaled.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/embedding.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/prune/prune.hpp>

#include "../message.hpp"

namespace eg = evengrad;
using evengrad_test::message;

namespace {

// Frankle & Carbin 2019, figure 2: LeNet-300-100.
constexpr auto lenet = eg::input<784> | eg::dense<300> | eg::relu | eg::dense<100> | eg::relu | eg::dense<10>;
constexpr auto small = eg::input<3> | eg::dense<4> | eg::relu | eg::dense<2>;
constexpr auto table_only = eg::input<1> | eg::embedding<5, 3>;
constexpr auto repeated = eg::input<6> | eg::repeat<3>(eg::dense<6> | eg::relu) | eg::dense<2>;

std::int64_t kept(const eg::weight_mask& mask, const char* name) { return mask.kept(mask.tensor(name)); }

/// Whether what was pruned of a tensor is nowhere larger than what is left.
template <class M>
bool is_below(M& m, const eg::weight_mask& mask, const eg::masked_tensor& t) {
  double largest = 0, smallest = 1e9;
  for (int line = 0; line < t.lines; ++line)
    for (int column = 0; column < t.columns; ++column) {
      const double w = std::fabs(double(m.weights()[t.offset + eg::panel_place(t.lines, line, column)]));
      if (mask.keeps(t, line, column)) smallest = std::min(smallest, w);
      else largest = std::max(largest, w);
    }
  return largest <= smallest;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)

BOOST_AUTO_TEST_CASE(sequence_of_the_paper) {
  eg::model<lenet> m{eg::seed{1}};
  eg::weight_mask mask(m.places());
  BOOST_TEST(mask.count() == 266'200);
  const std::vector<float> before(m.weights(), m.weights() + m.weight_count());
  const double percent[] = {80.04, 64.06, 51.28, 41.05, 32.87, 26.32, 21.07, 16.88, 13.52, 10.83,
                            8.68,  6.95,  5.57,  4.47,  3.58,  2.87,  2.31,  1.85,  1.49,  1.19};
  for (const double expected : percent) {
    mask = eg::prune(m, mask, eg::pruning<>{});
    BOOST_TEST(std::round(1e4 * mask.remaining()) / 100 == expected, boost::test_tools::tolerance(1e-9));
  }
  for (const eg::masked_tensor& t : mask.tensors())
    if (t.is_pruned()) BOOST_TEST(is_below(m, mask, t));
    else BOOST_TEST(mask.kept(t) == t.count());
  BOOST_TEST(std::equal(before.begin(), before.end(), m.weights()));
}

BOOST_AUTO_TEST_SUITE_END()
