// What a round of a lottery experiment leaves for the next one: its mask and its weights, in a file.
#pragma once
#include <evengrad/prune/policy_values.hpp>
#include <evengrad/prune/prune.hpp>
#include <evengrad/prune/starts.hpp>
#include <evengrad/prune/train_ticket.hpp>
#include <evengrad/train/resume.hpp>
#include <filesystem>

namespace evengrad::inline EVENGRAD_ISA {

/// Of one ticket: the mask with which it was trained, the weights that it began with and those of its end; of round 0
/// also those of the step that may be rewound to.
template <const auto& Net, class T>
struct ticket_state {
  weight_mask mask;
  checkpoint<Net, T> first, last, rewound;

  /// Everything at once; all has its size already.
  std::vector<memory_part> parts() {
    const auto words = mask.words();
    std::vector<memory_part> all{{words.data(), words.size_bytes()}};
    for (checkpoint<Net, T>* c : {&first, &last, &rewound})
      c->each_kept([&](void* p, std::size_t bytes) { all.push_back({p, bytes}); });
    return all;
  }
};

/// The place of a ticket's file.
inline std::string ticket_path(const std::string& folder, int trial, int round) {
  return folder + "/ticket-" + std::to_string(trial) + "-" + std::to_string(round) + ".state";
}
inline std::string ticket_facts(const std::string& of_experiment, int trial, int round) {
  return of_experiment + "ticket of trial " + std::to_string(trial) + ", round " + std::to_string(round) + '\n';
}

template <const auto& Net, class T>
void write_ticket(ticket_state<Net, T>& s, const std::string& folder, const std::string& facts, int trial, int round) {
  state_file(ticket_path(folder, trial, round), ticket_facts(facts, trial, round)).write(s.parts());
}
/// Fails where the file is not there, damaged, or of another experiment; the model is for the sizes, and stays as it
/// is.
template <const auto& Net, class T>
ticket_state<Net, T> read_ticket(model<Net, T>& m, const std::string& folder, const std::string& facts, int trial,
                                 int round) {
  ticket_state<Net, T> s;
  s.mask = weight_mask(m.places());
  s.first.take(m), s.last.take(m);
  if (round == 0) s.rewound.take(m);
  const std::string path = ticket_path(folder, trial, round);
  state_file file(path, ticket_facts(facts, trial, round));
  if (!file.open()) fail("lottery, " + path, "it is not there", "run the experiment again in its folder");
  file.read(s.parts());
  return s;
}

inline std::string text_of_sum(const void* p, std::size_t bytes) {
  char text[20];
  std::snprintf(text, sizeof text, "%016llx",
                static_cast<unsigned long long>(checksum_of(static_cast<const char*>(p), bytes)));
  return text;
}

/// What a folder belongs to: the lines that must be the same where an experiment goes on in it. More rounds, trials and
/// controls, but those that rewind, may come later. Rates, seeds and the like of policies have no names here: a sum
/// tells them, of their numbers and of what they make of the first weights. Where the numbers are not seen
/// (`add_values`), another one is told by what the rule keeps and makes in three steps, a mask and a start alone. The
/// model is as it was drawn from o.seed; afterwards it is not.
template <const auto& Net, class T, class Loss, class X, class How, class Start>
std::string lottery_facts(model<Net, T>& m, const lottery_data& data, const X& rule, const lottery_options& o,
                          const How& how, const Start& start) {
  std::string facts = "lottery\n" + network_facts(m);
  const auto fact = [&](const char* name, const std::string& value) {
    facts.append(name).append(" ").append(value) += '\n';
  };
  const auto number = [&](const char* name, auto value) { fact(name, std::to_string(value)); };
  number("seed", o.seed.value), number("steps", o.steps), number("batch", o.batch), number("every", o.every);
  number("training_rows", o.training_rows), number("rewind_to", o.rewind_to);
  const std::pair<const char*, const dataset&> all[] = {
      {"train", data.train}, {"validation", data.validation}, {"test", data.test}};
  for (const auto& [name, part] : all)
    fact(name, std::to_string(part.rows()) + " rows, checksum " +
                   text_of_sum(part.x.data, part.x.size() * sizeof(float)) + ' ' +
                   text_of_sum(part.y.data, part.y.size() * sizeof(float)));
  const auto bytes = std::size_t(m.weight_count()) * sizeof(T);
  const auto policy = [&](const char* name, std::string_view type, const std::string& values) {
    fact(name, short_type(type) + ", checksum " + text_of_sum(values.data(), values.size()));
  };
  const auto add = [](std::string& to, const void* made, std::size_t size) {
    to.append(static_cast<const char*>(made), size);
  };
  fact("loss", short_type(written_type<Loss>()));
  fact("first weights, checksum", text_of_sum(m.weights(), bytes));
  optimizer<T, X> three(rule);
  m.tell(three);
  std::vector<T> weights(m.weights(), m.weights() + m.weight_count()), gradient = weights;
  if constexpr (climbs_first<decltype(three)>) three.climb(weights.data(), gradient.data(), m.weight_count());
  for (int i = 0; i < 3; ++i) three.update(weights.data(), gradient.data(), m.weight_count());
  std::string of_rule = rule_values(rule, o.steps);
  add(of_rule, weights.data(), bytes);
  three.each_kept(m.weight_count(), [&](const void* kept, std::size_t size) { add(of_rule, kept, size); });
  policy("optimizer", written_type<X>(), of_rule);
  ticket_past<Net, T> past;
  for (checkpoint<Net, T>* c : {&past.first, &past.rewound, &past.last}) c->take(m);
  weight_mask mask(m.places());
  data_seen seen;
  if constexpr (requires { how.criterion.look(m, mask, seen); }) how.criterion.look(m, mask, seen);
  try {
    mask = prune(m, mask, how, past.first.weights());
  } catch (const error&) {  // a layer without weights, or without scores, before training may well have some after it
  }
  std::string of_pruning, of_start;
  add_values(of_pruning, how.criterion), add_values(of_pruning, how.scope);
  add_values(of_pruning, how.rates.rate), add_values(of_pruning, how.rates.output);
  for (const auto& [name, rate] : how.rates.layers) of_pruning.append(name) += '\n', add_values(of_pruning, rate);
  add(of_pruning, mask.words().data(), mask.words().size_bytes());
  policy("pruning", written_type<How>(), of_pruning);
  start.give(m, mask, past);
  add_values(of_start, start), add(of_start, m.weights(), bytes);
  policy("start", written_type<Start>(), of_start);
  return facts;
}

inline void make_lottery_folder(const std::string& where) {
  std::error_code bad;
  std::filesystem::create_directories(where, bad);
  if (bad)
    fail("lottery, " + where, bad.message(), "give a folder that can be made, or is there and can be written to");
}
/// Says in the folder of which experiment it is, and fails where it is of another one, or of none. Whoever calls it has
/// locked the folder.
inline void open_lottery_folder(const std::string& where, const std::string& facts) {
  const std::string path = where + "/experiment.state";
  state_file file(path, facts);
  if (file.open()) return;
  if (std::filesystem::exists(where + "/runs.csv"))
    fail("lottery, " + where, "runs.csv is there, and not the experiment that it is of", "give another folder");
  state_file(path, facts).write({});
}

}  // namespace evengrad::inline EVENGRAD_ISA
