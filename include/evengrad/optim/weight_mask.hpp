// Which weights of a network are kept: a bit for each, tensor by tensor.
#pragma once
#include <algorithm>
#include <bit>
#include <evengrad/optim/parameter_place.hpp>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// One parameter of a network, as a mask knows it: lines × columns from `offset` on, in panels.
struct masked_tensor {
  std::string name;
  std::int64_t offset = 0;
  int lines = 1, columns = 1;
  parameter_kinds kind = parameter_kinds::weights;
  /// Only weights are pruned: neither biases, nor what norms learn, nor tables.
  bool is_pruned() const { return has_kind(parameter_kinds::weights, kind); }
  std::int64_t count() const { return std::int64_t(lines) * columns; }
  std::int64_t room() const { return std::int64_t(lines) * padded(columns); }
  bool operator==(const masked_tensor&) const = default;
};

/// The mask of a network's parameters (Frankle & Carbin 2019, section 1: m in f(x; m ⊙ θ)), of all that it learns;
/// pruned are only `weights`. It is as long as an eighth of a byte a weight; padding counts as pruned.
class weight_mask {
 public:
  using word = std::uint16_t;  // of a line of a panel
  static_assert(8 * sizeof(word) == panel_width);

  weight_mask() = default;
  /// Everything is kept: `eg::weight_mask all(model.places())`.
  explicit weight_mask(const std::vector<parameter_place>& places) {
    for (const parameter_place& p : places) {
      tensors_.push_back({std::string(p.name), p.offset, p.lines, p.columns, p.kind});
      words_.resize(std::size_t((p.offset + p.size()) / panel_width), 0);
    }
    for (const masked_tensor& t : tensors_)
      for (int column = 0; column < padded(t.columns); column += panel_width)
        for (int line = 0; line < t.lines; ++line) {
          const int used = t.columns - column;
          word_at(t, line, column) = word(used < panel_width ? (1u << used) - 1 : 0xFFFFu);
        }
  }

  const std::vector<masked_tensor>& tensors() const { return tensors_; }
  /// By the name of entries(), such as "dense_1.w"; fails where there is none.
  const masked_tensor& tensor(std::string_view name) const {
    for (const masked_tensor& t : tensors_)
      if (t.name == name) return t;
    fail("weight_mask", "no parameter is called " + std::string(name), "see tensors() for the names");
  }

  /// Whether a weight is left; `t` is one of tensors(), which has that line and column.
  bool keeps(const masked_tensor& t, int line, int column) const {
    return word_at(t, line, column) >> column % panel_width & 1;
  }
  /// Fails, and changes nothing, on a tensor of another mask, a place that it does not have, and where something that
  /// is not pruned, such as a bias, were to go.
  void set(const masked_tensor& t, int line, int column, bool kept) {
    check_place(t, line, column, kept);
    const word bit = word(1u << column % panel_width);
    word& w = word_at(t, line, column);
    w = word(kept ? w | bit : w & ~bit);
  }

  /// Calls f(line, column, place among the numbers in panels) for what is left of one of tensors(), line after line.
  template <class F>
  void each_kept(const masked_tensor& t, const F& f) const {
    for (int line = 0; line < t.lines; ++line)
      for (int column = 0; column < t.columns; ++column)
        if (keeps(t, line, column)) f(line, column, t.offset + panel_place(t.lines, line, column));
  }

  /// How many are left of one, and of all weights.
  std::int64_t kept(const masked_tensor& t) const {
    std::int64_t sum = 0;
    for (std::int64_t i = t.offset / panel_width; i < (t.offset + t.room()) / panel_width; ++i)
      sum += std::popcount(words_[std::size_t(i)]);
    return sum;
  }
  std::int64_t kept() const {
    return sum_of([&](const masked_tensor& t) { return kept(t); });
  }
  std::int64_t count() const {
    return sum_of([](const masked_tensor& t) { return t.count(); });
  }
  /// The share of weights that remain, from 0 to 1: the paper's Pm.
  double remaining() const { return count() > 0 ? double(kept()) / double(count()) : 1; }

  /// Numbers in panels that belong to the parameters, weights or others: those of pruned weights become zero.
  template <class T>
  void apply(T* numbers) const {
    apply(numbers, 0, std::int64_t(words_.size()) * panel_width);
  }
  /// Those of `size` numbers, the first of which belongs to the weight at `offset`; multiples of the panel's width.
  template <class T>
  void apply(T* numbers, std::int64_t offset, std::int64_t size) const {
    for (std::int64_t i = 0; i < size; i += panel_width)
      if (const word bits = words_[std::size_t((offset + i) / panel_width)]; bits != 0xFFFF)
        for (int j = 0; j < panel_width; ++j)
          if (!(bits >> j & 1)) numbers[i + j] = T(0);
  }

  /// Fails unless it is of a network with these parameters.
  void check_network(const std::vector<parameter_place>& places) const {
    bool same = places.size() == tensors_.size();
    for (std::size_t i = 0; same && i < places.size(); ++i) {
      const parameter_place& p = places[i];
      const masked_tensor& t = tensors_[i];
      same = p.name == t.name && p.offset == t.offset && p.lines == t.lines && p.columns == t.columns;
    }
    if (!same)
      fail("weight_mask", "a mask of " + text(tensors_) + " for a network of " + text(places),
           "make it of the model that it is for: eg::weight_mask(model.places())");
  }

  /// The bits of each line of a panel, in the order of the weights.
  std::span<const word> words() const { return words_; }
  std::span<word> words() { return words_; }
  bool operator==(const weight_mask&) const = default;

 private:
  std::vector<masked_tensor> tensors_;
  std::vector<word> words_;

  bool has(const masked_tensor& t) const {
    // One of its own, as nearly always, is known by its address.
    if (!tensors_.empty() && !std::less<>()(&t, tensors_.data()) &&
        std::less<>()(&t, tensors_.data() + tensors_.size()))
      return true;
    return std::find(tensors_.begin(), tensors_.end(), t) != tensors_.end();
  }
  void check_place(const masked_tensor& t, int line, int column, bool kept) const {
    if (!has(t))
      fail("weight_mask, " + t.name, "a tensor of another mask", "give one of tensors(), or tensor(\"its name\")");
    if (line < 0 || line >= t.lines || column < 0 || column >= t.columns)
      fail("weight_mask, " + t.name, "line " + std::to_string(line) + ", column " + std::to_string(column),
           "it has " + std::to_string(t.lines) + " lines of " + std::to_string(t.columns));
    if (!kept && !t.is_pruned())
      fail("weight_mask, " + t.name, "it has no weights that are pruned", "choose one with is_pruned()");
  }

  static std::size_t place(const masked_tensor& t, int line, int column) {
    return std::size_t((t.offset + panel_place(t.lines, line, column)) / panel_width);
  }
  const word& word_at(const masked_tensor& t, int line, int column) const { return words_[place(t, line, column)]; }
  word& word_at(const masked_tensor& t, int line, int column) { return words_[place(t, line, column)]; }
  template <class F>
  std::int64_t sum_of(const F& f) const {
    std::int64_t sum = 0;
    for (const masked_tensor& t : tensors_) sum += t.is_pruned() ? f(t) : 0;
    return sum;
  }
  /// "dense_1.w 784 x 300, …": the first few.
  template <class Tensors>
  static std::string text(const Tensors& all) {
    std::string s;
    for (std::size_t i = 0; i < all.size() && i < 4; ++i)
      s.append(i ? ", " : "").append(all[i].name) +=
          " " + std::to_string(all[i].lines) + " x " + std::to_string(all[i].columns);
    return s + (all.size() > 4 ? ", ..." : all.empty() ? "nothing" : "");
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
