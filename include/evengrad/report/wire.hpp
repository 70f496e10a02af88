// Bytes as protocol buffers and TFRecord files want them.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <evengrad/core/isa.hpp>
#include <string>
#include <string_view>

namespace evengrad::inline EVENGRAD_ISA::report {

/// CRC-32C (Castagnoli), polynomial 0x1edc6f41 reflected.
constexpr std::uint32_t crc32c(std::string_view bytes) {
  constexpr auto table = [] {
    std::array<std::uint32_t, 256> t{};
    for (std::uint32_t i = 0; i < 256; ++i) {
      std::uint32_t c = i;
      for (int k = 0; k < 8; ++k) c = c & 1 ? c >> 1 ^ 0x82f63b78u : c >> 1;
      t[i] = c;
    }
    return t;
  }();
  std::uint32_t c = ~0u;
  for (const char b : bytes) c = table[(c ^ static_cast<unsigned char>(b)) & 255] ^ c >> 8;
  return ~c;
}
/// As TFRecord files hold it: a checksum over checksums would be weak.
constexpr std::uint32_t masked_crc32c(std::string_view bytes) { return std::rotr(crc32c(bytes), 15) + 0xa282ead8u; }

/// Little-endian.
template <class T>
std::string little_endian(T x) {
  std::string s;
  for (std::size_t i = 0; i < sizeof(T); ++i) s += char(x >> (8 * i) & 255);
  return s;
}
/// A record: length, checksum of the length, content, checksum of the content.
inline std::string record(std::string_view content) {
  const std::string length = little_endian(std::uint64_t(content.size()));
  std::string s = length + little_endian(masked_crc32c(length));
  return s.append(content) + little_endian(masked_crc32c(content));
}

/// A message of a protocol buffer.
class message {
  std::string bytes;

  message& key(int field, int type) { return varint(std::uint64_t(field) << 3 | std::uint64_t(type)); }
  message& varint(std::uint64_t x) {
    for (; x >= 128; x >>= 7) bytes += char((x & 127) | 128);
    return bytes += char(x), *this;
  }

 public:
  message& integer(int field, std::int64_t x) { return key(field, 0).varint(std::uint64_t(x)); }
  message& number(int field, double x) { return key(field, 1).raw(little_endian(std::bit_cast<std::uint64_t>(x))); }
  message& number(int field, float x) { return key(field, 5).raw(little_endian(std::bit_cast<std::uint32_t>(x))); }
  message& text(int field, std::string_view s) { return key(field, 2).varint(s.size()).raw(s); }
  message& within(int field, const message& m) { return text(field, m.bytes); }
  /// Packed.
  template <class Numbers>
  message& numbers(int field, const Numbers& all) {
    std::string packed;
    for (const double x : all) packed += little_endian(std::bit_cast<std::uint64_t>(x));
    return text(field, packed);
  }
  message& raw(std::string_view s) { return bytes.append(s), *this; }
  const std::string& text() const { return bytes; }
};

}  // namespace evengrad::inline EVENGRAD_ISA::report
