// Rules of the signal along the layers: gradients that vanish on their way back, and signals that explode.
#pragma once
#include <evengrad/diagnose/reading.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// L'(l) of a layer may be this share of the last layer's, row by row and as lengths, and no less.
inline constexpr double least_gradient = 5e-3;
/// And no more than this.
inline constexpr double most_gradient = 150;
/// Values of a layer may be so many times as large as the input, or as 1, as root mean squares.
inline constexpr double most_value = 50;
/// The loss of a network that has learned nothing may be so many times ln C.
inline constexpr double most_first_loss = 5;

/// The layer whose gradient is smallest, beside the last layer's, over the recent steps.
inline std::vector<alarm> vanishing_alarms(const recording& r) {
  const std::vector<int> layers = product_layers(r);
  if (r.steps.empty() || layers.size() < 2) return {};
  const int last = layers.back();
  const auto share = [&](const recorded_step& s, int layer) {
    const double of_last = gradient_length(r, s, last);
    return of_last > 0 ? gradient_length(r, s, layer) / of_last : 1;
  };
  int worst = last;
  double least = 1;
  for (const int l : layers)
    if (const double x = recent(r, [&](const recorded_step& s) { return share(s, l); }); x < least)
      worst = l, least = x;
  if (!(least < least_gradient)) return {};
  const auto behind = double(std::count_if(layers.begin(), layers.end(), [&](int l) { return l > worst; }));
  return {alarm_since(r, ailment::vanishing, r.layers[std::size_t(worst)].name,
                      "L' is " + figure_text(least) + " of that of " + r.layers[std::size_t(last)].name +
                          (least > 0 ? ", a factor of " + figure_text(std::pow(least, 1 / behind)) + " a layer" : ""),
                      [&](const recorded_step& s) { return share(s, worst) < least_gradient; })};
}

/// Values that grow forward, gradients that grow backward, or a first loss far beyond that of a blind guess.
inline std::vector<alarm> exploding_alarms(const recording& r) {
  const std::vector<int> layers = product_layers(r);
  if (r.steps.empty() || layers.empty()) return {};
  const int last = layers.back();
  const double unit = std::max(1., r.input_rms);
  const auto growth = [&](const recorded_step& s, int layer) {
    const double of_last = gradient_length(r, s, last);
    return of_last > 0 ? gradient_length(r, s, layer) / of_last : 1;
  };
  const auto value = [&](const recorded_step& s, int layer) {
    return s.layers[std::size_t(layer)].output.rms() / unit;
  };
  int steepest = last, largest = layers.front();
  double most = 1, highest = 0;
  for (const int l : layers) {
    const double g = recent(r, [&](const recorded_step&s) { return growth(s, l); }),
                 v = recent(r, [&](const recorded_step&s) { return value(s, l); });
    if (g > most) steepest = l, most = g;
    // The last layer of a regression is as large as its targets.
    if ((l != last || r.classes > 0) && v > highest) largest = l, highest = v;
  }
  const std::string& head = r.layers[std::size_t(last)].name;
  if (most > most_gradient)
    return {alarm_since(r, ailment::exploding, r.layers[std::size_t(steepest)].name,
                        "L' is " + figure_text(most) + " times that of " + head,
                        [&](const recorded_step& s) { return growth(s, steepest) > most_gradient; })};
  if (highest > most_value)
    return {alarm_since(r, ailment::exploding, r.layers[std::size_t(largest)].name,
                        "its values have a root mean square of " + figure_text(highest * unit),
                        [&](const recorded_step& s) { return value(s, largest) > most_value; })};
  const recorded_step& first = r.steps.front();
  if (const double blind = blind_loss(r); first.step == 0 && blind > 0 && first.loss > most_first_loss * blind)
    return {alarm(ailment::exploding, head,
                  "the first loss is " + figure_text(first.loss) + ", a blind guess has ln C = " + figure_text(blind),
                  first.step, first.epoch)};
  return {};
}

}  // namespace evengrad::inline EVENGRAD_ISA
