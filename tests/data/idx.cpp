// IDX files of all six types, and every way in which one can be wrong.
#include <boost/test/unit_test.hpp>
#include <evengrad/data/idx.hpp>

#include "temporary.hpp"

namespace eg = evengrad;

namespace {
std::string raw(std::initializer_list<int> b) { return {b.begin(), b.end()}; }
eg::idx_array read(const std::string& content) { return eg::read_idx(temporary(content, "set.idx").path); }
const std::string good = raw({0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255});
}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(idx_reads_bytes) {
  const eg::idx_array a = read(good);
  BOOST_CHECK((a.shape == std::vector<std::uint32_t>{2, 3}));
  BOOST_CHECK((a.floats() == std::vector<float>{1, 2, 3, 4, 5, 255}));
  BOOST_CHECK_EQUAL(a.floats(1. / 255)[5], 1);
}

BOOST_AUTO_TEST_CASE(idx_reads_every_type_big_endian) {
  BOOST_CHECK_EQUAL(read(raw({0, 0, 9, 1, 0, 0, 0, 1, 0x80}))[0], -128);
  BOOST_CHECK_EQUAL(read(raw({0, 0, 0x0B, 1, 0, 0, 0, 1, 0xFF, 0xFE}))[0], -2);
  BOOST_CHECK_EQUAL(read(raw({0, 0, 0x0C, 1, 0, 0, 0, 1, 0x7F, 0xFF, 0xFF, 0xFF}))[0], 2147483647);
  BOOST_CHECK_EQUAL(read(raw({0, 0, 0x0C, 1, 0, 0, 0, 1, 0x80, 0, 0, 0}))[0], -2147483648.);
  BOOST_CHECK_EQUAL(read(raw({0, 0, 0x0D, 1, 0, 0, 0, 1, 0xBF, 0xC0, 0, 0}))[0], -1.5);
  BOOST_CHECK_EQUAL(read(raw({0, 0, 0x0E, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0x3F, 0xE8, 0, 0, 0, 0, 0, 0}))[1],
                    0.75);
}

BOOST_AUTO_TEST_CASE(idx_of_no_elements_is_empty) { BOOST_CHECK_EQUAL(read(raw({0, 0, 8, 1, 0, 0, 0, 0})).size(), 0u); }

BOOST_AUTO_TEST_CASE(idx_cut_anywhere_fails_and_says_where) {
  for (std::size_t n = 0; n < good.size(); ++n)
    BOOST_CHECK_EXCEPTION(read(good.substr(0, n)), eg::error,
                          (says{"set.idx, byte " + std::to_string(n), "ends too early"}));
}

BOOST_AUTO_TEST_CASE(idx_with_more_bytes_than_promised_fails) {
  BOOST_CHECK_EXCEPTION(read(good + "ab"), eg::error, (says{"byte 18", "2 bytes after the end"}));
}

BOOST_AUTO_TEST_CASE(idx_with_a_wrong_header_fails) {
  BOOST_CHECK_EXCEPTION(read(raw({0, 1, 8, 1, 0, 0, 0, 1, 7})), eg::error, (says{"byte 0", "two zeros"}));
  BOOST_CHECK_EXCEPTION(read(raw({0, 0, 10, 1, 0, 0, 0, 1, 7})), eg::error, (says{"byte 2", "the element type 10"}));
  BOOST_CHECK_EXCEPTION(read(raw({0, 0, 8, 0, 7})), eg::error, (says{"byte 3", "0 dimensions"}));
}

BOOST_AUTO_TEST_CASE(idx_whose_dimensions_overflow_fails) {
  std::string huge = raw({0, 0, 8, 4});
  for (int d = 0; d < 4; ++d) huge += raw({0, 1, 0, 0});
  BOOST_CHECK_EXCEPTION(read(huge), eg::error, (says{"byte 16", "the dimension 65536", "2^64"}));
  BOOST_CHECK_EXCEPTION(read(raw({0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255})), eg::error,
                        says{"ends too early"});
}

BOOST_AUTO_TEST_SUITE_END()
