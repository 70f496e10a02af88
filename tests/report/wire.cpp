#include <evengrad/report/wire.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

namespace er = evengrad::report;

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(checksums_are_those_of_the_standards) {
  static_assert(er::crc32c("123456789") == 0xe3069283u);  // RFC 3720 and every catalogue of checksums
  static_assert(er::crc32c(std::string_view("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 32)) ==
                0x8a9136aau);  // RFC 3720, B.4
  static_assert(er::crc32c("") == 0u);
  // What TensorBoard's own writer puts behind "\x1a\x11CRC test, one two".
  static_assert(er::masked_crc32c("\x1a\x11"
                                  "CRC test, one two") == 0x5794d08au);
  BOOST_TEST(er::record("ab").size() == 8u + 4 + 2 + 4);
  BOOST_TEST(er::record("ab").substr(0, 8) == std::string_view("\2\0\0\0\0\0\0\0", 8));
}

BOOST_AUTO_TEST_CASE(fields_are_as_the_encoding_says) {
  // Examples of protobuf.dev/programming-guides/encoding.
  BOOST_TEST(er::message().integer(1, 150).text() == "\x08\x96\x01");
  BOOST_TEST(er::message().text(2, "testing").text() == "\x12\x07testing");
  BOOST_TEST(er::message().within(3, er::message().integer(1, 150)).text() == "\x1a\x03\x08\x96\x01");
  BOOST_TEST(er::message().integer(1, -1).text() == "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
  BOOST_TEST(er::message().number(2, 1.f).text() == std::string_view("\x15\0\0\x80\x3f", 5));
  BOOST_TEST(er::message().number(1, 1.).text() == std::string_view("\x09\0\0\0\0\0\0\xf0\x3f", 9));
  BOOST_TEST(er::message().numbers(6, std::vector<double>{1, -2}).text() ==
             std::string_view("\x32\x10\0\0\0\0\0\0\xf0\x3f\0\0\0\0\0\0\0\xc0", 18));
}

BOOST_AUTO_TEST_SUITE_END()
