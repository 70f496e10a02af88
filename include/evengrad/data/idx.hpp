// The IDX format of MNIST: an array of any rank and of one of six element types.
#pragma once
#include <bit>
#include <cstdint>
#include <evengrad/data/file.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The third byte of an IDX file.
enum class idx_type : unsigned char { u8 = 0x08, i8 = 0x09, i16 = 0x0B, i32 = 0x0C, f32 = 0x0D, f64 = 0x0E };

/// Bytes of one element; zero for a type that the format does not have.
constexpr int idx_bytes(idx_type t) {
  switch (t) {
    case idx_type::u8:
    case idx_type::i8:
      return 1;
    case idx_type::i16:
      return 2;
    case idx_type::i32:
    case idx_type::f32:
      return 4;
    case idx_type::f64:
      return 8;
  }
  return 0;
}

/// An array as the file has it: row-major, big-endian.
struct idx_array {
  idx_type type = idx_type::u8;
  std::vector<std::uint32_t> shape;
  bytes data;

  std::size_t size() const { return data.size() / static_cast<std::size_t>(idx_bytes(type)); }

  /// Element i, in the order of the file; a double holds every value of every type.
  double operator[](std::size_t i) const {
    const int n = idx_bytes(type);
    std::uint64_t word = 0;
    for (int b = 0; b < n; ++b) word = word << 8 | data[i * static_cast<std::size_t>(n) + static_cast<std::size_t>(b)];
    switch (type) {
      case idx_type::u8:
        return static_cast<double>(word);
      case idx_type::i8:
        return static_cast<std::int8_t>(word);
      case idx_type::i16:
        return static_cast<std::int16_t>(word);
      case idx_type::i32:
        return static_cast<std::int32_t>(word);
      case idx_type::f32:
        return std::bit_cast<float>(static_cast<std::uint32_t>(word));
      case idx_type::f64:
        return std::bit_cast<double>(word);
    }
    return 0;
  }

  /// All elements, times `scale`.
  std::vector<float> floats(double scale = 1) const {
    std::vector<float> out(size());
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = static_cast<float>((*this)[i] * scale);
    return out;
  }
};

/// Reads an IDX file of exactly the size that its header promises; fails with the file, the byte, the value and the
/// cure. The format: yann.lecun.com/exdb/mnist.
inline idx_array read_idx(const std::string& path) {
  bytes all = read_file(path);
  const auto at = [&](std::size_t byte) { return path + ", byte " + std::to_string(byte); };
  if (all.size() < 4) fail(at(all.size()), "the file ends too early", "an IDX file begins with four bytes of type");
  if (all[0] != 0 || all[1] != 0)
    fail(at(0), std::to_string(all[0]) + " " + std::to_string(all[1]),
         "an IDX file begins with two zeros: give another file");
  idx_array out;
  out.type = static_cast<idx_type>(all[2]);
  if (idx_bytes(out.type) == 0)
    fail(at(2), "the element type " + std::to_string(all[2]), "IDX knows the types 8, 9, 11, 12, 13 and 14");
  const std::size_t rank = all[3], header = 4 + 4 * rank;
  if (rank == 0) fail(at(3), "0 dimensions", "an IDX file has at least one");
  if (all.size() < header)
    fail(at(all.size()), "the file ends too early",
         "the header has " + std::to_string(header) + " bytes: fetch the file again");
  std::uint64_t size = static_cast<std::uint64_t>(idx_bytes(out.type));
  for (std::size_t d = 0; d < rank; ++d) {
    std::uint32_t n = 0;
    for (std::size_t b = 0; b < 4; ++b) n = n << 8 | all[4 + 4 * d + b];
    out.shape.push_back(n);
    if (__builtin_mul_overflow(size, n, &size))
      fail(at(4 + 4 * d), "the dimension " + std::to_string(n),
           "the product of all dimensions passes 2^64: fetch the file again");
  }
  if (all.size() - header < size)
    fail(at(all.size()), "the file ends too early",
         "the header promises " + std::to_string(size) + " bytes of data: fetch the file again");
  if (all.size() - header > size)
    fail(at(header + size), std::to_string(all.size() - header - size) + " bytes after the end",
         "the header promises " + std::to_string(size) + " bytes of data: fetch the file again");
  all.erase(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(header));
  out.data = std::move(all);
  return out;
}

}  // namespace evengrad::inline EVENGRAD_ISA
