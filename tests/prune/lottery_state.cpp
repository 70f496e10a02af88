// What a round leaves for the next one, and what a folder of an experiment belongs to.
#include <evengrad/layer/dense.hpp>
#include <evengrad/layer/input.hpp>
#include <evengrad/loss/cross_entropy.hpp>
#include <evengrad/op/activation.hpp>
#include <evengrad/optim/clip.hpp>
#include <evengrad/optim/lookahead.hpp>
#include <evengrad/optim/milestones.hpp>
#include <evengrad/optim/on_plateau.hpp>
#include <evengrad/optim/sam.hpp>
#include <evengrad/optim/sgd.hpp>
#include <evengrad/optim/weights_average.hpp>
#include <evengrad/prune/by_gradient.hpp>
#include <evengrad/prune/lottery_state.hpp>

#include <boost/test/unit_test.hpp>
#include <set>

#include "../data/temporary.hpp"
#include "digit_parts.hpp"

namespace eg = evengrad;

namespace {

constexpr auto net = eg::input<64> | eg::dense<12> | eg::relu | eg::dense<10>;

eg::ticket_state<net, float> state_of(eg::model<net>& m) {
  eg::ticket_state<net, float> s;
  m.set_seed(eg::seed{1}), m.draw();
  s.mask = eg::prune(m, eg::weight_mask(m.places()), eg::pruning<>{});
  s.first.take(m), m.set_seed(eg::seed{9}), m.draw(), s.last.take(m);
  return s;
}
bool same(std::span<const float> a, std::span<const float> b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

template <class How = eg::pruning<>, class Start = eg::reset>
std::string facts(const eg::lottery_data& data, const eg::lottery_options& o, double learning_rate = 0.1,
                  const How& how = {}, const Start& start = {}) {
  eg::model<net> m(o.seed);
  return eg::lottery_facts<net, float, eg::cross_entropy_t>(m, data, eg::sgd{.learning_rate = learning_rate}, o, how,
                                                            start);
}

/// Of another rule.
std::string facts_of(const eg::lottery_data& data, const eg::lottery_options& o, const auto& rule) {
  eg::model<net> m(o.seed);
  return eg::lottery_facts<net, float, eg::cross_entropy_t>(m, data, rule, o, eg::pruning<>{}, eg::reset{});
}
/// A rule that keeps the sum of all gradients and holds its rates where they are not seen.
struct keeping {
  static constexpr int slots = 1;
  std::vector<double> rates;
  auto at(eg::step_facts) const {
    return [r = rates]<class P>(P d, P, P* sum) {
      *sum = P(*sum + d * P(typename P::value_type(r[1])));
      return P(d * P(typename P::value_type(r[0])));
    };
  }
  void check() const {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(prune)
BOOST_AUTO_TEST_SUITE(lottery_state)

BOOST_AUTO_TEST_CASE(a_ticket_is_read_as_it_was_written) {
  const scratch folder;
  folder.path("ticket-2-0.state"), folder.path("ticket-2-3.state");
  eg::model<net> m{eg::seed{1}};
  for (const int round : {0, 3}) {
    auto s = state_of(m);
    if (round == 0) s.rewound = s.first;
    eg::write_ticket(s, folder.folder, "facts\n", 2, round);
    const auto read = eg::read_ticket(m, folder.folder, "facts\n", 2, round);
    BOOST_TEST((read.mask == s.mask && same(read.first.weights(), s.first.weights())));
    BOOST_TEST(same(read.last.weights(), s.last.weights()));
    BOOST_TEST(!same(read.first.weights(), read.last.weights()));
    BOOST_TEST((read.rewound.weights().empty() == (round == 3)));
  }
}

BOOST_AUTO_TEST_CASE(the_file_of_another_ticket_or_none_is_refused) {
  const scratch folder;
  const std::string here = folder.path("ticket-1-1.state"), there = folder.path("ticket-1-2.state");
  eg::model<net> m{eg::seed{1}};
  auto s = state_of(m);
  eg::write_ticket(s, folder.folder, "facts\n", 1, 1);
  const auto refused = [&](const char* facts, int round, std::string_view a, std::string_view b = "") {
    BOOST_CHECK_EXCEPTION(eg::read_ticket(m, folder.folder, facts, 1, round), eg::error, (says{a, b}));
  };
  refused("facts\n", 2, "ticket-1-2.state: it is not there");
  refused("others\n", 1, "it has \"facts\"", "has \"others\"");
  std::rename(here.c_str(), there.c_str());
  refused("facts\n", 2, "\"ticket of trial 1, round 1\"", "\"ticket of trial 1, round 2\"");
}

BOOST_AUTO_TEST_CASE(whatever_makes_other_numbers_makes_another_experiment) {
  digit_parts data;
  const eg::lottery_options o{.where = "folder", .steps = 100};
  const std::string same = facts(data, o);
  BOOST_TEST(same == facts(data, o));
  eg::lottery_options more = o;  // what does not change a training
  more.rounds = 30, more.trials = 9, more.threads = 7, more.show = false, more.where = "other";
  BOOST_TEST(same == facts(data, more));

  std::set<std::string> all{same};
  const auto with = [&](auto change) {
    eg::lottery_options other = o;
    change(other), all.insert(facts(data, other));
  };
  with([](auto& x) { x.steps = 101; }), with([](auto& x) { x.batch = 61; }), with([](auto& x) { x.every = 99; });
  with([](auto& x) { x.training_rows = 5; }), with([](auto& x) { x.rewind_to = 5; });
  with([](auto& x) { x.seed = eg::seed{1}; });
  all.insert(facts(data, o, 0.2));
  all.insert(facts(data, o, 0.1, eg::pruning<>{.rates = {.rate = 0.3}}));
  all.insert(facts(data, o, 0.1, eg::pruning<eg::magnitude, eg::globally>{}));
  // All of a layer would go now, and need not after training.
  all.insert(facts(data, o, 0.1, eg::pruning<eg::magnitude, eg::globally>{.rates = {.rate = 0.999}}));
  // But data that a criterion cannot look at is no better then.
  BOOST_CHECK_EXCEPTION(facts(data, o, 0.1, eg::pruning{eg::snip{eg::cross_entropy, eg::dataset{}}}), eg::error,
                        says{"data: "});
  all.insert(facts(data, o, 0.1, eg::pruning<>{}, eg::with_noise{1}));
  all.insert(facts(data, o, 0.1, eg::pruning<>{}, eg::with_noise{2}));
  for (const double radius : {0.05, 0.1}) {  // of where the gradient is taken, not of the step
    eg::model<net> m(o.seed);
    all.insert(eg::lottery_facts<net, float, eg::cross_entropy_t>(m, data, eg::sam{radius} | eg::sgd{0.1}, o,
                                                                  eg::pruning<>{}, eg::reset{}));
  }
  for (eg::table* part : {&data.train, &data.validation, &data.test}) {
    part->features[100] += 1, all.insert(facts(data, o));
    part->targets[3] = part->targets[3] == 1 ? 2 : 1, all.insert(facts(data, o));
  }
  BOOST_TEST(all.size() == 1u + 6 + 1 + 3 + 2 + 2 + 6);
}

BOOST_AUTO_TEST_CASE(rules_that_differ_late_or_only_in_what_they_keep_are_other_experiments) {
  const digit_parts data;
  const eg::lottery_options o{.where = "folder", .steps = 100};
  const eg::sgd sgd{0.1};
  const auto differ = [&](const auto& a, const auto& b) {
    const std::string of_a = facts_of(data, o, a);
    BOOST_TEST(of_a != facts_of(data, o, b));
    BOOST_TEST(of_a == facts_of(data, o, a));
  };
  differ(sgd | eg::weights_average{0.9}, sgd | eg::weights_average{0.999});
  differ(sgd | eg::lookahead{5, 0.5}, sgd | eg::lookahead{5, 0.1});
  differ(sgd | eg::milestones<1>{{40}, 0.1}, sgd | eg::milestones<1>{{80}, 0.1});
  differ(sgd | eg::on_plateau{.patience = 3}, sgd | eg::on_plateau{.patience = 4});
  differ(sgd | eg::step_decay{.every = 60}, sgd | eg::step_decay{.every = 61});
  differ(eg::clip_by_global_norm{1e9} | sgd, eg::clip_by_global_norm{1e10} | sgd);
  differ(keeping{{0.1, 1}}, keeping{{0.1, 2}});
}

BOOST_AUTO_TEST_CASE(rates_that_take_the_same_of_the_first_weights_are_other_experiments) {
  const digit_parts data;
  const eg::lottery_options o{.where = "folder", .steps = 100};
  const auto with = [&](double rate) { return facts(data, o, 0.1, eg::pruning<>{.rates = {.rate = rate}}); };
  BOOST_TEST(with(0.2) == with(0.2));
  BOOST_TEST(with(0.2) != with(0.2 + 1e-6));
}

BOOST_AUTO_TEST_SUITE_END()
BOOST_AUTO_TEST_SUITE_END()
