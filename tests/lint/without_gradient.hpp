// Lints of parameters against the gradients of a network that runs.
#pragma once
#include <evengrad/evengrad.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace evengrad_test {

namespace eg = evengrad;

/// A parameter's name without the numbers of copies: "repeat_1.2.dense_1.b" as "repeat_1.dense_1.b"; its end, as lints
/// are printed.
inline std::string name_without_copies(const std::string& name) {
  std::string out;
  for (std::size_t i = 0; i < name.size();) {
    const std::size_t end = std::min(name.find('.', i), name.size());
    const std::string part = name.substr(i, end - i);
    if (part.find_first_not_of("0123456789") != part.npos) out += (out.empty() ? "" : ".") + part;
    i = end + 1;
  }
  return out;
}
/// "dense_1.b" of each lint that says that a parameter gets no gradient.
template <const auto& Net, class Loss>
std::set<std::string> said_to_have_no_gradient() {
  std::set<std::string> names;
  constexpr const eg::placed_lints& all = eg::lints_of<Net, Loss>;
  for (int i = 0; i < all.count; ++i)
    if (const eg::placed_lint& l = all.of[i];
        l.what == eg::lint::bias_without_effect || l.what == eg::lint::unreached_parameter)
      names.insert(std::string(l.place.text, std::size_t(l.place.size)) + "." +
                   std::string(l.name.text, std::size_t(l.name.size)));
  return names;
}
/// Names of which a copy has a gradient of nothing but rounding, after `differentiate`.
template <class Model>
std::set<std::string> without_gradient(Model& m) {
  std::vector<double> largest;
  double all = 0;
  for (const eg::entry& e : m.entries()) {
    double most = 0;
    if (e.learned)
      for (int i = 0; i < e.dims.size(); ++i) most = std::fmax(most, std::fabs(double(m.gradient(e)(i))));
    largest.push_back(most), all = std::fmax(all, most);
  }
  std::set<std::string> names;
  for (std::size_t i = 0; i < largest.size(); ++i)
    if (m.entries()[i].learned && largest[i] <= 1e-12 * all) names.insert(name_without_copies(m.entries()[i].name));
  return names;
}

}  // namespace evengrad_test
