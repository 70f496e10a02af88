#include <evengrad/combinator/residual.hpp>
#include <evengrad/data/digits.hpp>
#include <evengrad/data/file.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/gelu.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/sam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/probe/recorder.hpp>
#include <evengrad/train/fit.hpp>
#include <evengrad/train/resume.hpp>

#include <boost/test/unit_test.hpp>
#include <numeric>

#include "../data/temporary.hpp"

namespace eg = evengrad;

namespace {

constexpr auto relu_net = eg::input<64> | eg::dense<20> | eg::relu | eg::dense<16> | eg::relu | eg::dense<10>;
constexpr auto gelu_net = eg::input<64> | eg::dense<20> | eg::residual(eg::dense<20> | eg::gelu) | eg::dropout(.1) |
                          eg::batch_norm | eg::dense<10>;

const eg::table& data() {
  static const eg::table all = eg::digits().train;
  return all;
}
eg::dataset some(int rows) {
  eg::dataset d = data();
  d.x = d.x.slice(0, rows), d.y = d.y.slice(0, rows);
  return d;
}

struct naive {
  double mean = 0, deviation = 0, smallest = 1e300, largest = -1e300;
  explicit naive(const std::vector<double>& x) {
    for (double v : x) mean += v / double(x.size()), smallest = std::min(smallest, v), largest = std::max(largest, v);
    for (double v : x) deviation += (v - mean) * (v - mean) / double(x.size());
    deviation = std::sqrt(deviation);
  }
};
void check_close(const eg::spread_of_many& got, const std::vector<double>& x) {
  const naive n(x);
  BOOST_TEST(got.count == std::int64_t(x.size()));
  BOOST_TEST(std::abs(got.mean - n.mean) <= 1e-6 * (n.deviation + std::abs(n.mean)));
  BOOST_TEST(std::abs(got.deviation() - n.deviation) <= 1e-5 * n.deviation);
  BOOST_TEST(got.smallest == n.smallest);
  BOOST_TEST(got.largest == n.largest);
}
template <class T>
std::vector<double> all_of(const eg::layer_view<T>& v) {
  std::vector<double> x;
  for (int r = 0; r < v.rows; ++r)
    for (int i = 0; i < v.size(); ++i) x.push_back(double(v(r, i)));
  return x;
}

template <const auto& Net, class Transform>
void same_bits(const Transform& transform) {
  eg::model<Net> with{eg::seed{1}}, without{eg::seed{1}};
  eg::recorder recorder{.every = 2};
  const eg::fit_options o{.batch = 20, .epochs = 2, .show = false};
  eg::fit<eg::no_lints>(with, some(90), eg::cross_entropy, transform, o, recorder);
  eg::fit<eg::no_lints>(without, some(90), eg::cross_entropy, transform, o);
  BOOST_TEST(recorder.recording.steps.size() == 5u);
  BOOST_TEST(recorder.recording.epochs.size() == 2u);
  BOOST_TEST(recorder.recording.steps.back().epoch == 1);
  BOOST_TEST(std::equal(with.weights(), with.weights() + with.weight_count(), without.weights()));
  BOOST_TEST(std::equal(with.states(), with.states() + with.state_count(), without.states()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(probe)

BOOST_AUTO_TEST_CASE(figures_are_those_of_the_numbers) {
  eg::model<relu_net> m{eg::seed{3}}, watched{eg::seed{3}};
  eg::optimizer<float, eg::adam> rule{eg::adam{}};
  eg::recorder recorder;
  const eg::dataset d = some(37);
  const eg::minibatch batch{d.x, d.y};
  const std::vector<float> before(m.weights(), m.weights() + m.weight_count());
  const float loss = recorder.step(m, eg::cross_entropy, batch, rule);
  watched.differentiate(eg::watching_all(eg::cross_entropy), batch);
  const eg::recording& r = recorder.recording;
  BOOST_TEST(r.steps.size() == 1u);
  BOOST_TEST(r.steps[0].loss == double(loss));
  BOOST_TEST(r.loss == "cross_entropy");
  BOOST_TEST(r.classes == 10);
  BOOST_TEST(r.layers.size() == 5u);
  for (std::size_t l = 0; l < r.layers.size(); ++l) {
    const eg::layer_figures& f = r.steps[0].layers[l];
    const std::string& name = r.layers[l].name;
    check_close(f.output, all_of(watched.output(name)));
    check_close(f.gradient, all_of(watched.loss_gradient(name)));
    BOOST_TEST(f.output.histogram.count() == f.output.count);
    BOOST_TEST(r.layers[l].is_activation == name.starts_with("relu"));
    std::vector<double> examples;
    const auto g = watched.loss_gradient(name);
    for (int row = 0; row < 37; ++row) {
      double sum = 0;
      for (int i = 0; i < g.size(); ++i) sum += double(g(row, i));
      examples.push_back(37 * sum / g.size());
    }
    const naive n(examples);
    BOOST_TEST(f.of_examples.count == 37);
    BOOST_TEST(std::abs(f.of_examples.mean - n.mean) <= 1e-6 * n.deviation);
    BOOST_TEST(std::abs(f.of_examples.deviation() - n.deviation) <= 1e-5 * n.deviation);
    if (!r.layers[l].is_activation) continue;
    const auto s = watched.local_gradient(name);
    int dead = 0, flat = 0;
    for (int i = 0; i < s.size(); ++i) {
      int zeros = 0;
      for (int row = 0; row < 37; ++row) zeros += s(row, i) == 0;
      flat += zeros, dead += zeros == 37;
    }
    BOOST_TEST(f.dead == double(dead) / s.size());
    BOOST_TEST(f.saturated == double(flat) / (37. * s.size()));
  }
  std::size_t p = 0;
  for (const eg::entry& e : m.entries()) {
    std::vector<double> w, u;
    for (int i = 0; i < e.dims.lines(); ++i)
      for (int j = 0; j < e.dims.last(); ++j) {
        const auto at = std::size_t(e.offset + eg::panel_place(e.dims.lines(), i, j));
        w.push_back(double(before[at])), u.push_back(double(m.weights()[at] - before[at]));
      }
    const eg::parameter_figures& f = r.steps[0].parameters[p];
    BOOST_TEST(r.parameters[p].name == e.name);
    BOOST_TEST(r.layers[std::size_t(r.parameters[p].layer)].name + '.' == e.name.substr(0, e.name.find('.') + 1));
    check_close(f.weights, w), check_close(f.update, u);
    BOOST_TEST(f.weights.histogram.count() == std::int64_t(w.size()));
    ++p;
  }
}

BOOST_AUTO_TEST_CASE(training_ends_with_the_same_bits) {
  same_bits<relu_net>(eg::adam{});
  same_bits<gelu_net>(eg::adam{});
  same_bits<relu_net>(eg::sam{} | eg::sgd{.learning_rate = .1});
  BOOST_TEST((eg::looks_while_stepping<relu_net, eg::cross_entropy_t, eg::optimizer<float, eg::adam>>));
  BOOST_TEST(!(eg::looks_while_stepping<gelu_net, eg::cross_entropy_t, eg::optimizer<float, eg::adam>>));
}

BOOST_AUTO_TEST_CASE(as_the_page_says) {
  eg::model<relu_net> model;
  const eg::dataset train = some(350);
  eg::recorder recorder{.every = 10};
  eg::fit(model, train, eg::cross_entropy, eg::adam{}, {.epochs = 2}, recorder);
  const eg::recording& seen = recorder.recording;
  BOOST_TEST(seen.steps.size() == 3u);
  BOOST_TEST(seen.batch == 32);
  BOOST_TEST(seen.rows == 350);
}

BOOST_AUTO_TEST_CASE(recordings_thin_out) {
  eg::model<relu_net> m;
  eg::recorder recorder{.every = 1, .limit = 8};
  eg::fit<eg::no_lints>(m, some(300), eg::cross_entropy, eg::adam{}, {.batch = 10, .epochs = 1, .show = false},
                        recorder);
  BOOST_TEST(recorder.every == 4);
  BOOST_TEST(recorder.recording.steps.size() == 8u);
  for (std::size_t i = 0; i < 8; ++i) BOOST_TEST(recorder.recording.steps[i].step == std::int64_t(4 * i));
}

BOOST_AUTO_TEST_CASE(a_training_that_goes_on_is_recorded_as_one) {
  const scratch folder;
  const std::string path = folder.path("training.state");
  eg::fit_options o{.batch = 10, .epochs = 3, .show = false};
  eg::model<relu_net> m, later;
  eg::recorder first{.every = 1};
  const auto fit = [&](eg::model<relu_net>& model, eg::recorder& r) {
    eg::fit<eg::no_lints>(model, some(20), eg::cross_entropy, eg::adam{}, o, r, eg::resume(path));
  };
  fit(m, first);
  o.epochs = 5;
  for (const bool again : {true, false}) {  // what saw the beginning, and what did not
    const eg::bytes file = eg::read_raw(path);
    eg::recorder fresh{.every = 1};
    eg::recorder& r = again ? first : fresh;
    fit(later, r);
    BOOST_TEST(r.recording.epochs.size() == 5u);
    BOOST_TEST(r.recording.epochs.back().steps == 10);
    BOOST_TEST(r.recording.steps.size() == (again ? 10u : 4u));
    for (const eg::recorded_step& s : r.recording.steps) BOOST_TEST(s.epoch == int(s.step / 2));
    std::FILE* const back = std::fopen(path.c_str(), "wb");
    std::fwrite(file.data(), 1, file.size(), back), std::fclose(back);
  }
  later.weights()[0] = std::numeric_limits<float>::infinity();
  const eg::dataset d = some(10);
  first.failed(later, eg::cross_entropy, eg::minibatch{d.x, d.y}, 10, 0);  // of a training after that one
  BOOST_TEST(first.recording.first_nan.epoch == 5);
}

BOOST_AUTO_TEST_CASE(wrong_options_fail_before_the_first_step) {
  eg::model<relu_net> m;
  const eg::fit_options o{.batch = 10, .epochs = 1, .show = false};
  BOOST_CHECK_THROW(eg::fit<eg::no_lints>(m, some(20), eg::cross_entropy, eg::adam{}, o, eg::recorder{.every = 0}),
                    eg::error);
  BOOST_CHECK_THROW(eg::fit<eg::no_lints>(m, some(20), eg::cross_entropy, eg::adam{}, o, eg::recorder{.limit = 1}),
                    eg::error);
  BOOST_TEST(m.steps() == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
