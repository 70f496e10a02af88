// The numbers in rules and policies as bytes, the same for the same numbers, by which another experiment is told.
#pragma once
#include <array>
#include <bit>
#include <evengrad/optim/only.hpp>
#include <evengrad/optim/schedule.hpp>

namespace evengrad::inline EVENGRAD_ISA {

template <class P>
concept is_seen_as_bytes = sizeof(P) <= 1024 && requires {
  typename std::bool_constant<(void(std::bit_cast<std::array<unsigned char, sizeof(P)>>(P{})), true)>;
};
/// Whether byte I of a P is of one of its numbers; what lies between them, no constant expression may read.
template <class P, std::size_t I>
concept is_value_byte = requires {
  typename std::bool_constant<(std::bit_cast<std::array<unsigned char, sizeof(P)>>(P{})[I] < 256)>;
};

/// Adds the bytes of all numbers of a policy, without those of padding, which are anything. Nothing is added of one
/// that holds pointers, texts, vectors, optionals, unions or bit-fields, or is not made by `P{}` in a constant
/// expression, nor of members to which `P{}` gives no value. Numbers are double, float or whole: long double has
/// padding of its own.
template <class P>
void add_values(std::string& to, const P& policy) {
  if constexpr (is_seen_as_bytes<P>) {
    const auto bytes = std::bit_cast<std::array<unsigned char, sizeof(P)>>(policy);
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      ((is_value_byte<P, I> ? to.push_back(char(bytes[I])) : void()), ...);
    }
    (std::make_index_sequence<sizeof(P)>{});
  }
}

/// Adds what is known of one link of a rule: its numbers, or of a schedule in which none are seen, as in one that is
/// code alone, its factors in so many steps, of more than 65,536 those of every second, third ….
template <class L>
void add_link_values(std::string& to, const L& link, std::int64_t steps) {
  const std::size_t before = to.size();
  add_values(to, link);
  if constexpr (requires { link.schedule(steps); }) {
    const std::int64_t apart = (steps + 65'535) / 65'536;
    if (to.size() == before)
      for (std::int64_t step = 1; step <= steps; step += apart) add_values(to, double(link.schedule(step)));
  }
}
template <class L>
void add_link_values(std::string& to, const selected_link<L>& link, std::int64_t steps) {
  add_values(to, link.which.kinds), add_values(to, link.which.others);
  to.append(link.which.layer) += '\n';
  add_link_values(to, static_cast<const L&>(link), steps);
}

/// The values of all links of a rule, for a training of so many steps.
template <a_transform X>
std::string rule_values(const X& rule, std::int64_t steps) {
  std::string all;
  std::apply([&](const auto&... l) { (add_link_values(all, l, steps), ...); }, links_of(rule));
  return all;
}

}  // namespace evengrad::inline EVENGRAD_ISA
