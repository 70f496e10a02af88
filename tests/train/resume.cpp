// Training that was interrupted and goes on: the same bits as if nothing had been, for what keeps something of every
// kind.
#include <sys/wait.h>
#include <unistd.h>
#include <evengrad/combinator/repeat.hpp>
#include <evengrad/data/file.hpp>
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/dropout.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/loss/focal.hpp>
#include <evengrad/norm/batch_norm.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/op/hyperbolic.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/optim/clip.hpp>
#include <evengrad/optim/lamb.hpp>
#include <evengrad/optim/lookahead.hpp>
#include <evengrad/optim/masked.hpp>
#include <evengrad/optim/on_plateau.hpp>
#include <evengrad/optim/one_cycle.hpp>
#include <evengrad/optim/rmsprop.hpp>
#include <evengrad/optim/sam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/weights_average.hpp>
#include <evengrad/train/fit.hpp>
#include <evengrad/train/resume.hpp>

#include <boost/test/unit_test.hpp>

#include "../data/temporary.hpp"
#include "few.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<4> | eg::dense<8, eg::init::automatic, void> | eg::batch_norm | eg::relu |
                     eg::dropout(0.25) | eg::dense<3>;
constexpr auto repeated = eg::input<4> | eg::repeat<3>(eg::dense<4> | eg::tanh) | eg::dense<3>;
constexpr auto wider = eg::input<4> | eg::dense<9, eg::init::automatic, void> | eg::batch_norm | eg::relu |
                       eg::dropout(0.25) | eg::dense<3>;
constexpr auto other_activation = eg::input<4> | eg::dense<8, eg::init::automatic, void> | eg::batch_norm | eg::tanh |
                                  eg::dropout(0.25) | eg::dense<3>;

bool same(const eg::epoch_result& a, const eg::epoch_result& b) {
  const auto equal = [](double x, double y) { return std::memcmp(&x, &y, sizeof x) == 0; };
  return equal(a.loss, b.loss) && equal(a.accuracy, b.accuracy) && equal(a.validation_loss, b.validation_loss) &&
         equal(a.learning_rate, b.learning_rate) && a.steps == b.steps;
}

eg::fit_options options(const eg::table& test, int epochs) {
  eg::fit_options o = few::quiet(8, epochs);
  o.validation = test, o.shuffle = eg::seed{5};
  return o;
}

/// Counts epochs; one type of observer for all, so that a training is compiled once.
struct counter {
  int epochs = 0;
  std::int64_t last_step = -1;  // ends training in the middle of an epoch
  void operator()(const eg::epoch_result&) { ++epochs; }
  bool after_step(const eg::step_result& s) const { return s.step != last_step; }
};
template <const auto& Net, class T, class X>
eg::training_history kept(eg::model<Net, T>& m, const eg::table& data, const X& rule, const eg::fit_options& o,
                          const std::string& path, counter&& c = {}) {
  return eg::fit(m, data, eg::cross_entropy, rule, o, eg::resume(path), c);
}

/// Ten epochs at once, and four, and then, of a model that begins elsewhere, the others.
template <const auto& Net, class T = float, class X>
void goes_on(const X& rule, bool keep_best = false) {
  const eg::table data = few::rays(42), test = few::rays(20);
  const scratch folder;
  const std::string path = folder.path("training.state");
  eg::model<Net, T> whole{eg::seed{1}}, first{eg::seed{1}}, second{eg::seed{77}};
  eg::fit_options o = options(test, 10);
  o.keep_best = keep_best;
  const auto all = kept(whole, data, rule, o, folder.path("whole.state"));
  o.epochs = 4;
  const auto begin = kept(first, data, rule, o, path);
  o.epochs = 10;
  const auto rest = kept(second, data, rule, o, path);
  BOOST_TEST((begin.size() == 4u && rest.size() == 10u));
  BOOST_TEST(few::same_bits(few::numbers_of(whole), few::numbers_of(second)));
  BOOST_TEST((whole.steps() == second.steps() && whole.drawn_from() == second.drawn_from()));
  for (std::size_t i = 0; i < 10; ++i) BOOST_TEST(same(all[i], rest[i]), "epoch " << i);
  BOOST_TEST((all.best == rest.best && all.ended == rest.ended));

  const auto again = kept(first, data, rule, o, path);  // there is nothing to do
  BOOST_TEST(few::same_bits(few::numbers_of(whole), few::numbers_of(first)));
  BOOST_TEST((again.size() == 10u && same(again.back(), all.back()) && again.best == all.best));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(train)

BOOST_AUTO_TEST_CASE(ten_epochs_are_four_and_six) {
  goes_on<net>(eg::adam{0.01}, true);
  goes_on<net, double>(eg::momentum{0.03} | eg::one_cycle{60});
  goes_on<repeated>(eg::adam{0.01} | eg::warmup{10} | eg::on_plateau{.factor = 0.5, .patience = 0});
  goes_on<net>(eg::clip_by_norm{1} | eg::lamb{0.02} | eg::weights_average{0.9});
  goes_on<net>(eg::adamw{0.01} | eg::lookahead{}, true);
  goes_on<net>(eg::sam{0.05} | eg::momentum{0.05} | eg::on_plateau{.factor = 0.5, .patience = 1});
}

BOOST_AUTO_TEST_CASE(early_stopping_goes_on_counting) {
  const eg::table data = few::rays(42), test = few::rays(20);
  const scratch folder;
  const std::string path = folder.path("training.state");
  eg::model<net> whole{eg::seed{1}}, part{eg::seed{1}};
  eg::fit_options o = options(test, 60);
  o.early_stopping.patience = 4;
  const auto rule = eg::adam{0.05};
  const auto all = kept(whole, data, rule, o, folder.path("whole.state"));
  BOOST_REQUIRE((all.ended == eg::ending::early_stopping && all.size() > 7));
  o.epochs = int(all.size()) - 2;
  kept(part, data, rule, o, path);
  o.epochs = 60;
  const auto rest = kept(part, data, rule, o, path);
  BOOST_TEST((rest.size() == all.size() && rest.ended == eg::ending::early_stopping && rest.best == all.best));
  BOOST_TEST(few::same_bits(few::numbers_of(whole), few::numbers_of(part)));
  const auto again = kept(part, data, rule, o, path);
  BOOST_TEST((again.size() == all.size() && again.ended == eg::ending::early_stopping));
}

BOOST_AUTO_TEST_CASE(a_process_that_was_killed_is_followed_by_another) {
  const eg::table data = few::rays(42), test = few::rays(20);
  const scratch folder;
  const std::string path = folder.path("training.state");
  const eg::fit_options o = options(test, 6);
  const pid_t child = fork();
  if (child == 0) {
    eg::model<net> m{eg::seed{1}};
    struct {
      void after_step(const eg::step_result& s) {
        if (s.step == 20) kill(getpid(), SIGKILL);  // in the middle of the fourth epoch
      }
    } sudden;
    eg::fit(m, data, eg::cross_entropy, eg::adam{}, o, eg::resume(path), sudden);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  BOOST_TEST((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
  eg::model<net> whole{eg::seed{1}}, later{eg::seed{2}};
  eg::fit(whole, data, eg::cross_entropy, eg::adam{}, o);
  counter c;
  eg::fit(later, data, eg::cross_entropy, eg::adam{}, o, eg::resume(path), c);
  BOOST_TEST(c.epochs == 3);
  BOOST_TEST(few::same_bits(few::numbers_of(whole), few::numbers_of(later)), "without a file as well");
}

BOOST_AUTO_TEST_CASE(an_epoch_that_was_interrupted_is_made_again) {
  const eg::table data = few::rays(42), test = few::rays(20);
  const scratch folder;
  const std::string path = folder.path("training.state");
  eg::model<net> whole{eg::seed{1}}, part{eg::seed{1}};
  const eg::fit_options o = options(test, 5);
  const auto some = kept(part, data, eg::adam{}, o, path, {.last_step = 15});
  BOOST_TEST((some.size() == 3u && some.back().steps == 16 && some.ended == eg::ending::by_observer));
  kept(part, data, eg::adam{}, o, path);
  kept(whole, data, eg::adam{}, o, folder.path("whole.state"));
  BOOST_TEST(few::same_bits(few::numbers_of(whole), few::numbers_of(part)));
}

namespace {

/// Fails with these words, and neither the model nor the file changes.
template <const auto& Net = net, class T = float, class X = eg::adam>
void refuses(const std::string& path, says words, const eg::fit_options& o, const eg::table& data, X rule = {}) {
  const eg::bytes before = eg::read_raw(path);
  eg::model<Net, T> m{eg::seed{9}};
  const auto numbers = few::numbers_of(m);
  BOOST_CHECK_EXCEPTION(kept(m, data, rule, o, path), eg::error, words);
  BOOST_TEST(few::same_bits(few::numbers_of(m), numbers));
  BOOST_TEST((m.drawn_from() == eg::seed{9} && m.steps() == 0u));
  BOOST_TEST(eg::read_raw(path) == before);
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_optimizer_that_keeps_as_many_numbers_of_another_meaning_is_refused) {
  const eg::table data = few::rays(42), test = few::rays(20);
  const scratch folder;
  const std::string path = folder.path("training.state");
  eg::model<net> m{eg::seed{1}};
  eg::fit_options o = options(test, 2);
  kept(m, data, eg::momentum{}, o, path);
  o.epochs = 3;
  refuses(path, {"optimizer momentum 1 slots", "optimizer rmsprop 1 slots"}, o, data, eg::rmsprop{});
  BOOST_CHECK_EXCEPTION(eg::fit(m, data, eg::focal<2>, eg::momentum{}, o, eg::resume(path)), eg::error,
                        (says{"loss cross_entropy_t", "loss focal_t<2"}));
  const auto rest = kept(m, data, eg::momentum{.learning_rate = 0.03}, o, path);
  BOOST_TEST(rest.size() == 3u, "a learning rate may change");
}

BOOST_AUTO_TEST_CASE(a_state_of_another_training_is_refused) {
  const eg::table data = few::rays(42), test = few::rays(20), more = few::rays(43);
  const scratch folder;
  const std::string path = folder.path("training.state");
  eg::model<net> m{eg::seed{1}};
  eg::fit_options o = options(test, 3);
  kept(m, data, eg::adam{}, o, path);
  o.epochs = 5;
  refuses<net, double>(path, {"it has \"numbers 32 bits", "where this training has \"numbers 64 bits"}, o, data,
                       eg::momentum{} | eg::one_cycle{60});
  refuses<wider>(path, {"\"learned dense_1.w 4 x 8\"", "\"learned dense_1.w 4 x 9\"", "resume, " + path}, o, data);
  refuses<other_activation>(path, {"batch_norm_1 relu_1", "batch_norm_1 tanh_1"}, o, data);
  refuses(path, {"optimizer adam 2 slots", "optimizer adam 2 add_decayed_weights 0 lookahead 1 slots"}, o, data,
          eg::adamw{} | eg::lookahead{});
  refuses(path, {"rows 42", "rows 43"}, o, more);
  o.batch = 16;
  refuses(path, {"it has \"batch 8\" where this training has \"batch 16\"; go on with the same"}, o, data);
  o = options(test, 5), o.shuffle = eg::seed{6};
  refuses(path, {"shuffle 5", "shuffle 6"}, o, data);
  o = options(test, 5), o.validation = {};
  refuses(path, {"validation 20", "validation 0"}, o, data);
  o = options(test, 5), o.keep_best = true;
  refuses(path, {"keep_best 0", "keep_best 1"}, o, data);
  o = options(test, 5);
  BOOST_CHECK_NO_THROW(kept(m, data, eg::adam{}, o, path));
}

BOOST_AUTO_TEST_CASE(a_state_of_another_mask_is_refused) {
  const eg::table data = few::rays(42), test = few::rays(20);
  const scratch folder;
  const std::string path = folder.path("training.state");
  eg::model<net> m{eg::seed{1}};
  eg::weight_mask mask(m.places()), other = mask;
  mask.set(mask.tensor("dense_1.w"), 0, 0, false), other.set(other.tensor("dense_1.w"), 0, 1, false);
  kept(m, data, eg::sgd{} | eg::masked(mask), options(test, 2), path);
  refuses(path, {"\"mask that keeps 55 weights, checksum "}, options(test, 3), data, eg::sgd{} | eg::masked(other));
  BOOST_TEST(kept(m, data, eg::sgd{} | eg::masked(mask), options(test, 3), path).size() == 3u);
}

namespace {
/// Looks at figures, and keeps what it makes of them to itself.
struct secretive {
  double factor = 1;
  double operator()(std::int64_t) const { return factor; }
  void observe(double) { factor *= 0.5; }
  void check() const {}
};
}  // namespace

BOOST_AUTO_TEST_CASE(what_changes_in_secret_is_refused) {
  const eg::table data = few::rays(42), test = few::rays(20);
  const scratch folder;
  eg::model<net> m{eg::seed{1}};
  BOOST_CHECK_EXCEPTION(kept(m, data, eg::sgd{} | secretive{}, options(test, 2), folder.path("training.state")),
                        eg::error, (says{"resume: a link of the optimizer", "give it each_number(f)"}));
}

BOOST_AUTO_TEST_SUITE_END()
