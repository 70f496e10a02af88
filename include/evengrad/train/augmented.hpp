// Images that are changed anew each time that a model sees them, and tables of such.
#pragma once
#include <evengrad/data/augment.hpp>
#include <evengrad/train/data_source.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// A data set whose rows are images of this size, as a source of batches in which each was changed by the policies, the
/// target kept: `fit(model, eg::augmented(train, eg::image{8, 8}, eg::augment::shift{1} | eg::augment::rotate{15}),
/// …)`. A row's random numbers follow from the seed of the batch and the place in it, whatever the number of threads.
/// Fails where the rows are not as long as the image, and where a policy does not fit it.
template <a_policy P>
class augmented {
  dataset of_;
  image image_;
  P policy_;
  std::vector<float> x_, first_;

  void change(const rows_view& x, seed s, std::vector<float>& to) const {
    check_width(x, image_.size());
    to.resize(x.size());
    for (int r = 0; r < x.rows; ++r)
      policy_(image_, x.row(r), to.data() + (x.row(r) - x.data), generator(s, std::uint64_t(r)));
  }

 public:
  augmented(const dataset& data, const image& of, P policy) : of_(data), image_(of), policy_(policy) {
    check_rows(data);
    if (of.height < 1 || of.width < 1 || of.channels < 1 || of.size() != data.x.width)
      fail("augmented",
           "images of " + std::to_string(of.height) + " x " + std::to_string(of.width) + " pixels, " +
               std::to_string(of.channels) + " numbers each, in rows of " + std::to_string(data.x.width),
           "give eg::image{height, width, channels} whose product is the width of the rows");
    policy_.check(of);
    change(of_.x.slice(0, 1), seed{0}, first_);
  }
  augmented(const table&&, const image&, P) = delete;  // its rows would be gone before the first batch

  const dataset& raw() const { return of_; }
  /// Valid until the next.
  minibatch prepare(const minibatch& b, seed s) {
    change(b.x, s, x_);
    return {{x_.data(), b.x.rows, b.x.width}, b.y};
  }
  dataset first() const { return {{first_.data(), 1, of_.x.width}, of_.y.slice(0, 1), of_.classes}; }
};
template <class P>
augmented(const table&, const image&, P) -> augmented<P>;

/// All rows of a source prepared `times` times, the first rows of all together, then the second, …: variants of one
/// image stand side by side.
template <class S>
requires a_data_source<std::remove_reference_t<S>> table variants(S&& source, int times, seed s) {
  if (times < 1) fail("variants", std::to_string(times) + " times", "give at least one");
  const dataset raw = source.raw(), like = source.first();
  table out{{}, {}, like.x.width, like.y.width, like.classes};
  out.features.resize(std::size_t(raw.rows()) * std::size_t(times) * std::size_t(like.x.width));
  out.targets.resize(std::size_t(raw.rows()) * std::size_t(times) * std::size_t(like.y.width));
  const auto place = [&](const rows_view& rows, std::vector<float>& to, int t) {
    for (int r = 0; r < rows.rows; ++r)
      std::copy_n(rows.row(r), rows.width, to.data() + (std::ptrdiff_t(r) * times + t) * rows.width);
  };
  for (int t = 0; t < times; ++t) {
    const minibatch b = source.prepare({raw.x, raw.y}, seed_of_step(s, std::uint64_t(t)));
    place(b.x, out.features, t), place(b.y, out.targets, t);
  }
  return out;
}
/// The rows as they are, then times − 1 variants of each: a data set that many times as large.
template <class S>
requires a_data_source<std::remove_reference_t<S>> table expanded(S&& source, int times, seed s) {
  const dataset raw = source.raw(), like = source.first();
  if (times < 1) fail("expanded", std::to_string(times) + " times", "give at least one");
  if (like.x.width != raw.x.width || like.y.width != raw.y.width)
    fail("expanded",
         "targets of " + std::to_string(raw.y.width) + " and of " + std::to_string(like.y.width) + " numbers",
         "give a source that keeps the width, such as augmented");
  table out{{raw.x.data, raw.x.data + raw.x.size()},
            {raw.y.data, raw.y.data + raw.y.size()},
            raw.x.width,
            raw.y.width,
            raw.classes};
  if (times == 1) return out;
  const table more = variants(source, times - 1, s);
  out.features.insert(out.features.end(), more.features.begin(), more.features.end());
  out.targets.insert(out.targets.end(), more.targets.begin(), more.targets.end());
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA
