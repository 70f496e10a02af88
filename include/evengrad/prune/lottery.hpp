// The lottery experiment: rounds of pruning, trials and controls, on several threads, in tables that grow and a folder
// that it can be resumed from.
#pragma once
#include <evengrad/prune/lottery_controls.hpp>
#include <evengrad/prune/lottery_jobs.hpp>
#include <evengrad/prune/lottery_state.hpp>
#include <evengrad/prune/lottery_table.hpp>
#include <evengrad/prune/lottery_teller.hpp>
#include <evengrad/train/interrupt.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The trainings that ended: all that were asked for, unless Ctrl-C was pressed.
struct lottery_result {
  std::vector<lottery_run> runs;
  bool complete = true;
};

/// What a control starts from.
template <class Control, class Start>
auto start_of(const Control& c, const Start& of_tickets, seed s) {
  if constexpr (requires { c.start(s); }) return c.start(s);
  else return of_tickets;
}
template <class Control, class Start>
inline constexpr bool control_rewinds =
    rewinds<decltype(start_of(std::declval<const Control&>(), std::declval<const Start&>(), seed{0}))>;
template <class Control>
inline constexpr bool is_of_full_net = requires {
  requires Control::of_full_net;
};

/// An experiment as its threads see it.
template <const auto& Net, class T, class Loss, class X, class How, class Start, class... Controls>
struct lottery_experiment {
  using state = ticket_state<Net, T>;
  using past = ticket_past<Net, T>;
  const lottery_data& data;
  const Loss& loss;
  const X& rule;
  const lottery_options& options;
  const How& how;
  const Start& start;
  const std::tuple<const Controls&...> controls;
  std::string facts;

  /// The first draw of a trial.
  void draw(model<Net, T>& m, int trial) const {
    m.set_seed(seed_of_run(options.seed, "draw", trial)), m.set_steps(0), m.draw();
    if constexpr (has_scaling<Net>) adapt(m, data.train);
  }
  /// How a trial is pruned: where a criterion draws, with draws of its own.
  decltype(auto) how_of(int trial) const {
    if constexpr (requires { how.criterion.drawn_from.value; }) {
      How own = how;
      own.criterion.drawn_from.value ^= seed_of_run(options.seed, "criterion", trial).value;
      return own;
    } else return (how);
  }
  state read(model<Net, T>& m, int trial, int round) const {
    return read_ticket(m, options.where, facts, trial, round);
  }
  /// What was before a training of this round: `last` is the end of round − 1, or of round 0 for controls of the full
  /// net, whose mask is the full one.
  struct before {
    weight_mask mask;
    past of;
  };
  before before_round(model<Net, T>& m, int trial, int round, bool of_full_net) const {
    before b;
    draw(m, trial);
    b.of.first.take(m);
    if (round == 0) {
      b.mask = weight_mask(m.places());
      return b;
    }
    state s = read(m, trial, of_full_net ? 0 : round - 1);
    b.of.last = std::move(s.last);
    b.of.rewound = of_full_net || round == 1 ? std::move(s.rewound) : std::move(read(m, trial, 0).rewound);
    b.mask = std::move(s.mask);
    if (of_full_net) return b;
    b.of.last.give(m);
    b.mask = prune(m, b.mask, how_of(trial), b.of.first.weights());
    return b;
  }

  template <class Given>
  trained_ticket<Net, T> train(model<Net, T>& m, const weight_mask& mask, const before& b, const lottery_job& j,
                               const Given& given, const auto& goes_on, checkpoint<Net, T>& first) const {
    const seed own = seed_of_run(options.seed, j.kind, j.trial, j.round, j.copy);
    m.set_seed(own), m.set_steps(0);
    if (j.round == 0) b.of.first.give(m);
    else given.give(m, mask, b.of);
    first.take(m);
    ticket_training o{.steps = options.steps,
                      .batch = options.batch,
                      .every = options.every,
                      .shuffle = own,
                      .training_rows = options.training_rows,
                      .first = options.steps - j.steps};
    if (j.round == 0) o.keep_at = options.rewind_to;
    trained_ticket<Net, T> t = train_ticket(m, mask, data, loss, rule, o, goes_on);
    const lottery_run key = j.row();
    t.run.kind = key.kind, t.run.trial = key.trial, t.run.round = key.round, t.run.copy = key.copy;
    return t;
  }
  template <class Control>
  trained_ticket<Net, T> train_control(model<Net, T>& m, const lottery_job& j, const Control& c,
                                       const auto& goes_on) const {
    const seed s = seed_of_run(options.seed, j.kind + " start", j.trial, j.round, j.copy);
    before b = before_round(m, j.trial, j.round, is_of_full_net<Control>);
    if constexpr (requires { c.mask(m, b.mask, b.of, how, 1, s); })
      b.mask = c.mask(m, b.mask, b.of, how_of(j.trial), j.round, s);
    checkpoint<Net, T> first;
    return train(m, b.mask, b, j, start_of(c, start, s), goes_on, first);
  }
  /// Does a job; the row of a run that was stopped is not complete. `on_disk(f)` calls f, which writes.
  trained_ticket<Net, T> work(model<Net, T>& m, const lottery_job& j, const auto& goes_on, const auto& on_disk) const {
    if (j.control >= 0) {
      trained_ticket<Net, T> t;
      [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((int(I) == j.control ? void(t = train_control(m, j, std::get<I>(controls), goes_on)) : void()), ...);
      }
      (std::index_sequence_for<Controls...>());
      return t;
    }
    before b = before_round(m, j.trial, j.round, false);
    state s;
    trained_ticket<Net, T> t = train(m, b.mask, b, j, start, goes_on, s.first);
    if (!t.complete) return t;
    s.mask = std::move(b.mask);
    s.last.take(m);
    s.rewound = std::move(t.kept);
    on_disk([&] { write_ticket(s, options.where, facts, j.trial, j.round); });
    return t;
  }
};

/// Fails where, layer by layer, a tensor would have no weight left after so many rounds, or one would take none; how
/// many go does not depend on which. Of other scopes that is seen on the way, and now only whether the rates are some.
template <const auto& Net, class T, class Criterion, class Scope>
void check_rounds(model<Net, T>& m, const pruning<Criterion, Scope>& how, int rounds) {
  const weight_mask mask(m.places());
  if constexpr (std::is_same_v<Scope, layer_wise>) left_after(m, mask, how, rounds, "lottery");
  else rates_of(how.rates, mask, std::vector<char>(mask.tensors().size(), char(0)));
}

/// Prunes and trains round after round, in several trials, and trains the controls behind; early stop is found
/// afterwards. `how` says what goes, `start` what the others start from, the controls are those of lottery_controls.hpp
/// or like them. In the folder `where` runs.csv has a row for each training, curves.csv what was measured on its way,
/// and a file for each ticket its mask and weights. Where the folder has some already, the experiment goes on, to the
/// same tables. Each training follows from the seed, its kind, trial, round and copy alone, whatever ran when.
///
/// Ctrl-C ends it after the step that has begun; a run that was not finished is begun anew the next time. Fails, before
/// anything is changed, where an option is out of range, the data does not fit, the folder cannot be written, is
/// another process's or of another experiment. Where a training fails, because it diverges or pruning leaves a layer
/// without a weight, those that do not need it are done, and then the first failure is thrown; where something cannot
/// be written, at once.
template <const auto& Net, class T = float, class Loss, class X, class How = pruning<>, class Start = reset,
          class... Controls>
lottery_result lottery(const lottery_data& data, const Loss& loss, const X& rule, const lottery_options& o,
                       const How& how = {}, const Start& start = {}, const Controls&... controls) {
  check_options(o);
  check_rewinding(o, rewinds<Start> || (control_rewinds<Controls, Start> || ...));
  check_lottery_data<Net, T, Loss>(data);
  std::vector<lottery_job> jobs =
      lottery_jobs(o.rounds, o.trials,
                   {control_facts{controls.name(), controls.rounds, controls.copies, is_of_full_net<Controls>}...});
  model<Net, T> drawn(o.seed);
  if constexpr (has_scaling<Net>) adapt(drawn, data.train);
  check_rounds(drawn, how, o.rounds);
  [[maybe_unused]] const auto check_control = [&](const auto& c) {
    if constexpr (requires { c.check(drawn, how); }) c.check(drawn, how);
  };
  (check_control(controls), ...);
  lottery_experiment<Net, T, Loss, X, How, Start, Controls...> all{data, loss, rule, o, how, start, {controls...}, {}};
  all.facts = lottery_facts<Net, T, Loss>(drawn, data, rule, o, how, start);
  make_lottery_folder(o.where);
  lottery_table table(o.where);
  open_lottery_folder(o.where, all.facts);
  table.open([&](const lottery_run& r) {
    return r.kind == "ticket" && ::access(ticket_path(o.where, r.trial, r.round).c_str(), F_OK) != 0;
  });
  lottery_result result;
  std::int64_t left = 0;
  constexpr bool rewound[] = {rewinds<Start>, control_rewinds<Controls, Start>...};
  for (lottery_job& j : jobs) {
    j.steps = o.steps - (j.round > 0 && rewound[j.control + 1] ? o.rewind_to : 0);
    if (!(j.ended = table.has(j.row()))) ++left;
  }
  job_queue queue(jobs);
  const interrupt_watch ctrl_c;
  lottery_teller teller(jobs, o.show);
  std::mutex writing;
  const auto goes_on = [&](std::int64_t) {
    teller.step();
    return !interrupt_watch::seen() && !queue.is_stopped();
  };
  const auto on_disk = [&](const auto& write) {
    try {
      write();
    } catch (...) {  // no other training could be kept either
      queue.stop();
      throw;
    }
  };
  const auto make_worker = [&] {
    return [&, m = std::make_unique<model<Net, T>>(o.seed)](int i) {
      const lottery_job& j = jobs[std::size_t(i)];
      const auto t = all.work(*m, j, goes_on, on_disk);
      if (!t.complete) return false;
      const std::lock_guard lock(writing);
      on_disk([&] { table.add(t.run); });
      teller.ended(t.run);
      return true;
    };
  };
  const auto look = [&] { teller.look(); };
  try {
    queue.run(int(std::min<std::int64_t>(o.threads, left)), make_worker, look);
  } catch (...) {  // what was done is in order also then; where it cannot be written, that was the failure
    teller.finish();
    try {
      table.finish();
    } catch (const error&) {
    }
    throw;
  }
  teller.finish(), table.finish();
  for (const lottery_run& r : table.rows())
    if (std::any_of(jobs.begin(), jobs.end(), [&](const auto& j) { return key_of(j.row()) == key_of(r); }))
      result.runs.push_back(r);
  result.complete = result.runs.size() == jobs.size();
  return result;
}

}  // namespace evengrad::inline EVENGRAD_ISA
