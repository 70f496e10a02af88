// What looks on while a network is trained: what it is told and when, that it can end training, and make the steps.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/fit.hpp>

#include <boost/test/unit_test.hpp>
#include <string>

#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<8> | eg::relu | eg::dense<3>;
using watched_model = eg::model<net>;

/// Writes down what it is told.
struct diary {
  std::string text;
  std::int64_t last = -1;

  template <class M, class Loss>
  void begin(M&, const Loss&, const eg::dataset& data, const eg::fit_options& o) {
    text += "begin " + std::to_string(data.rows()) + " " + std::to_string(o.batch) + "\n";
  }
  void after_step(const eg::step_result& s) {
    text += std::to_string(s.epoch) + ":" + std::to_string(s.step) + ":" + std::to_string(s.rows) + " ";
    last = s.step;
  }
  void after_epoch(watched_model& m, const eg::epoch_result& e) {
    text += "epoch " + std::to_string(e.steps) + (m.steps() == std::uint64_t(last + 1) ? "\n" : "?\n");
  }
  void ended(watched_model&, const eg::training_history& h) { text += "ended " + std::to_string(h.size()) + "\n"; }
  template <class M, class Loss>
  void failed(M& m, const Loss&, const eg::minibatch& b, std::int64_t step, int epoch) {
    text += "failed " + std::to_string(step) + " " + std::to_string(epoch) + " " + std::to_string(b.x.rows);
    for (int i = 0; i < m.weight_count(); ++i)
      if (!std::isfinite(m.weights()[i])) {
        text += " with its weights";
        break;
      }
  }
};

/// Makes every third step itself, twice as long.
struct stepper {
  int made = 0;
  bool wants(std::int64_t step) const { return step % 3 == 0; }
  template <class M, class Loss, class Rule>
  float step(M& m, const Loss& loss, const eg::minibatch& b, Rule& rule) {
    ++made;
    const float l = m.step(loss, b, rule);
    m.update(rule);
    return l;
  }
};

struct explosive {
  static constexpr int slots = 0;
  auto at(eg::step_facts f) const {
    return [by = f.step > 4 ? 1e38 : 0.1]<class P>(P d, P, P*) {
      return P(d * P(typename P::value_type(by))) * P(typename P::value_type(by));
    };
  }
  void check() const {}
};

int epochs_told = 0;
void tell(const eg::epoch_result&) { ++epochs_told; }

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(an_observer_is_told_everything_in_its_order) {
  const eg::table data = few::rays(10);
  watched_model m{eg::seed{1}};
  diary d;
  eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 2), d);
  BOOST_TEST(d.text == "begin 10 4\n0:0:4 0:1:4 0:2:2 epoch 3\n1:3:4 1:4:4 1:5:2 epoch 6\nended 2\n");
}

BOOST_AUTO_TEST_CASE(a_callback_is_a_plain_function_or_a_closure) {
  const eg::table data = few::rays(10);
  watched_model m{eg::seed{1}};
  std::vector<double> losses;
  epochs_told = 0;
  const auto history = eg::fit(
      m, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 3), tell,
      [&](const eg::epoch_result& e) { losses.push_back(e.loss); }, diary{});
  BOOST_TEST(epochs_told == 3);
  BOOST_REQUIRE(losses.size() == 3u);
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(losses[i] == history[i].loss);
  BOOST_TEST((history.ended == eg::ending::all_epochs));
}

BOOST_AUTO_TEST_CASE(an_observer_ends_training) {
  const eg::table data = few::rays(12);
  watched_model m{eg::seed{1}}, same{eg::seed{1}};
  int told = 0;
  const auto history = eg::fit(
      m, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 9), [](const eg::epoch_result& e) { return e.steps < 6; },
      [&](const eg::epoch_result&) { ++told; });
  BOOST_TEST(history.size() == 2u);
  BOOST_TEST(told == 2, "the others are told of the last epoch as well");
  BOOST_TEST((history.ended == eg::ending::by_observer));
  eg::fit(same, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 2));
  BOOST_TEST(few::same_bits(few::numbers_of(m), few::numbers_of(same)));

  struct {
    bool after_step(const eg::step_result& s) { return s.step < 4; }
  } in_the_middle;
  watched_model n{eg::seed{1}};
  diary d;
  const auto shorter = eg::fit(n, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 9), in_the_middle, d);
  BOOST_TEST(d.text.ends_with("epoch 5\nended 2\n"));
  BOOST_TEST((shorter.size() == 2u && shorter.back().steps == 5 && shorter.ended == eg::ending::by_observer));
}

BOOST_AUTO_TEST_CASE(without_a_wish_of_observers_the_steps_are_the_same) {
  const eg::table data = few::rays(20);
  watched_model a{eg::seed{3}}, b{eg::seed{3}};
  eg::fit(a, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 3));
  eg::fit(b, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 3), diary{}, [](const eg::epoch_result&) {});
  BOOST_TEST(few::same_bits(few::numbers_of(a), few::numbers_of(b)));
}

BOOST_AUTO_TEST_CASE(the_observer_that_wants_makes_the_step) {
  const eg::table data = few::rays(20);
  watched_model m{eg::seed{3}};
  stepper own;
  eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(5, 3), diary{}, own, diary{});
  BOOST_TEST(own.made == 4);
}

BOOST_AUTO_TEST_CASE(a_failure_is_shown_before_the_model_is_set_back) {
  const eg::table data = few::rays(12);
  watched_model m{eg::seed{3}}, same{eg::seed{3}};
  diary d;
  BOOST_CHECK_THROW(eg::fit(m, data, eg::cross_entropy, explosive{}, few::quiet(4, 3), d), eg::error);
  BOOST_TEST(d.text.find("failed") != d.text.npos);
  BOOST_TEST(d.text.find("with its weights") != d.text.npos);
  BOOST_TEST(d.text.find("ended") == d.text.npos);
  BOOST_TEST(m.steps() == 3u);
}

BOOST_AUTO_TEST_CASE(what_an_observer_throws_passes_through) {
  const eg::table data = few::rays(12);
  watched_model m{eg::seed{3}}, same{eg::seed{3}};
  struct unhappy {
    void after_step(const eg::step_result& s) {
      if (s.step == 4) throw 7;
    }
  };
  BOOST_CHECK_THROW(eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 3), unhappy{}), int);
  eg::fit(same, data, eg::cross_entropy, eg::sgd{}, few::quiet(4, 1));
  BOOST_TEST(few::same_bits(few::numbers_of(m), few::numbers_of(same)), "as it was after the last epoch before");
}

BOOST_AUTO_TEST_SUITE_END()
