// Files as they are and gzipped, whole and damaged.
#include <boost/test/unit_test.hpp>
#include <evengrad/data/file.hpp>

#include "temporary.hpp"

namespace eg = evengrad;

namespace {
// printf hello | gzip -n
const std::string packed{"\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x48\xcd\xc9\xc9\x07\0\x86\xa6\x10\x36\x05\0\0\0", 25};
std::string text(const eg::bytes& b) { return {b.begin(), b.end()}; }
}  // namespace

BOOST_AUTO_TEST_SUITE(data)

BOOST_AUTO_TEST_CASE(file_is_read_as_it_is) {
  const std::string content = std::string(200'000, 'x') + std::string(1, '\0') + "end";
  const temporary file(content);
  BOOST_CHECK(text(eg::read_file(file.path)) == content);
  BOOST_CHECK(eg::read_file(temporary("").path).empty());
}

BOOST_AUTO_TEST_CASE(file_that_is_absent_or_a_folder_fails) {
  BOOST_CHECK_EXCEPTION(eg::read_file("/nowhere/x"), eg::error, (says{"/nowhere/x", "No such file"}));
  BOOST_CHECK_EXCEPTION(eg::read_file("/tmp"), eg::error, (says{"/tmp", "directory"}));
}

#if defined(EVENGRAD_ZLIB)
BOOST_AUTO_TEST_CASE(file_that_is_gzipped_is_unpacked) {
  BOOST_CHECK_EQUAL(text(eg::read_file(temporary(packed).path)), "hello");
  BOOST_CHECK_EQUAL(text(eg::read_file(temporary(packed + packed).path)), "hellohello");
}

BOOST_AUTO_TEST_CASE(file_that_is_gzipped_and_damaged_fails) {
  for (std::size_t n = 2; n < packed.size(); ++n)
    BOOST_CHECK_EXCEPTION(eg::read_file(temporary(packed.substr(0, n)).path), eg::error, says{"ends too early"});
  std::string damaged = packed;
  damaged[18] ^= 1;  // the checksum
  BOOST_CHECK_EXCEPTION(eg::read_file(temporary(damaged).path), eg::error, says{"damaged gzip data"});
  BOOST_CHECK_EXCEPTION(eg::read_file(temporary(packed + "rest").path), eg::error, says{"damaged gzip data"});
}
#endif

BOOST_AUTO_TEST_SUITE_END()
