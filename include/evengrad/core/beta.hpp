// Random numbers of gamma and beta distributions, by rejection, as pure functions of (seed, stream).
#pragma once
#include <evengrad/core/exp.hpp>
#include <evengrad/core/log.hpp>
#include <evengrad/core/philox.hpp>
#include <evengrad/core/sqrt.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The logarithm of a number of the gamma distribution with this shape, above 0, and scale 1, by Marsaglia and Tsang
/// ("A simple method for generating gamma variables", 2000); a small shape by that of shape + 1, whose logarithm does
/// not run out of range. Takes the numbers of the generator from 4 · first on, 4 for each attempt.
constexpr double log_gamma_number(const generator& draw, std::uint64_t first, double shape) {
  const double d = (shape < 1 ? shape + 1 : shape) - 1. / 3, c = 1 / (3 * sqrt(d));
  // Of a block of four words: one is the normal number, the last two are the uniform one, which is never 0.
  const auto uniform = [&](std::uint64_t block) { return 1 - draw.uniform<double>(2 * block + 1); };
  const double less = shape < 1 ? log(uniform(first)) / shape : 0;
  for (std::uint64_t block = first + 1;; ++block) {
    const double x = double(draw.normal(4 * block)), root = 1 + c * x, v = root * root * root;
    if (root > 0 && log(uniform(block)) < 0.5 * x * x + d - d * v + d * log(v)) return log(d * v) + less;
  }
}

/// A number in [0, 1] of the beta distribution with these shapes, above 0: a / (a + b) of two gamma numbers.
constexpr double beta_number(const generator& draw, double a, double b) {
  const double log_ratio = log_gamma_number(draw, std::uint64_t{1} << 32, b) - log_gamma_number(draw, 0, a);
  return 1 / (1 + exp(log_ratio));
}

}  // namespace evengrad::inline EVENGRAD_ISA
