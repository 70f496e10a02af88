// A file of a training that can go on: a head in text, which says what it belongs to, and memory as it is.
#pragma once
#include <bit>
#include <evengrad/data/file.hpp>
#include <evengrad/data/new_file.hpp>
#include <vector>

namespace evengrad::inline EVENGRAD_ISA {

/// Memory that a file keeps.
struct memory_part {
  void* data;
  std::size_t bytes;
};

/// Of words of eight bytes; what is left over counts as if zeros followed.
inline std::uint64_t checksum_of(const char* p, std::size_t n) {
  std::uint64_t sum = 0x9E3779B97F4A7C15u + n;
  for (std::size_t i = 0; i < n; i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, p + i, n - i < 8 ? n - i : 8);
    sum = std::rotl((sum ^ word) * 0xD6E8FEB86659FD93u, 29);
  }
  return sum ^ sum >> 32;
}

/// The file is the line `title`, the line "bytes N" with its length, the facts, an empty line, the parts, and eight
/// bytes of checksum. It is written beside its place first, so that there is always a whole one.
class state_file {
  static constexpr std::string_view title = "evengrad training state, version 1\n";
  const std::string place_, path_, facts_;
  bytes all_;
  std::size_t at_ = 0;

  [[noreturn]] void refuse(std::string value, std::string_view cure) const { fail(place_, std::move(value), cure); }
  [[noreturn]] void refuse_file(std::string value) const {
    refuse(std::move(value), "take another file, or remove this one to begin again");
  }
  std::string head(std::size_t bytes_behind) const {
    char length[40];
    std::snprintf(length, sizeof length, "bytes %20zu\n", title.size() + 27 + facts_.size() + 1 + bytes_behind + 8);
    return std::string(title) + length + facts_ + "\n";
  }
  static std::string line_at(std::string_view s, std::size_t at) {
    return std::string(s.substr(at, s.find('\n', at) - at));
  }
  std::string_view text() const { return {reinterpret_cast<const char*>(all_.data()), all_.size()}; }
  /// The first line of the facts that is another one.
  void compare(std::string_view given) const {
    std::size_t same = 0;
    while (same < given.size() && same < facts_.size() && given[same] == facts_[same]) ++same;
    if (same == given.size() && same == facts_.size()) return;
    const std::size_t begin = same == 0 ? 0 : given.rfind('\n', same - 1) + 1;
    const std::string of_file = line_at(given, begin), here = line_at(facts_, begin);
    refuse("it has \"" + of_file + "\" where this training has \"" + here + "\"",
           "go on with the same network, optimizer, data and options, or give another file");
  }

 public:
  /// `facts` are lines.
  state_file(const std::string& path, std::string facts)
      : place_("resume, " + path), path_(path), facts_(std::move(facts)) {}

  void write(const std::vector<memory_part>& parts) const {
    std::size_t bytes = 0;
    for (const memory_part& p : parts) bytes += p.bytes;
    std::string all = head(bytes);
    for (const memory_part& p : parts)
      if (p.bytes > 0) all.append(static_cast<const char*>(p.data), p.bytes);
    const std::uint64_t sum = checksum_of(all.data(), all.size());
    all.append(reinterpret_cast<const char*>(&sum), sizeof sum);
    new_file out(path_, "resume");
    out.write(all), out.finish_on_disk(), out.put();
  }
  /// Whether there is a file; if there is, it is read, and fails unless it is whole and has the same facts.
  bool open() {
    if (::access(path_.c_str(), F_OK) != 0 && errno == ENOENT) return false;
    all_ = read_raw(path_, "resume, ");
    const std::string_view all = text();
    if (!all.starts_with(title)) {
      const bool version = all.starts_with(title.substr(0, title.rfind(' ')));
      refuse_file(version ? "\"" + line_at(all, 0) + "\", and this program reads version 1" : "no training state");
    }
    unsigned long long length = 0;
    const std::size_t begin = title.size() + 27;
    const std::string line = line_at(all, title.size());
    if (std::sscanf(line.c_str(), "bytes %llu", &length) != 1 || all.size() < length)
      refuse_file("it ends after " + std::to_string(all.size()) + " of " + std::to_string(length) + " bytes");
    const std::size_t end = all.size() - 8, blank = all.find("\n\n", begin - 1);
    std::uint64_t sum = 0;
    std::memcpy(&sum, all.data() + end, 8);
    if (all.size() > length || blank > end || sum != checksum_of(all.data(), end))
      refuse_file("its checksum is wrong: it is damaged");
    compare(all.substr(begin, blank + 1 - begin));
    at_ = blank + 2;
    return true;
  }
  /// The bytes that are left in front of the checksum.
  std::size_t left() const { return all_.size() - 8 - at_; }
  /// The next bytes; there must be as many.
  void read(void* to, std::size_t bytes) {
    if (left() < bytes) refuse_file("it is too short");
    if (bytes > 0) std::memcpy(to, all_.data() + at_, bytes);
    at_ += bytes;
  }
  void read(const std::vector<memory_part>& parts) {
    std::size_t bytes = 0;
    for (const memory_part& p : parts) bytes += p.bytes;
    if (bytes != left()) refuse_file(std::to_string(left()) + " bytes where " + std::to_string(bytes) + " are wanted");
    for (const memory_part& p : parts) read(p.data, p.bytes);
  }
};

}  // namespace evengrad::inline EVENGRAD_ISA
