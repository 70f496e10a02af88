// Rows that are images, and how one is sampled at other places.
#pragma once
#include <algorithm>
#include <cmath>
#include <evengrad/core/isa.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// How the numbers of a row lie: line after line, in a line pixel after pixel, of a pixel its channels.
struct image {
  int height = 0, width = 0, channels = 1;
  constexpr int size() const { return height * width * channels; }
  constexpr bool holds(int line, int column) const {
    return line >= 0 && line < height && column >= 0 && column < width;
  }
};

/// A place in an image; the centre of the first pixel is (0, 0).
struct pixel_place {
  double line = 0, column = 0;
};

/// Each pixel of `to` is what `from` has at the place at(line, column), by bilinear interpolation of the four pixels
/// around it; outside of the image there is `fill`.
template <class At>
void resample(const image& of, const float* from, float* to, float fill, At at) {
  for (int l = 0; l < of.height; ++l)
    for (int c = 0; c < of.width; ++c, to += of.channels) {
      const pixel_place p = at(l, c);
      const double line = std::clamp(p.line, -1., double(of.height)),
                   column = std::clamp(p.column, -1., double(of.width));
      const double top = std::floor(line), left = std::floor(column);
      const float down = float(line - top), right = float(column - left);
      for (int channel = 0; channel < of.channels; ++channel) {
        const auto pixel = [&](int i, int j) {
          const int y = int(top) + i, x = int(left) + j;
          return of.holds(y, x) ? from[(y * of.width + x) * of.channels + channel] : fill;
        };
        const float above = pixel(0, 0) + right * (pixel(0, 1) - pixel(0, 0)),
                    below = pixel(1, 0) + right * (pixel(1, 1) - pixel(1, 0));
        to[channel] = above + down * (below - above);
      }
    }
}

}  // namespace evengrad::inline EVENGRAD_ISA
