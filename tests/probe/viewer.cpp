#include <evengrad/combinator/repeat.hpp>
#include <evengrad/combinator/residual.hpp>
#include <evengrad/kernel/threads.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/norm/group_norm.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/probe/recorder.hpp>

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace eg = evengrad;

namespace {

constexpr auto body = eg::dense<7> | eg::tanh;
constexpr auto block = eg::residual(eg::layer_norm | eg::dense<7> | eg::gelu) | eg::dense<7> | eg::tanh;
// The same layers, repeated and written out.
constexpr auto repeated = eg::input<5> | eg::dense<7> | eg::repeat<4>(block) | eg::dense<3>;
constexpr auto written = eg::input<5> | eg::dense<7> | block | block | block | block | eg::dense<3>;
constexpr auto nested = eg::input<5> | eg::dense<7> | eg::repeat<2>(eg::repeat<3>(body) | eg::tanh) | eg::dense<3>;
constexpr auto nested_written =
    eg::input<5> | eg::dense<7> | body | body | body | eg::tanh | body | body | body | eg::tanh | eg::dense<3>;

float x[6 * 5], y[6] = {0, 1, 2, 2, 1, 0};
const eg::minibatch batch{{x, 6, 5}, {y, 6, 1}};

/// The figures of layers of two recordings of one step, leaving out layers that repeat.
void compare(const eg::recording& a, const eg::recording& b) {
  std::size_t at = 0;
  BOOST_TEST(a.steps[0].loss == b.steps[0].loss, boost::test_tools::tolerance(1e-12));
  for (std::size_t l = 0; l < a.layers.size(); ++l) {
    if (a.layers[l].kind == "repeat") continue;
    const eg::layer_figures &f = a.steps[0].layers[l], &g = b.steps[0].layers[at];
    BOOST_TEST_INFO(a.layers[l].name << " and " << b.layers[at].name);
    BOOST_TEST(a.layers[l].kind == b.layers[at].kind);
    BOOST_TEST(f.output.count == g.output.count);
    BOOST_TEST(f.gradient.count == g.gradient.count);
    BOOST_TEST(f.output.mean == g.output.mean, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(f.output.deviation() == g.output.deviation(), boost::test_tools::tolerance(1e-9));
    BOOST_TEST(f.gradient.deviation() == g.gradient.deviation(), boost::test_tools::tolerance(1e-9));
    // Behind a softmax the gradients of an example add up to nothing but rounding.
    BOOST_TEST(std::fabs(f.of_examples.deviation() - g.of_examples.deviation()) <= 1e-9 * f.gradient.deviation());
    BOOST_TEST(f.saturated == g.saturated);
    ++at;
  }
  BOOST_TEST(at == b.layers.size());
}
template <const auto& One, const auto& Other>
void compare_nets() {
  for (int i = 0; i < 30; ++i) x[i] = float(i * 7 % 11) / 5 - 1;
  eg::model<One, double> a;
  eg::model<Other, double> b;
  BOOST_REQUIRE(a.weight_count() == b.weight_count());
  std::size_t e = 0;
  for (const eg::entry& from : a.entries()) {
    const eg::entry& to = b.entries()[e++];
    for (int i = 0; i < from.dims.size(); ++i) b.view(to)(i) = a.view(from)(i) += .1;
  }
  compare(eg::look(a, eg::cross_entropy, batch), eg::look(b, eg::cross_entropy, batch));
  eg::optimizer<double, eg::adam> rule(eg::adam{}), other(eg::adam{});
  eg::recorder with, without;
  with.step(a, eg::cross_entropy, batch, rule), without.step(b, eg::cross_entropy, batch, other);
  compare(with.recording, without.recording);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(copies_of_a_block_show_what_they_would_written_out) { compare_nets<repeated, written>(); }
BOOST_AUTO_TEST_CASE(blocks_inside_of_blocks) { compare_nets<nested, nested_written>(); }

BOOST_AUTO_TEST_CASE(so_many_copies_from_the_first_to_the_last) {
  const eg::recording r = eg::look(eg::model<repeated>{}, eg::cross_entropy, batch, 2);
  std::string names;
  for (const auto& l : r.layers)
    if (l.kind == "tanh") names += l.name + ' ';
  BOOST_TEST(names == "repeat_1.1.tanh_1 repeat_1.4.tanh_1 ");
}

BOOST_AUTO_TEST_CASE(on_threads_it_is_the_same) {
  eg::model<repeated> one{eg::seed{1}}, two{eg::seed{1}, eg::threads{2}};
  std::vector<float> many(2000 * 5), labels(2000, 1);
  for (std::size_t i = 0; i < many.size(); ++i) many[i] = float(i * 7 % 11) / 5 - 1;
  const eg::minibatch large{{many.data(), 2000, 5}, {labels.data(), 2000, 1}};
  eg::optimizer<float, eg::adam> rule(eg::adam{}), other(eg::adam{});
  eg::recorder a, b;
  a.step(one, eg::cross_entropy, large, rule), b.step(two, eg::cross_entropy, large, other);
  for (std::size_t l = 0; l < a.recording.layers.size(); ++l)
    BOOST_TEST(
        (a.recording.steps[0].layers[l].gradient.histogram == b.recording.steps[0].layers[l].gradient.histogram));
}

BOOST_AUTO_TEST_SUITE_END()
