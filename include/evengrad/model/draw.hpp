// Drawing a parameter: by the law of its initializer, each element by its number; or whole, where the initializer does
// that itself.
#pragma once
#include <evengrad/core/philox.hpp>
#include <evengrad/model/directory.hpp>

namespace evengrad::inline EVENGRAD_ISA {

/// The law that the numbers of a parameter follow, with the factor that a combinator put before it.
inline law law_of(const entry& e) {
  law l = e.init ? e.init->of(e.use) : constant_law(e.initial);
  l.mean *= e.factor, l.deviation *= e.factor;
  return l;
}

/// Fills a parameter from a stream of random numbers of its own: a function of (seed, stream, extents), the same bits
/// everywhere. Fails where a law of kind `whole` comes without `draw`.
template <class T>
void draw(const entry& e, const generator& g, const parameter_view<T>& w) {
  const law l = law_of(e);
  const auto at = [](int i) { return std::uint64_t(i); };
  switch (l.kind) {
    case law_kind::constant:
      for (int i = 0; i < w.size(); ++i) w(i) = T(l.mean);
      break;
    case law_kind::normal:
      for (int i = 0; i < w.size(); ++i) w(i) = T(l.mean + rounded(l.deviation * double(g.normal(at(i)))));
      break;
    case law_kind::uniform:
      for (int i = 0; i < w.size(); ++i)
        w(i) = T(l.mean + rounded(l.deviation * 1.7320508075688772 * (2 * double(g.uniform(at(i))) - 1)));
      break;
    case law_kind::truncated_normal:
      for (int i = 0; i < w.size(); ++i)
        w(i) = T(l.mean + rounded(l.deviation / truncation * double(g.truncated_normal(at(i)))));
      break;
    case law_kind::whole: {
      if (!e.init->draw)
        fail("parameter " + e.name, "a law of kind whole",
             "give its initializer static void draw(const eg::generator&, const eg::shape&, eg::fans, double*)");
      std::vector<double> all(std::size_t(w.size()), 0.);
      e.init->draw(g, e.dims, e.use, all.data());
      for (int i = 0; i < w.size(); ++i) w(i) = T(e.factor * all[std::size_t(i)]);
    }
  }
}

}  // namespace evengrad::inline EVENGRAD_ISA
