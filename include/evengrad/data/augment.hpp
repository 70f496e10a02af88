// Changes of images that leave what they show: policies, joined by |, drawn for each row by counter-based numbers.
#pragma once
#include <algorithm>
#include <evengrad/core/failure.hpp>
#include <evengrad/core/philox.hpp>
#include <evengrad/core/trigonometry.hpp>
#include <evengrad/data/image.hpp>
#include <tuple>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// A policy writes another image with the numbers of a generator, and says whether its own figures fit images of this
/// size.
template <class P>
concept a_policy = requires(const P& p, const image& of, const float* from, float* to, const generator& draw) {
  p.check(of);
  p(of, from, to, draw);
};

namespace augment {

/// By whole pixels, uniform within ±vertical and ±horizontal; what comes in is `fill`.
struct shift {
  int vertical = 1, horizontal = vertical;
  float fill = 0;
  void operator()(const image& of, const float* from, float* to, const generator& draw) const {
    const int down = int(draw.below(0, std::uint32_t(2 * vertical + 1))) - vertical,
              right = int(draw.below(1, std::uint32_t(2 * horizontal + 1))) - horizontal;
    resample(of, from, to, fill, [&](int l, int c) { return pixel_place{double(l - down), double(c - right)}; });
  }
  void check(const image& of) const {
    check_between("shift.vertical", vertical, 0, of.height), check_between("shift.horizontal", horizontal, 0, of.width);
    check_between("shift.fill", fill, -1e30, 1e30);
  }
};

/// An image turned about its centre by an angle, to the left where that is positive.
inline void turn(const image& of, const float* from, float* to, double degrees, float fill = 0) {
  const double angle = degrees * 0.017453292519943295, s = sin(angle), c = cos(angle);
  const double middle = 0.5 * (of.height - 1), centre = 0.5 * (of.width - 1);
  resample(of, from, to, fill, [&](int line, int column) {
    const double y = line - middle, x = column - centre;
    return pixel_place{middle + c * y + s * x, centre + c * x - s * y};
  });
}
/// About the centre, by an angle that is uniform within ±degrees; corners that come in are `fill`.
struct rotate {
  double degrees = 15;
  float fill = 0;
  void operator()(const image& of, const float* from, float* to, const generator& draw) const {
    turn(of, from, to, degrees * (2 * draw.uniform<double>(0) - 1), fill);
  }
  void check(const image&) const {
    check_between("rotate.degrees", degrees, 0, 180), check_between("rotate.fill", fill, -1e30, 1e30);
  }
};

/// A part of the image, anywhere in it, enlarged to all of it; how high and how wide it is is uniform from these
/// figures up to those of the image.
struct crop {
  int height = 1, width = height;
  void operator()(const image& of, const float* from, float* to, const generator& draw) const {
    const auto below = [&](std::uint32_t i, int n) { return int(draw.below(i, std::uint32_t(n))); };
    const int high = height + below(0, of.height - height + 1), wide = width + below(1, of.width - width + 1);
    const double top = below(2, of.height - high + 1), left = below(3, of.width - wide + 1);
    const auto at = [](int i, int part, int whole) {  // pixels that the part covers, none beyond its edge
      return std::clamp((i + 0.5) * part / whole - 0.5, 0., part - 1.);
    };
    resample(of, from, to, 0, [&](int l, int c) {
      return pixel_place{top + at(l, high, of.height), left + at(c, wide, of.width)};
    });
  }
  void check(const image& of) const {
    check_between("crop.height", height, 1, of.height), check_between("crop.width", width, 1, of.width);
  }
};

/// Left for right, with this probability.
struct flip_horizontal {
  double probability = 0.5;
  void operator()(const image& of, const float* from, float* to, const generator& draw) const {
    const bool flips = draw.uniform<double>(0) < probability;
    resample(of, from, to, 0, [&](int l, int c) {
      return pixel_place{double(l), double(flips ? of.width - 1 - c : c)};
    });
  }
  void check(const image&) const { check_between("flip_horizontal.probability", probability, 0, 1); }
};
/// Top for bottom, with this probability.
struct flip_vertical {
  double probability = 0.5;
  void operator()(const image& of, const float* from, float* to, const generator& draw) const {
    const bool flips = draw.uniform<double>(0) < probability;
    resample(of, from, to, 0, [&](int l, int c) {
      return pixel_place{double(flips ? of.height - 1 - l : l), double(c)};
    });
  }
  void check(const image&) const { check_between("flip_vertical.probability", probability, 0, 1); }
};

/// Normal numbers of mean 0 are added to all; nothing is cut off.
struct noise {
  double deviation = 0.1;
  void operator()(const image& of, const float* from, float* to, const generator& draw) const {
    for (int i = 0; i < of.size(); ++i) to[i] = from[i] + float(deviation) * draw.normal(std::uint64_t(i));
  }
  void check(const image&) const { check_between("noise.deviation", deviation, 0, 1e30); }
};

/// A square of size · size pixels becomes `fill`, with this probability; its centre is any pixel, so that a part of it
/// may lie outside (cutout: DeVries & Taylor 2017; random erasing: Zhong et al. 2017).
struct erase {
  int size = 8;
  double probability = 1;
  float fill = 0;
  void operator()(const image& of, const float* from, float* to, const generator& draw) const {
    std::copy_n(from, of.size(), to);
    if (!(draw.uniform<double>(0) < probability)) return;
    const int top = int(draw.below(1, std::uint32_t(of.height))) - size / 2,
              left = int(draw.below(2, std::uint32_t(of.width))) - size / 2;
    for (int l = std::max(top, 0); l < std::min(top + size, of.height); ++l)
      for (int c = std::max(left, 0); c < std::min(left + size, of.width); ++c)
        std::fill_n(to + (l * of.width + c) * of.channels, of.channels, fill);
  }
  void check(const image& of) const {
    check_between("erase.size", size, 1, std::max(of.height, of.width));
    check_between("erase.probability", probability, 0, 1), check_between("erase.fill", fill, -1e30, 1e30);
  }
};

/// Policies one after the other; each has a stream of random numbers of its own.
template <a_policy... P>
requires(sizeof...(P) < 64) struct policies {
  std::tuple<P...> all;
  void operator()(const image& of, const float* from, float* to, const generator& draw) const {
    std::vector<float> room[2];
    for (std::vector<float>& r : room) r.resize(std::size_t(of.size()));
    std::uint64_t i = 0;
    const auto run = [&](const auto& p) {
      float* const next = i + 1 == sizeof...(P) ? to : room[i % 2].data();
      p(of, from, next, generator(draw.key, draw.stream * 64 + i + 1));
      from = next, ++i;
    };
    std::apply([&](const P&... p) { (run(p), ...); }, all);
  }
  void check(const image& of) const {
    std::apply([&](const P&... p) { (p.check(of), ...); }, all);
  }
};
template <class P>
constexpr std::tuple<P> each_of(const P& p) {
  return {p};
}
template <class... P>
constexpr std::tuple<P...> each_of(const policies<P...>& p) {
  return p.all;
}

/// The first, then the second: `augment::shift{1} | augment::rotate{15} | augment::noise{.1}`.
template <a_policy A, a_policy B>
constexpr auto operator|(A a, B b) {
  return std::apply([](auto... p) { return policies<decltype(p)...>{{p...}}; }, std::tuple_cat(each_of(a), each_of(b)));
}
template <a_policy A, class B>
constexpr A operator|(A a, B) {
  constexpr bool is_policy = a_policy<B>;
  static_assert(is_policy, "what changes an image has check(image) and operator()(image, from, to, generator) const");
  return a;
}

}  // namespace augment

}  // namespace evengrad::inline EVENGRAD_ISA
