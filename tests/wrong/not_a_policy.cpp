// A number is no change of an image.
// expect: what changes an image has check(image) and operator()(image, from, to, generator) const
#include <evengrad/evengrad.hpp>

namespace eg = evengrad;

int main() {
  const eg::table digits = eg::all_digits();
#ifdef RIGHT
  const eg::augmented source(digits, eg::image{8, 8}, eg::augment::shift{1} | eg::augment::rotate{15});
#else
  const eg::augmented source(digits, eg::image{8, 8}, eg::augment::shift{1} | 15);
#endif
  (void)source;
}
