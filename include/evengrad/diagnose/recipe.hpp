// The checks of Karpathy's "A Recipe for Training Neural Networks" (2019), on copies of a model: what to look at before
// a long training.
#pragma once
#include <evengrad/data/duplicates.hpp>
#include <evengrad/diagnose/guess.hpp>
#include <evengrad/diagnose/range_test.hpp>
#include <evengrad/diagnose/recipe_table.hpp>
#include <evengrad/diagnose/rows_apart.hpp>
#include <evengrad/optim/adam.hpp>
#include <evengrad/train/head_bias.hpp>

#include <cstring>

namespace evengrad::inline EVENGRAD_ISA {

/// How long the checks train, and on how much.
struct recipe_options {
  int batch = 32;
  evengrad::seed seed{0};
  int steps = 100;        // of a short training
  int small = 16;         // rows to learn by heart
  int small_steps = 400;  // for them
};

/// The share of the guess's loss that few rows have to come down to, or at least to half of.
inline constexpr double by_heart = 0.05, half_by_heart = 0.5;
/// The first loss may be so many times the guess's; beyond the second it is wrong.
inline constexpr double doubtful_first = 1.5, wrong_first = 4;
/// So much lower, as a share, the loss has to be with the inputs than without.
inline constexpr double worth_of_input = 0.05;
/// The given rate may be so many times the suggested one, which is a tenth of that with the lowest loss; beyond the
/// second it is wrong. And it may be so many times smaller.
inline constexpr double up_to_lowest = 10, beyond_lowest = 30, slower_than_suggested = 100;

/// Some rows in a random order, in memory of their own.
inline table some_rows(const dataset& data, int count, seed s) {
  batches shuffled(data, count, s);
  const minibatch b = shuffled[0];
  table t{{}, {}, data.x.width, data.y.width, data.classes};
  t.features.assign(b.x.data, b.x.data + b.x.size()), t.targets.assign(b.y.data, b.y.data + b.y.size());
  return t;
}
inline double mean_of(const std::vector<double>& x, std::size_t from, std::size_t to) {
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += x[i] / double(to - from);
  return sum;
}
/// Of the last quarter of the steps, infinite where one was not finite.
inline double last_quarter(const std::vector<double>& losses) {
  const double m = mean_of(losses, losses.size() - (losses.size() + 3) / 4, losses.size());
  return m - m == 0 ? m : HUGE_VAL;
}

/// Whether a training has begun like another one, to the last bit, also where that is not a number.
inline bool same_bits(const std::vector<double>& begun, const std::vector<double>& of) {
  return begun.size() <= of.size() && std::memcmp(begun.data(), of.data(), begun.size() * sizeof(double)) == 0;
}

inline void check_data_of_recipe(const dataset& data, recipe_report& r) {
  const duplicate_rows d = find_duplicates(data);
  const std::string rows = " of " + grouped(data.rows()) + " rows";
  if (d.contradicting > 0)
    r.add("data", d.contradicting > data.rows() / 100 ? outcome::wrong : outcome::doubt,
          grouped(d.contradicting) + rows + " contradict one with the same features, as " + std::to_string(d.first) +
              " and " + std::to_string(d.second),
          "see whether targets belong to their rows");
  else if (d.same > data.rows() / 100)
    r.add("data", outcome::doubt,
          grouped(d.same) + rows + " come twice, as " + std::to_string(d.first) + " and " + std::to_string(d.second),
          "leave them out, or they will stand on both sides of a split");
  else r.add("data", outcome::ok, grouped(d.same) + rows + " come twice, none contradicts another");
}

/// The loss before training by the guess's, with the bias as it is and set to the shares of the targets.
template <const auto& Net, class T, class Loss, class X>
void check_first_loss(const model<Net, T>& m, const dataset& data, const Loss& loss, const X& transform,
                      const recipe_options& o, recipe_report& r) {
  const table rows = some_rows(data, 1024, o.seed);
  const auto first = [&](const model<Net, T>& of) {
    return trial(of, rows, loss, transform, {.batch = rows.rows(), .steps = 1, .shuffle = o.seed})[0];
  };
  const double now = r.first_loss = first(m);
  if (r.guess > 0) {
    const double ratio = now / r.guess;
    r.add("loss at the start",
          ratio <= doubtful_first ? outcome::ok
          : ratio <= wrong_first  ? outcome::doubt
                                  : outcome::wrong,
          figure_text(now) + ", " + r.guess_name + " has " + figure_text(r.guess),
          "draw smaller weights in the last layer, scale the targets, or call eg::set_head_bias");
  } else r.add("loss at the start", now - now == 0 ? outcome::ok : outcome::wrong, figure_text(now), "scale the input");
  if constexpr (has_link<Loss> && head_of(graph_of<checked<Net, void>, 0>).bias >= 0) {
    if (!every_target_varies<Loss>(data.y, model<Net, T>::program.out.last())) {
      r.add("bias of the head", outcome::doubt, "a class, or a value, is in no row or in all",
            "give data in which it is neither always nor never so");
      return;
    }
    model<Net, T> with;
    with.take(m);
    set_head_bias(with, data, loss);
    const double set = first(with);
    r.add("bias of the head", set < 0.9 * now ? outcome::doubt : outcome::ok,
          "set to the targets' shares the loss is " + figure_text(set) + " instead of " + figure_text(now),
          "call eg::set_head_bias(model, data, loss)");
  }
}

/// eg::recipe(model, data), eg::recipe(model, data, loss, rule, options): the checks, one a line: seeds, data, loss at
/// the start, rows that see each other, learning rate, whether the loss falls, whether it looks at the input, a few
/// rows learned by heart, and more of them. All trainings are of copies: the model stays as it is, bit for bit. Takes
/// as long as about 1,000 steps. Fails as `fit` does on data or options that are wrong.
template <const auto& Net, class T, class Loss = cross_entropy_t, class X = adam>
recipe_report recipe(const model<Net, T>& m, const dataset& data, const Loss& loss = {}, const X& transform = {},
                     const recipe_options& o = {}) {
  recipe_report r;
  if constexpr (check_loss<Loss>() && check_transform<X>() && check_fit<Net, Loss>()) {
    check_fits<Net, T, Loss>(data);
    if (o.batch < 1 || o.small < 1)
      fail("recipe.batch", std::to_string(std::min(o.batch, o.small)), "give at least one row");
    if (o.steps < 10 || o.small_steps < 10)
      fail("recipe.steps", std::to_string(std::min(o.steps, o.small_steps)), "give ten steps or more");
    {
      model<Net, T> copy;
      copy.take(m), copy.check_fitted("recipe");
    }
    const int outputs = model<Net, T>::program.out.last();
    std::tie(r.guess, r.guess_name) = guess_of<Loss>(data.y, outputs);
    if (kind_of_targets<Loss>() != target_kind::unknown && !(r.guess > 0))
      fail("recipe", "all " + grouped(data.rows()) + " rows have the same target",
           "give rows of at least two classes or values");
    const trial_options as_given{.batch = o.batch, .steps = o.steps, .shuffle = o.seed};
    const std::vector<double> given = trial(m, data, loss, transform, as_given);

    check_data_of_recipe(data, r);
    const std::vector<double> again =
        trial(m, data, loss, transform, {.batch = o.batch, .steps = 5, .shuffle = o.seed});
    r.add("seeds", same_bits(again, given) ? outcome::ok : outcome::wrong,
          "five steps twice: losses " + figure_text(given[0]) + " … " + figure_text(given[again.size() - 1]) +
              ", and " + figure_text(again[0]) + " … " + figure_text(again.back()),
          "let ops and transforms keep nothing between calls");
    check_first_loss(m, data, loss, transform, o, r);
    check_rows_apart(m, data, loss, transform, o.seed, r);

    range_options sweep{.batch = o.batch, .steps = o.steps, .shuffle = o.seed};
    range_result range = sweep_rates(m, data, loss, transform, sweep);
    const bool begins = range.first - range.first == 0;
    if (begins && range.diverges == HUGE_VAL &&
        (range.suggested == 0 || range.suggested > sweep.to / 100)) {  // it begins too low
      sweep.from = 1, sweep.to = 1e8;
      range = sweep_rates(m, data, loss, transform, sweep);
    }
    const bool falls = range.suggested > 0;
    r.suggested_factor = falls ? range.suggested : 1;
    double rate = 0;
    if constexpr (requires { double(transform.learning_rate); }) rate = transform.learning_rate;
    r.learning_rate = rate * r.suggested_factor;
    const auto named = [&](double factor) {
      return rate > 0 ? figure_text(rate * factor) : figure_text(factor) + " times the rule's";
    };
    r.add("learning rate",
          !begins || range.diverges <= 1 || (falls && range.suggested < 1 / beyond_lowest)          ? outcome::wrong
          : !falls || range.suggested < 1 / up_to_lowest || range.suggested > slower_than_suggested ? outcome::doubt
                                                                                                    : outcome::ok,
          named(1) + " is given, the range test " +
              (!begins ? "finds none, for the loss is not finite before the first step"
               : falls ? "suggests " + named(range.suggested)
                       : "finds none that brings the loss down") +
              (range.diverges < HUGE_VAL ? " and ends at " + named(range.diverges) : ""),
          falls    ? "take " + named(range.suggested)
          : begins ? "see whether gradients reach the weights"
                   : "scale the input, or draw smaller weights");

    const double unit = r.guess > 0 ? r.guess : std::abs(given[0]), now = last_quarter(given);
    r.add("loss falls",
          now < given[0] - worth_of_input * unit ? outcome::ok
          : now < given[0]                       ? outcome::doubt
                                                 : outcome::wrong,
          figure_text(given[0]) + " → " + figure_text(now) + " in " + std::to_string(o.steps) + " steps",
          "take the learning rate that is suggested");

    const growing_rate suggested{r.suggested_factor, 1};
    table blank{std::vector<float>(data.x.size()),
                {data.y.data, data.y.data + data.y.size()},
                data.x.width,
                data.y.width,
                data.classes};
    trial_options longer = as_given;
    longer.rate = suggested;
    const double seeing = std::min(now, last_quarter(trial(m, data, loss, transform, longer))),
                 blind = last_quarter(trial(m, blank, loss, transform, longer));
    r.add("looks at the input", seeing < (1 - worth_of_input) * blind ? outcome::ok : outcome::wrong,
          "a loss of " + figure_text(seeing) + ", and of " + figure_text(blind) + " with inputs of zero",
          "see whether targets belong to their rows, and whether gradients reach the first layer");

    const auto learn = [&](const char* name, int rows, const char* cure) {
      const table few = some_rows(data, rows, o.seed);
      const double enough = by_heart * unit;
      std::vector<double> losses;
      double left = HUGE_VAL;
      for (const double factor : {1., 5.}) {  // what is suggested is on the safe side
        if (left < enough) break;
        losses = trial(m, few, loss, transform,
                       {std::min(o.batch, few.rows()),
                        o.small_steps,
                        o.seed,
                        {r.suggested_factor * factor, 1},
                        HUGE_VAL,
                        enough / 2});
        left = std::min({left, last_quarter(losses), losses.back()});
      }
      r.add(name,
            left < enough                 ? outcome::ok
            : left < half_by_heart * unit ? outcome::doubt
                                          : outcome::wrong,
            std::to_string(few.rows()) + " rows: " + figure_text(losses[0]) +
                (left < enough ? " to less than " + figure_text(enough)
                               : " → " + figure_text(left) + " in " + std::to_string(losses.size()) +
                                     " steps, not below " + figure_text(enough)),
            cure);
    };
    learn("learns few by heart", o.small,
          "look for a fault: in targets, loss, or a layer that stops gradients; or widen the network");
    learn("capacity", 8 * o.small, "widen the network, for it can not learn these by heart");
  }
  return r;
}

}  // namespace evengrad::inline EVENGRAD_ISA
