// Gradients example by example: their norms, how far they agree, and the batch size from which on more rows stop to
// pay.
#pragma once
#include <evengrad/data/batches.hpp>
#include <evengrad/model/model.hpp>
#include <evengrad/probe/meter.hpp>
#include <evengrad/probe/units.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What examples say of the gradient of one parameter.
struct gradient_agreement {
  std::string name;
  std::vector<double> norms;  // of each example's gradient
  double norm_of_mean = 0;
  /// |mean| / deviation over the examples, the mean over the parameter's elements with a deviation: above about 1 the
  /// examples pull one way.
  double signal_to_noise = 0;
  double variance = 0;  // over the examples, unbiased, summed over the elements
};
/// The same of all parameters together.
struct gradients_by_example {
  std::vector<gradient_agreement> parameters;
  std::vector<double> norms;  // of each example's whole gradient
  double square_of_mean = 0;  // |G|², without what the examples' spread adds to it
  double variance = 0;        // tr Σ
  /// tr Σ / |G|², the "simple noise scale" of McCandlish et al. 2018 ("An Empirical Model of Large-Batch Training"):
  /// with batches much smaller a step is noise, with much larger ones rows are wasted. Infinite where |G|² is not above
  /// zero.
  double noise_scale() const {
    return square_of_mean > 0 ? variance / square_of_mean : std::numeric_limits<double>::infinity();
  }
};

/// Whether what one row gives depends on the others: a layer sums over rows.
template <class C, int... I>
constexpr bool rows_meet(std::integer_sequence<int, I...>) {
  constexpr auto in = [](const auto& g) {
    for (int i = 0; i < g.forward; ++i) {
      const node& x = g.nodes[i];
      if (x.layer < 0) continue;  // of the loss
      if (x.what == kind::sum && (x.aux & over_rows)) return true;
      if (x.what == kind::contract && !x.batched && g.nodes[x.in[0]].batched) return true;
    }
    return false;
  };
  return (in(graph_of<C, I>) || ...);
}

/// One gradient a row, each by a batch of one row, at the weights as they are; dropout takes another mask for each. Two
/// rows at least. The model stays as it is. Fails on rows that do not fit, and for a network with batch statistics,
/// where no example has a gradient of its own.
template <const auto& Net, std::floating_point T, class Loss, class Batch>
gradients_by_example examine_gradients(const model<Net, T>& m, const Loss& loss, const Batch& batch) {
  using C = checked<Net, Loss>;
  gradients_by_example all;
  model<Net, T>::template check_batch<Loss>(batch.x, batch.y);
  if (rows_meet<C>(std::make_integer_sequence<int, sources_of<C>.count>{}))
    fail("examine_gradients", "a network that takes statistics of a batch",
         "no example has a gradient of its own there: use layer_norm or group_norm in the place of batch_norm");
  const int rows = batch.x.rows;
  if (rows < 2) fail("examine_gradients", std::to_string(rows) + " rows", "give at least two, to see how they differ");
  model<Net, T> twin;
  twin.take(m);
  std::vector<double> sum(std::size_t(m.weight_count())), squares(sum);
  all.norms.resize(std::size_t(rows));
  for (const entry& e : m.entries())
    if (e.learned) all.parameters.push_back({e.name, std::vector<double>(std::size_t(rows)), 0, 0, 0});
  const auto each_element = [](const entry& e, auto f) {
    each_run(e.dims.lines(), e.dims.last(), [&](std::int64_t begin, std::int64_t n) {
      for (std::int64_t i = begin; i < begin + n; ++i) f(std::size_t(e.offset + i));
    });
  };
  for (int r = 0; r < rows; ++r) {
    twin.differentiate(loss, minibatch{batch.x.slice(r, 1), batch.y.slice(r, 1)});
    const T* const g = twin.gradients();
    double whole = 0;
    std::size_t p = 0;
    for (const entry& e : m.entries()) {
      if (!e.learned) continue;
      double square = 0;
      each_element(e, [&](std::size_t i) {
        const double d = double(g[i]);
        sum[i] += d, squares[i] += d * d, square += d * d;
      });
      all.parameters[p++].norms[std::size_t(r)] = sqrt(square), whole += square;
    }
    all.norms[std::size_t(r)] = sqrt(whole);
  }
  std::size_t p = 0;
  for (const entry& e : m.entries()) {
    if (!e.learned) continue;
    gradient_agreement& of = all.parameters[p++];
    double square = 0, ratios = 0;
    std::int64_t moving = 0;
    each_element(e, [&](std::size_t i) {
      const double mean = sum[i] / rows, spread = (squares[i] - sum[i] * mean) / (rows - 1);
      square += mean * mean;
      if (!(spread > 1e-12 * squares[i] / rows)) return;  // less is rounding
      of.variance += spread;
      ratios += (mean < 0 ? -mean : mean) / sqrt(spread), ++moving;
    });
    of.norm_of_mean = sqrt(square), of.signal_to_noise = moving ? ratios / double(moving) : 0;
    all.square_of_mean += square, all.variance += of.variance;
  }
  all.square_of_mean -= all.variance / rows;
  return all;
}

}  // namespace evengrad::inline EVENGRAD_ISA
