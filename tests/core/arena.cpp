#include <evengrad/core/arena.hpp>

#include <boost/test/unit_test.hpp>

namespace eg = evengrad;

BOOST_AUTO_TEST_SUITE(core)

BOOST_AUTO_TEST_CASE(an_arena_lies_on_cache_lines_and_is_zero) {
  eg::arena<float> a(1000);
  BOOST_TEST(reinterpret_cast<std::uintptr_t>(a.data()) % 64 == 0u);
  for (std::size_t i = 0; i < a.size(); ++i) BOOST_TEST(a[i] == 0);
  float* const before = a.data();
  a.reserve(10);
  BOOST_TEST(a.data() == before);
}

BOOST_AUTO_TEST_CASE(arenas_share_a_buffer_without_overlapping) {
  alignas(64) static char bytes[4096];
  eg::memory_source from(eg::buffer{bytes + 3, sizeof bytes - 3});  // wherever it begins
  eg::arena<double> a, b;
  a.reserve(10, &from), b.reserve(20, &from);
  BOOST_TEST(reinterpret_cast<std::uintptr_t>(a.data()) % 64 == 0u);
  BOOST_TEST((b.data() >= a.data() + 10));
  BOOST_TEST((reinterpret_cast<char*>(b.data() + 20) <= bytes + sizeof bytes));
}

BOOST_AUTO_TEST_CASE(a_buffer_that_is_too_small_says_how_much_is_wanted) {
  eg::static_buffer<1000> small;
  eg::memory_source from{eg::buffer(small)};
  eg::arena<double> a;
  const volatile std::size_t wanted = 1000;  // not known to a compiler that warns of what is never reached
  BOOST_CHECK_EXCEPTION(a.reserve(wanted, &from), eg::error, [](const eg::error& e) {
    return std::string(e.what()).find("1000 bytes left") != std::string::npos &&
           std::string(e.what()).find(std::to_string(eg::arena<double>::bytes(1000))) != std::string::npos;
  });
  BOOST_TEST(a.size() == 0u);
  a.reserve(50, &from);
  BOOST_TEST(a.size() == 50u);
}

BOOST_AUTO_TEST_SUITE_END()
