// Experiments that recordings are for, each against numbers that are collected plainly: a layer's outputs by epoch,
// the gradients of examples by epoch, and outputs of nets that nobody has trained.
#include <evengrad/data/digits.hpp>
#include <evengrad/init/fixed.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/probe/recorder.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<64> | eg::dense<12> | eg::batch_norm | eg::sigmoid | eg::dense<10>;

struct collected {
  std::vector<double> outputs, examples;
};
double mean_of(const std::vector<double>& x) {
  double sum = 0;
  for (double v : x) sum += v;
  return sum / double(x.size());
}
double deviation_of(const std::vector<double>& x) {
  const double mean = mean_of(x);
  double sum = 0;
  for (double v : x) sum += (v - mean) * (v - mean);
  return std::sqrt(sum / double(x.size()));
}
void check_close(const eg::spread_of_many& s, const std::vector<double>& x) {
  BOOST_TEST(s.count == std::int64_t(x.size()));
  BOOST_TEST(std::abs(s.mean - mean_of(x)) <= 1e-5 * deviation_of(x));
  BOOST_TEST(s.deviation() == deviation_of(x), boost::test_tools::tolerance(1e-5));
}

template <class Draw>
constexpr auto four(Draw) {
  return eg::input<50> | eg::dense<30, Draw> | eg::sigmoid | eg::dense<30, Draw> | eg::sigmoid | eg::dense<30, Draw> |
         eg::sigmoid | eg::dense<30, Draw> | eg::sigmoid;
}
constexpr auto wide = four(eg::init::normal<1>{});
constexpr auto narrow = four(eg::init::normal<1, 100>{});

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(outputs_and_gradients_of_examples_by_epoch) {
  const eg::table all = eg::digits().train;
  eg::dataset data = all;
  data.x = data.x.slice(0, 70), data.y = data.y.slice(0, 70);
  eg::model<net> m{eg::seed{1}}, plain{eg::seed{1}};
  eg::recorder recorder{.every = 1};
  const eg::sgd rule{.learning_rate = .5};
  eg::fit<eg::no_lints>(m, data, eg::cross_entropy, rule, {.batch = 32, .epochs = 2, .show = false}, recorder);

  eg::optimizer<float, eg::sgd> by_hand(rule);
  const char* const names[] = {"dense_1", "batch_norm_1", "sigmoid_1", "dense_2"};
  for (int epoch = 0; epoch < 2; ++epoch) {
    collected of[4];
    for (const eg::minibatch& b : eg::batches(data, 32, eg::seed{std::uint64_t(epoch) + 1})) {
      plain.fused_step(eg::watching_all(eg::cross_entropy), b, by_hand);
      for (int l = 0; l < 4; ++l) {
        const auto y = plain.output(names[l]), g = plain.loss_gradient(names[l]);
        for (int r = 0; r < y.rows; ++r) {
          double sum = 0;
          for (int i = 0; i < y.size(); ++i) of[l].outputs.push_back(double(y(r, i))), sum += double(g(r, i));
          of[l].examples.push_back(double(y.rows) * sum / y.size());
        }
      }
    }
    const eg::recorded_step s = eg::summary_of_epoch(recorder.recording, epoch);
    for (int l = 0; l < 4; ++l) {
      BOOST_TEST(recorder.recording.layers[std::size_t(l)].name == names[l]);
      check_close(s.layers[std::size_t(l)].output, of[l].outputs);
      if (l > 1) check_close(s.layers[std::size_t(l)].of_examples, of[l].examples);
      BOOST_TEST(s.layers[std::size_t(l)].of_examples.count == 70);
    }
  }
}

// With deviation 1 every layer spreads its outputs over (0, 1); with 0.01 all are 1/2.
BOOST_AUTO_TEST_CASE(outputs_of_nets_that_are_not_trained) {
  std::vector<float> x(40 * 50), y(40);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = float(i * 7919 % 1000) / 1000;
  for (std::size_t r = 0; r < 40; ++r) y[r] = float(r % 10);
  const eg::minibatch batch{{x.data(), 40, 50}, {y.data(), 40, 1}};
  eg::model<wide> m{eg::seed{3}};
  const eg::recording r = eg::look(m, eg::cross_entropy, batch);
  std::vector<double> in(x.begin(), x.end());
  for (int l = 0; l < 4; ++l) {
    const auto w = m["dense_" + std::to_string(l + 1) + ".w"];
    std::vector<double> out;
    for (int row = 0; row < 40; ++row)
      for (int u = 0; u < 30; ++u) {
        double z = 0;
        for (int i = 0; i < w.lines(); ++i) z += in[std::size_t(row * w.lines() + i)] * double(w(i, u));
        out.push_back(1 / (1 + std::exp(-z)));
      }
    const eg::figures& f = r.steps[0].layers[std::size_t(2 * l + 1)].output;
    BOOST_TEST(f.mean == mean_of(out), boost::test_tools::tolerance(1e-5));
    BOOST_TEST(f.deviation() == deviation_of(out), boost::test_tools::tolerance(1e-4));
    BOOST_TEST(f.deviation() > .15);
    in = out;
    std::sort(out.begin(), out.end());
    for (double share : {.15, .5, .85, .98}) {
      const double exact = out[std::size_t(share * 1200)];
      BOOST_TEST(std::abs(f.percentile(share) - exact) <= exact / 8);
    }
  }
  const eg::recording small = eg::look(eg::model<narrow>{eg::seed{3}}, eg::cross_entropy, batch);
  for (std::size_t l : {1u, 3u, 5u, 7u}) {
    BOOST_TEST(std::abs(small.steps[0].layers[l].output.mean - .5) < .03);
    BOOST_TEST(small.steps[0].layers[l].output.deviation() < .03);
  }
}

BOOST_AUTO_TEST_SUITE_END()
