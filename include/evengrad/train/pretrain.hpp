// Layer-wise pre-training (Hinton & Salakhutdinov 2006, Bengio et al. 2007): each layer learns to keep what the next
// one needs, as the encoder of a network that gives back what it reads.
#pragma once
#include <evengrad/graph/weights.hpp>
#include <evengrad/layer/reshape.hpp>
#include <evengrad/loss/mse.hpp>
#include <evengrad/train/fit.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a layer reads: the shape behind the first Parts parts of a chain.
template <const auto& Net, int Parts>
constexpr shape shape_behind() {
  graph g;
  symbol x{&g, -1};
  [&]<int... I>(std::integer_sequence<int, I...>) { ((x = apply(part_at<I>(Net), x)), ...); }
  (std::make_integer_sequence<int, Parts>{});
  return x.dims();
}
template <const auto& Net, int Parts>
inline constexpr shape shape_behind_parts = shape_behind<Net, Parts>();

/// Parts Begin … End − 1 of a chain as a network, and in front of a decoder.
template <const auto& Net, int Begin, int End>
constexpr auto parts_of() {
  if constexpr (Begin + 1 == End) return part_at<Begin>(Net);
  else return part_at<Begin>(Net) | parts_of<Net, Begin + 1, End>();
}
template <const auto& Net, int Begin, int End>
inline constexpr auto encoder_of = []<int... I>(std::integer_sequence<int, I...>) {
  return input<shape_behind_parts<Net, Begin>[I]...> | parts_of<Net, Begin, End>();
}
(std::make_integer_sequence<int, shape_behind_parts<Net, Begin>.rank>{});
template <const auto& Net, int Begin, int End>
inline constexpr auto autoencoder_of = []<int... I>(std::integer_sequence<int, I...>) {
  constexpr shape s = shape_behind_parts<Net, Begin>;
  return encoder_of<Net, Begin, End> | flatten | dense<s.size(), init::glorot_uniform> | reshape_to<s[I]...>;
}
(std::make_integer_sequence<int, shape_behind_parts<Net, Begin>.rank>{});

/// Whether a part multiplies by weights that it learns.
template <const auto& Net, int I>
inline constexpr bool has_weights = [] {
  graph g;
  apply(part_at<I>(Net), symbol{&g, g.input(shape_behind_parts<Net, I>, 0)});
  for (const call_info& c : g.calls)
    if (c.learns) return true;
  for (const node& x : g.nodes)
    if (x.what == kind::contract && (weights_of(g, x.in[0]) >= 0 || weights_of(g, x.in[1]) >= 0)) return true;
  return false;
}();
template <const auto& Net, int From>
constexpr int next_with_weights() {
  if constexpr (From >= length_of<std::remove_cvref_t<decltype(Net)>>) return From;
  else if constexpr (has_weights<Net, From>) return From;
  else return next_with_weights<Net, From + 1>();
}

/// A layer that was pre-trained: the mean squared difference of what it reads and what its decoder makes of its output,
/// over the first and the last epoch.
struct pretrained_layer {
  std::string name;
  double first = 0, last = 0;
};

template <const auto& Net, class T, class X>
class pretraining {
  static constexpr int parts_ = length_of<std::remove_cvref_t<decltype(Net)>>;
  model<Net, T>& m_;
  const X& transform_;
  const fit_options& o_;
  bool goes_on_ = true;
  table rows_;
  std::size_t entry_ = 0;  // the first of the parts at hand

  /// Parameters and states, in the order of formulas; the first entries of one are those from entry_ on of the other.
  template <const auto& Part>
  void exchange(model<Part, T>& part, std::size_t count, bool back) {
    for (std::size_t i = 0; i < count; ++i) {
      const parameter_view<T> whole = m_.view(m_.entries()[entry_ + i]), own = part.view(part.entries()[i]);
      for (int j = 0; j < own.size(); ++j) (back ? whole : own)(j) = (back ? own : whole)(j);
    }
  }
  template <int Begin, int End>
  void train() {
    model<autoencoder_of<Net, Begin, End>, T> m{o_.shuffle};
    const std::size_t count = model<encoder_of<Net, Begin, End>, T>().entries().size();
    exchange(m, count, false);
    const dataset same{rows_.view().x, rows_.view().x, 0};
    const auto history = fit(m, same, mse, transform_, o_);
    goes_on_ = history.ended != ending::interrupted;
    exchange(m, count, true);
    layers.push_back({m_.entries()[entry_].name, history.front().loss, history.back().loss});
    layers.back().name.resize(layers.back().name.rfind('.'));
  }
  /// The rows become what the parts make of them.
  template <int Begin, int End>
  void pass() {
    model<encoder_of<Net, Begin, End>, T> m;
    exchange(m, m.entries().size(), false);
    entry_ += m.entries().size();
    constexpr shape out = model<encoder_of<Net, Begin, End>, T>::program.out;
    table next{{}, {}, out.size()};
    next.features.reserve(std::size_t(rows_.rows()) * std::size_t(out.size()));
    for (int first = 0; first < rows_.rows(); first += 256) {
      const int rows = std::min(256, rows_.rows() - first);
      const T* y = m.predict(rows_.view().x.slice(first, rows));
      for (int r = 0; r < rows; ++r)
        for (int l = 0; l < out.lines(); ++l)
          for (int i = 0; i < out.last(); ++i)
            next.features.push_back(float(y[r * m.stride() + l * m.program.output.line + i]));
    }
    rows_ = std::move(next);
  }

 public:
  std::vector<pretrained_layer> layers;

  pretraining(model<Net, T>& m, const rows_view& x, const X& transform, const fit_options& o)
      : m_(m), transform_(transform), o_(o), rows_{{x.data, x.data + x.size()}, {}, x.width} {}

  template <int Begin = 1>
  void run() {
    if constexpr (Begin < parts_) {
      constexpr int end = next_with_weights<Net, Begin + 1>();
      if constexpr (end < parts_) {  // what comes last is the head
        if constexpr (has_weights<Net, Begin>) train<Begin, end>();
        pass<Begin, end>();
        if (goes_on_) run<end>();
      }
    }
  }
};

/// For each part of a chain that multiplies by weights, but for the last: trains it, with what follows it up to the
/// next one, as the encoder of a network whose decoder is one layer that is thrown away, on what the parts before it
/// make of the rows, by mse; then the rows go through it. The network is a chain that begins with its input; what is
/// recalled by name must have passed in the same part. Fails as `fit` does, with the model as it was.
template <const auto& Net, class T, class X>
std::vector<pretrained_layer> pretrain(model<Net, T>& m, const rows_view& x, const X& transform, fit_options o = {}) {
  if constexpr (!fits_together<Net> || !check_transform<X>()) return {};
  else {
    check_width(x, m.inputs), check_finite(x);
    o.validation = {}, o.early_stopping = {}, o.keep_best = false;
    checkpoint<Net, T> before;
    before.take(m);
    struct restore {
      const checkpoint<Net, T>& from;
      model<Net, T>& to;
      bool done = false;
      ~restore() {
        if (!done) from.give(to);
      }
    } guard{before, m};
    pretraining<Net, T, X> all(m, x, transform, o);
    all.run();
    guard.done = true;
    return std::move(all.layers);
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
