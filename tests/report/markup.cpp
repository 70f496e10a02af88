#include <evengrad/report/markup.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

#include "comma.hpp"

namespace er = evengrad::report;

BOOST_AUTO_TEST_SUITE(report)

BOOST_AUTO_TEST_CASE(what_is_escaped_is_safe_in_text_and_attributes) {
  BOOST_TEST(er::escaped("a<b> & \"c\" 'd' é × 𝄞") == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; é × 𝄞");
  // Control characters and bytes that are no UTF-8 can not stand in XML: overlong, cut short, surrogates, alone.
  BOOST_TEST(er::escaped(std::string_view("\0\x1b\x7f\n\t", 5)) == "���\n\t");
  BOOST_TEST(er::escaped("\xC0\x80") == "��");
  BOOST_TEST(er::escaped("x\xE2\x82") == "x��");
  BOOST_TEST(er::escaped("\xED\xA0\x80") == "���");
  BOOST_TEST(er::escaped("\xF4\x90\x80\x80\xFF") == "�����");
}

BOOST_AUTO_TEST_CASE(names_are_shortened_where_they_say_least) {
  BOOST_TEST(er::shortened("dense_1", 7) == "dense_1");
  BOOST_TEST(er::shortened("größe_des_netzes", 6) == "größe…");
  BOOST_TEST(er::shortened_path("encoder_1.dense_2.w", 12) == "…1.dense_2.w");
  BOOST_TEST(er::shortened_path("a_layer_with_a_long_name", 9) == "a_layer_…");
  BOOST_TEST(er::shortened_path("größe_1.é", 9) == "größe_1.é");
}

BOOST_AUTO_TEST_CASE(numbers_have_three_figures) {
  const double infinity = std::numeric_limits<double>::infinity();
  const std::pair<double, const char*> all[] = {{0, "0"},
                                                {1, "1"},
                                                {0.0123456, "0.0123"},
                                                {3e-4, "3e-4"},
                                                {1.2345e-5, "1.23e-5"},
                                                {2.5e-10, "2.5e-10"},
                                                {1234.5, "1234"},
                                                {99999, "99999"},
                                                {123456, "1.23e5"},
                                                {-0.5, "-0.5"},
                                                {1e-300, "1e-300"},
                                                {infinity, "infinite"},
                                                {-infinity, "minus infinite"},
                                                {std::nan(""), "not a number"}};
  for (const auto& [x, text] : all) BOOST_TEST(er::value_text(x) == text);
  BOOST_TEST(er::percent(0.97214) == "97.2 %");
  BOOST_TEST(er::percent(std::nan("")) == "not a number");
  BOOST_TEST(er::power_of_ten(-12) == "10⁻¹²");
  BOOST_TEST(er::power_of_ten(0) == "1");
  BOOST_TEST(er::coordinate(-0.01) == "0");
  BOOST_TEST(er::coordinate(12.345) == "12.3");
  BOOST_TEST(er::coordinate(std::nan("")) == "0");
  BOOST_TEST(er::duration(0.5) == "0.50 s");
  BOOST_TEST(er::duration(200) == "3 min 20 s");
  BOOST_TEST(er::duration(7500) == "2 h 5 min");
}

BOOST_AUTO_TEST_CASE(numbers_are_those_of_printf) {
  for (double x = 3.7e-13; x < 1e13; x *= -1.93, x = std::fabs(x))
    for (const double v : {x, -x, std::floor(x), std::round(100 * x) / 100})
      for (const int precision : {0, 1, 2, 3, 9}) {
        char fixed[64], scientific[64], general[64];
        std::snprintf(fixed, sizeof fixed, "%.*f", precision, v);
        std::snprintf(scientific, sizeof scientific, "%.*e", precision, v);
        std::snprintf(general, sizeof general, "%.*g", precision, v);
        BOOST_TEST(er::digits_of(v, std::chars_format::fixed, precision) == fixed);
        BOOST_TEST(er::digits_of(v, std::chars_format::scientific, precision) == scientific);
        BOOST_TEST(er::digits_of(v, std::chars_format::general, precision) == general);
      }
}

BOOST_AUTO_TEST_CASE(a_locale_with_commas_changes_nothing) {
  const comma where;
  if (!where.there) return;
  BOOST_TEST(er::coordinate(12.345) == "12.3");
  BOOST_TEST(er::value_text(0.5) == "0.5");
  BOOST_TEST(er::value_text(1.2345e-5) == "1.23e-5");
  BOOST_TEST(er::percent(0.97214) == "97.2 %");
  BOOST_TEST(er::duration(0.5) == "0.50 s");
}

BOOST_AUTO_TEST_SUITE_END()
