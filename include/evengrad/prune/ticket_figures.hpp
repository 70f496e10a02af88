// What a ticket is like: how many connections each unit keeps, which initial weights survive, and how far weights move.
#pragma once
#include <evengrad/optim/weight_mask.hpp>
#include <evengrad/probe/figures.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The figures of numbers, one by one in double precision: nothing is sampled. What is not finite is counted apart.
template <class T>
figures exact_figures(std::vector<T> numbers) {
  figures f;
  const auto finite = std::partition(numbers.begin(), numbers.end(), [](T x) { return x - x == T(0); });
  f.not_finite = numbers.end() - finite;
  numbers.erase(finite, numbers.end());
  if (numbers.empty()) return f;
  std::sort(numbers.begin(), numbers.end());
  f.count = std::int64_t(numbers.size()), f.smallest = double(numbers.front()), f.largest = double(numbers.back());
  double sum = 0;
  for (const T x : numbers) sum += double(x);
  f.mean = sum / double(f.count);
  for (const T x : numbers) {
    f.squares += (double(x) - f.mean) * (double(x) - f.mean);
    const int at = log_histogram::bucket_of(float(x));
    if (f.histogram.filled.empty() || f.histogram.filled.back().at != at) f.histogram.filled.push_back({at, 0});
    ++f.histogram.filled.back().count;
  }
  return f;
}

/// Of one matrix of weights, inputs × units. What moved is |θ_T − θ_0|; a weight moved away from 0 where |θ_T| > |θ_0|.
struct tensor_figures {
  std::string name;
  int inputs = 0, units = 0;
  std::int64_t kept = 0;
  std::vector<int> incoming{}, outgoing{};    // kept connections of each unit, and of each input
  figures all_first{}, first{};               // initial weights, of all and of survivors
  figures moved{}, moved_pruned{};            // of survivors, and of the rest
  std::int64_t away = 0, away_of_pruned = 0;  // how many of them moved away from 0

  double remaining() const { return kept / (double(inputs) * double(units)); }
  double share_away() const { return moved.count > 0 ? double(away) / double(moved.count) : 0; }
  double pruned_share_away() const {
    return moved_pruned.count > 0 ? double(away_of_pruned) / double(moved_pruned.count) : 0;
  }
};
struct ticket_figures {
  int trial = 1, round = 0;
  double remaining = 1;  // Pm, from 0 to 1
  std::vector<tensor_figures> tensors;
};

/// Of the weights that a mask keeps: `first` and `last` are the parameters before and after a training, in panels.
/// Frankle & Carbin 2019, appendix F, look at the training of the whole net with the mask of a later round: then
/// `trained` is left out, and all weights that the mask does not keep are the rest. Where the training itself had a
/// mask, give that as `trained`: what it had pruned did not move, and is not counted.
/// Fails where `trained` is of another network, or had pruned what the mask keeps.
template <class T>
ticket_figures figures_of_ticket(const weight_mask& mask, const T* first, const T* last,
                                 const weight_mask* trained = nullptr) {
  if (trained) {
    bool within = trained->tensors() == mask.tensors();
    for (std::size_t i = 0; within && i < mask.words().size(); ++i)
      within = (mask.words()[i] & ~trained->words()[i]) == 0;
    if (!within)
      fail("figures_of_ticket", "weights that were not trained, or another network",
           "give the mask of the training, and one that prunes more of it");
  }
  ticket_figures all;
  all.remaining = mask.remaining();
  for (const masked_tensor& t : mask.tensors()) {
    if (!t.is_pruned()) continue;
    tensor_figures& f = all.tensors.emplace_back();
    f.name = t.name, f.inputs = t.lines, f.units = t.columns;
    f.incoming.assign(std::size_t(t.columns), 0), f.outgoing.assign(std::size_t(t.lines), 0);
    std::vector<T> at_first, survivors, moved, pruned;
    for (int line = 0; line < t.lines; ++line)
      for (int column = 0; column < t.columns; ++column) {
        if (trained && !trained->keeps(t, line, column)) continue;
        const std::int64_t at = t.offset + panel_place(t.lines, line, column);
        const T a = first[at], b = last[at], size = a < T(0) ? -a : a, end = b < T(0) ? -b : b;
        const bool kept = mask.keeps(t, line, column);
        at_first.push_back(a);
        (kept ? moved : pruned).push_back(b < a ? a - b : b - a);
        (kept ? f.away : f.away_of_pruned) += end > size;
        if (!kept) continue;
        survivors.push_back(a);
        ++f.kept, ++f.incoming[std::size_t(column)], ++f.outgoing[std::size_t(line)];
      }
    f.all_first = exact_figures(std::move(at_first)), f.first = exact_figures(std::move(survivors));
    f.moved = exact_figures(std::move(moved)), f.moved_pruned = exact_figures(std::move(pruned));
  }
  return all;
}

}  // namespace evengrad::inline EVENGRAD_ISA
