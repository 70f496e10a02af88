// Numbers of a network as a file: a head in text that says what they are, memory as it is, and a checksum.
#pragma once
#include <evengrad/model/model.hpp>
#include <evengrad/train/state_file.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// What a file of weights holds: "dense_1.w 784 x 300", line by line, in the order of entries().
template <const auto& Net, class T>
std::string weights_facts(const model<Net, T>& of) {
  std::string s;
  for (const entry& e : of.entries())
    s += e.name + " " + std::to_string(e.dims.lines()) + " x " + std::to_string(e.dims.last()) + "\n";
  return s;
}

/// The file is the line "evengrad weights, version 1", the line "4 bytes a number" or "8 bytes a number", the facts, an
/// empty line, the numbers, line after line of each parameter, and eight bytes of checksum.
inline std::string weights_head(std::size_t element_bytes, const std::string& facts) {
  return "evengrad weights, version 1\n" + std::to_string(element_bytes) + " bytes a number\n" + facts + "\n";
}
template <class T>
std::string weights_file(const std::string& facts, const std::vector<T>& numbers) {
  std::string s = weights_head(sizeof(T), facts);
  if (!numbers.empty()) s.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(T));
  const std::uint64_t sum = checksum_of(s.data(), s.size());
  return s.append(reinterpret_cast<const char*>(&sum), sizeof sum);
}

/// The numbers of the file, which are T there, for a model that counts with S; fails, and changes nothing, unless the
/// file is whole, of a network with these parameters, and, where `checksum` is told, this one.
template <class T, const auto& Net, class S>
void read_weights(model<Net, S>& to, const std::string& path, std::uint64_t checksum = 0) {
  const std::string place = "read_weights, " + path;
  const bytes raw = read_raw(path, "read_weights, ");
  const std::string_view all(reinterpret_cast<const char*>(raw.data()), raw.size());
  const std::string head = weights_head(sizeof(T), weights_facts(to));
  std::size_t count = 0;
  for (const entry& e : to.entries()) count += std::size_t(e.dims.size());
  if (!all.starts_with(head)) fail(place, "it is of another network", "give the file that was written with its header");
  if (all.size() != head.size() + count * sizeof(T) + 8)
    fail(place, std::to_string(all.size()) + " bytes", "give a file that is whole");
  std::uint64_t sum = 0;
  std::memcpy(&sum, all.data() + all.size() - 8, 8);
  if (sum != checksum_of(all.data(), all.size() - 8))
    fail(place, "its checksum is wrong: it is damaged", "write it anew");
  if (checksum != 0 && sum != checksum)
    fail(place, "it is of another ticket", "give the file that was written with this header");
  const char* from = all.data() + head.size();
  for (const entry& e : to.entries()) {
    std::vector<T> numbers(std::size_t(e.dims.size()));
    std::memcpy(numbers.data(), from, numbers.size() * sizeof(T)), from += numbers.size() * sizeof(T);
    to.view(e).assign(numbers);
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
