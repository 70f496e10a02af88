// Ctrl-C while a network is trained: training ends, the program goes on, and what was there before comes back.
#include <sys/wait.h>
#include <unistd.h>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/train/fit.hpp>
#include <evengrad/train/interrupt.hpp>
#include <evengrad/train/pretrain.hpp>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <thread>

#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<3>;
constexpr auto deep = eg::input<4> | eg::dense<5> | eg::dense<4> | eg::dense<3>;

int handled = 0;
void count(int) { ++handled; }

/// While it lives, SIGINT has this handler.
struct handler {
  struct sigaction before {};
  explicit handler(void (*f)(int)) {
    struct sigaction own {};
    own.sa_handler = f;
    sigaction(SIGINT, &own, &before);
  }
  ~handler() { sigaction(SIGINT, &before, nullptr); }
  static void (*now())(int) {
    struct sigaction s {};
    sigaction(SIGINT, nullptr, &s);
    return s.sa_handler;
  }
};

/// Presses Ctrl-C after so many steps.
struct impatient {
  int left;
  void after_step(const eg::step_result&) {
    if (--left == 0) raise(SIGINT);
  }
};

/// Presses Ctrl-C in the third step.
struct pressing {
  static constexpr int slots = 0;
  auto at(eg::step_facts f) const {
    if (f.step == 3) raise(SIGINT);
    return []<class P>(P d, P, P*) { return d * P(typename P::value_type(0.01)); };
  }
  void check() const {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(ctrl_c_ends_training_with_a_usable_model_and_its_history) {
  const eg::table data = few::rays(30);
  const handler mine(count);
  handled = 0;
  eg::model<net> m{eg::seed{1}}, by_hand{eg::seed{1}};
  eg::fit_options o = few::quiet(10, 8);
  o.validation = data;
  const auto history = eg::fit(m, data, eg::cross_entropy, eg::sgd{}, o, impatient{4});
  BOOST_TEST((history.ended == eg::ending::interrupted && history.size() == 2u));
  BOOST_TEST((history.back().steps == 5 && m.steps() == 5u), "it is seen after the next step");
  BOOST_TEST(history.back().validation_loss == eg::evaluate(m, eg::cross_entropy, data).loss);
  BOOST_TEST((handled == 0 && handler::now() == count));
  raise(SIGINT);
  BOOST_TEST(handled == 1);
  eg::optimizer<float, eg::sgd> rule(eg::sgd{});
  int steps = 0;
  for (int epoch = 0; epoch < 2; ++epoch)
    for (const eg::minibatch& b : eg::batches(data, 10, eg::seed{epoch + 1}))
      if (++steps <= 5) by_hand.fused_step(eg::cross_entropy, b, rule);
  BOOST_TEST(few::same_bits(few::numbers_of(m), few::numbers_of(by_hand)));
}

BOOST_AUTO_TEST_CASE(ctrl_c_between_epochs_ends_there) {
  const eg::table data = few::rays(30);
  const handler mine(count);
  eg::model<net> m{eg::seed{1}};
  const auto history = eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(10, 8), [](const eg::epoch_result& e) {
    if (e.steps == 6) raise(SIGINT);
  });
  BOOST_TEST((history.ended == eg::ending::interrupted && history.back().steps == 6 && history.size() == 2u));
}

BOOST_AUTO_TEST_CASE(a_second_ctrl_c_does_what_it_always_did) {
  const handler mine(count);
  handled = 0;
  {
    const eg::interrupt_watch outer;
    raise(SIGINT);
    BOOST_TEST((eg::interrupt_watch::seen() && handled == 0));
    raise(SIGINT);
    BOOST_TEST(handled == 1);
    const eg::interrupt_watch inner;
    BOOST_TEST(eg::interrupt_watch::seen(), "one inside of another sees it too");
  }
  BOOST_TEST((handler::now() == count));
  const eg::interrupt_watch later;
  BOOST_TEST(!eg::interrupt_watch::seen());
}

BOOST_AUTO_TEST_CASE(a_second_ctrl_c_ends_a_program_that_has_no_handler) {
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGINT, SIG_DFL);
    const eg::interrupt_watch w;
    raise(SIGINT);
    raise(SIGINT);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  BOOST_TEST((WIFSIGNALED(status) && WTERMSIG(status) == SIGINT));
}

BOOST_AUTO_TEST_CASE(a_program_that_ignores_ctrl_c_goes_on_doing_so) {
  const eg::table data = few::rays(30);
  const handler mine(SIG_IGN);
  eg::model<net> m{eg::seed{1}};
  const auto history = eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(10, 3), impatient{2});
  BOOST_TEST((history.ended == eg::ending::all_epochs && history.size() == 3u));
  BOOST_TEST((handler::now() == SIG_IGN));
}

BOOST_AUTO_TEST_CASE(two_threads_that_train_leave_the_handler_as_it_was) {
  const handler mine(count);
  std::atomic<int> missed = 0, there = 0;
  const auto often = [&] {
    for (++there; there < 2;) std::this_thread::yield();
    for (int i = 0; i < 300000; ++i) {
      const eg::interrupt_watch w;
      if (handler::now() == count) ++missed;
    }
  };
  std::thread other(often);
  often(), other.join();
  BOOST_TEST((missed == 0 && handler::now() == count));
  const eg::interrupt_watch w;
  handled = 0;
  raise(SIGINT);
  BOOST_TEST((eg::interrupt_watch::seen() && handled == 0));
  raise(SIGINT);
  BOOST_TEST(handled == 1);
}

BOOST_AUTO_TEST_CASE(ctrl_c_ends_pre_training_with_the_layer_at_hand) {
  const eg::table data = few::rays(30);
  const handler mine(count);
  eg::model<deep> m{eg::seed{1}};
  const auto layers = eg::pretrain(m, data.view().x, pressing{}, few::quiet(10, 3));
  BOOST_TEST(layers.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_fails_puts_the_handler_back) {
  const eg::table data = few::rays(30);
  const handler mine(count);
  eg::model<net> m{eg::seed{1}};
  BOOST_CHECK_THROW(
      eg::fit(m, data, eg::cross_entropy, eg::sgd{}, few::quiet(10, 3), [](const eg::epoch_result&) { throw 1; }), int);
  BOOST_TEST((handler::now() == count));
}

BOOST_AUTO_TEST_SUITE_END()
