// Mixup (Zhang, Cissé, Dauphin & Lopez-Paz 2018): rows and targets between those of the data; also what makes networks
// as sure as they are right (Thulasidasan et al. 2019).
#pragma once
#include <evengrad/core/beta.hpp>
#include <evengrad/data/one_hot.hpp>
#include <evengrad/train/data_source.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// λ x_i + (1 − λ) x_j, and so the targets, with another row j of the batch and λ of the distribution Beta(alpha,
/// alpha), drawn for each row: near 0 or 1 where alpha is small. Targets that are classes become a number for each
/// class, so train with `soft_cross_entropy`, and validate on `one_hot(test)`; others are mixed as they are. Of a data
/// set or of another source: `mixup(augmented(…), 0.2)`.
template <a_data_source S>
class mixup {
  S of_;
  double alpha_;
  int classes_;  // where targets are indices of them
  std::vector<float> x_, y_, hot_, first_, share_;
  std::vector<int> partner_;

  rows_view numbers(const rows_view& y, std::vector<float>& room) const {
    if (classes_ == 0) return y;
    room.resize(std::size_t(y.rows) * std::size_t(classes_));
    for (int r = 0; r < y.rows; ++r) write_one_hot(*y.row(r), classes_, room.data() + std::ptrdiff_t(r) * classes_);
    return {room.data(), y.rows, classes_};
  }
  static rows_view mix(const rows_view& rows, const std::vector<int>& partner, const std::vector<float>& share,
                       std::vector<float>& to) {
    to.resize(rows.size());
    float* at = to.data();
    for (int r = 0; r < rows.rows; ++r)
      for (int i = 0; i < rows.width; ++i)
        *at++ =
            share[std::size_t(r)] * rows.row(r)[i] + (1 - share[std::size_t(r)]) * rows.row(partner[std::size_t(r)])[i];
    return {to.data(), rows.rows, rows.width};
  }

 public:
  mixup(S of, double alpha) : of_(std::move(of)), alpha_(alpha), classes_(dataset(of_.first()).classes) {
    if (!(alpha > 0 && alpha < 1e9)) {
      char text[32];
      std::snprintf(text, sizeof text, "%g", alpha);
      fail("mixup.alpha", text, "give a positive number, such as 0.2");
    }
    const dataset raw = of_.raw();
    check_rows(raw);
    if (raw.classes > 0) check_labels(raw, raw.classes);
  }
  mixup(const dataset& data, double alpha) requires std::is_same_v<S, plain_source> : mixup(plain_source{data}, alpha) {
  }
  mixup(const table&&, double) = delete;  // its rows would be gone before the first batch

  dataset raw() { return of_.raw(); }
  /// Valid until the next.
  minibatch prepare(const minibatch& b, seed s) {
    const minibatch inner = of_.prepare(b, seed_of_step(s, 0));
    const int rows = inner.x.rows;
    partner_.resize(std::size_t(rows)), share_.resize(std::size_t(rows));
    permutation(partner_.data(), std::uint32_t(rows), s);
    for (int r = 0; r < rows; ++r)
      share_[std::size_t(r)] = float(beta_number({s, std::uint64_t{1} << 61 | std::uint64_t(r)}, alpha_, alpha_));
    return {mix(inner.x, partner_, share_, x_), mix(numbers(inner.y, hot_), partner_, share_, y_)};
  }
  dataset first() {
    const dataset inner = of_.first();
    return {inner.x.slice(0, 1), numbers(inner.y.slice(0, 1), first_), 0};
  }
};
mixup(const dataset&, double)->mixup<plain_source>;
mixup(const table&, double)->mixup<plain_source>;

}  // namespace evengrad::inline EVENGRAD_ISA
